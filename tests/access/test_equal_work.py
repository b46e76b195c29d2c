"""Nobody learns from an answer, or from how long it takes, who has an account (RELIABILITY B4)."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from casework.cases.asking import NOT_FOUND
from committees.people.credentials import PIN_TRIES, set_pin
from committees.people.models import User
from committees.people.partner_codes import WRONG as WRONG_PARTNER_CODE
from jiedao.portal import views_partner
from tests.access.conftest import knock

WRONG = "手机号或密码不对"


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def hashing(monkeypatch) -> list[str]:
    """How often a password is really hashed: the only part of an answer that takes time."""
    done: list[str] = []
    for name in ("encode", "verify"):
        plain = getattr(Argon2PasswordHasher, name)

        def counted(*args, _plain=plain, _name=name, **kwargs):
            done.append(_name)
            return _plain(*args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    return done


def _wrong_password(cast):
    return cast.east_director.phone


def _unknown_number(cast):
    return "10000000099"


def _no_number_at_all(cast):
    return "abc-99"


def _no_password_yet(cast):
    cast.east_director.set_unusable_password()
    cast.east_director.save()
    return cast.east_director.phone


def _switched_off(cast):
    User.objects.filter(pk=cast.east_director.pk).update(is_active=False)
    return cast.east_director.phone


def _without_a_posting(cast):
    return cast.stranger.phone


KNOCKS = [
    _wrong_password,
    _unknown_number,
    _no_number_at_all,
    _no_password_yet,
    _switched_off,
    _without_a_posting,
]


def _plain(answer, typed: str) -> str:
    page = answer.content.decode().replace(typed, "")
    return re.sub(r'(csrfmiddlewaretoken|idempotency_key)" value="[^"]+"', "", page)


def test_a_wrong_password_and_an_unknown_number_get_the_same_page(known):
    wrong = knock(Client(), known.east_director, "别的密码别的密码")
    unknown = knock(Client(), "10000000099", "别的密码别的密码")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert WRONG in wrong.content.decode()
    assert _plain(wrong, known.east_director.phone) == _plain(unknown, "10000000099")


@pytest.mark.parametrize("who", KNOCKS)
def test_every_refusal_hashes_once_and_says_the_same(known, hashing, who):
    typed = who(known)
    expected = _plain(knock(Client(), "10000000098", "别的密码别的密码"), "10000000098")
    hashing.clear()

    answer = knock(Client(), typed, "别的密码别的密码")

    assert len(hashing) == 1
    assert (answer.status_code, _plain(answer, typed)) == (422, expected)
    assert sorted(answer.cookies) == ["csrftoken"]


@pytest.mark.parametrize("who", [_without_a_posting, _switched_off])
def test_the_right_password_of_a_closed_account_is_refused_like_a_wrong_one(known, hashing, who):
    typed = who(known)

    answer = knock(Client(), typed)

    assert len(hashing) == 1
    assert WRONG in answer.content.decode()


@pytest.mark.parametrize("who", KNOCKS)
def test_the_setting_of_a_password_tells_nobody_apart_either(known, hashing, who):
    typed = who(known)
    sent = {"code": "123456", "password": "一句新的长长的话", "again": "一句新的长长的话"}
    url = "/sign-in/set-password/"
    unknown = Client().post(url, {"phone": "10000000098", **sent})
    hashing.clear()

    answer = Client().post(url, {"phone": typed, **sent})

    assert hashing == []
    assert (answer.status_code, _plain(answer, typed)) == (422, _plain(unknown, "10000000098"))


def test_somebody_without_a_posting_today_is_told_the_same(known):
    assert WRONG in knock(Client(), known.stranger).content.decode()


# A partner's one-time code


def send(phone: str):
    """The request for a code, before its answer has left."""
    request = RequestFactory().post("/actions/enter/", {"phone": phone})
    request.session = SessionStore()
    request._messages = _Silent()
    return views_partner.enter(request)


class _Silent:
    def add(self, *args, **options):
        """What the page says is the same for everybody."""


@pytest.fixture
def sms(monkeypatch) -> list[str]:
    """The numbers something went out to."""
    sent: list[str] = []

    class Gateway:
        def send(self, phone, text):
            sent.append(phone)

    monkeypatch.setattr(views_partner, "sms_gateway", Gateway)
    return sent


def test_a_code_is_made_and_sent_when_the_answer_is_out_and_no_query_comes_before(cast, sms):
    answers = []
    for phone in (cast.east_property.phone, "10000000099"):
        with CaptureQueriesContext(connection) as queries:
            answers.append(send(phone))
        assert [query["sql"] for query in queries if "session" not in query["sql"]] == []

    assert sms == []
    for answer in answers:
        answer.close()
    assert sms == [cast.east_property.phone]


def test_a_gateway_that_breaks_breaks_no_answer(cast, monkeypatch):
    monkeypatch.setattr(views_partner, "sms_gateway", lambda: 1 / 0)

    answer = Client().post("/actions/enter/", {"phone": cast.east_property.phone})

    assert answer.status_code == 303


def test_a_wrong_partner_code_hashes_nothing_and_says_the_same_of_every_number(cast, hashing, sms):
    phones = (cast.east_property.phone, "10000000099", cast.east_member.phone)
    Client().post("/actions/enter/", {"phone": phones[0]})
    url = "/actions/enter/code/"
    answers = {phone: Client().post(url, {"phone": phone, "code": "000000"}) for phone in phones}

    assert hashing == []
    assert {answer.status_code for answer in answers.values()} == {422}
    assert all(WRONG_PARTNER_CODE in answer.content.decode() for answer in answers.values())
    assert len({_plain(answer, phone) for phone, answer in answers.items()}) == 1


# The PIN of the duty desk, and a matter's number


def test_a_wrong_pin_hashes_once_whoever_is_tapped(cast, enter, hashing):
    for person in (cast.east_member, cast.east_branch):
        set_pin(person, "2580")
    desk = enter(cast.east_director)
    desk.post("/me/desk/", {"name": "值班室靠窗的电脑"})
    desk.post("/sign-out/")
    hashing.clear()

    for person in (cast.east_member, cast.east_branch):
        for _ in range(PIN_TRIES):
            desk.post("/sign-in/desk/", {"who": person.pk, "pin": "1470"})

    assert hashing == ["verify"] * 2 * PIN_TRIES


def test_a_matter_is_asked_for_without_any_hash_and_a_wrong_number_says_nothing(cast, hashing):
    said = {"committee": cast.east.slug, "number": "2026-0099", "tail": "0001"}

    page = Client().post("/ask/", said).content.decode()

    assert hashing == []
    assert NOT_FOUND in page
