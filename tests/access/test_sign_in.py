"""Coming in with phone and password: who lands where, who is kept out, what is never lost."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import Posting, User
from committees.reach.states import Role
from tests.access.conftest import PASSWORD, knock

WRONG = "手机号或密码不对"
LOCKED = "试错太多次了"


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("east_director", "/today/"),
        ("east_member", "/today/"),
        ("east_branch", "/today/"),
        ("east_station", "/today/"),
        ("east_property", "/actions/"),
        ("clerk", "/sign-in/code/"),
        ("leader", "/sign-in/code/"),
        ("admin", "/sign-in/code/"),
        ("auditor", "/sign-in/code/"),
    ],
)
def test_everybody_lands_where_the_work_is(known, who, home):
    answer = knock(Client(), getattr(known, who))

    assert (answer.status_code, answer["Location"]) == (303, home)


@pytest.mark.parametrize("typed", ["1 0000 0000 01", "１００００００００01", "+86 10000000001"])
def test_a_number_may_be_typed_as_people_write_it(known, typed):
    person = User.objects.with_phone("10000000001")

    assert knock(Client(), typed).status_code == 303, person


def test_a_wrong_password_and_an_unknown_number_get_the_same_page(known):
    wrong = knock(Client(), known.east_director, "别的密码别的密码")
    unknown = knock(Client(), "10000000099", "别的密码别的密码")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert WRONG in wrong.content.decode()
    assert _plain(wrong, known.east_director.phone) == _plain(unknown, "10000000099")


def _plain(answer, typed: str) -> str:
    import re

    page = answer.content.decode().replace(typed, "")
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page)


# Nobody learns from the answer who has an account (RELIABILITY B4)


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


def test_the_phone_number_stays_typed_and_the_password_does_not(known):
    page = knock(Client(), known.east_director, "别的密码别的密码").content.decode()

    assert known.east_director.phone in page
    assert "别的密码" not in page


def test_somebody_without_a_posting_today_is_told_the_same(known):
    assert WRONG in knock(Client(), known.stranger).content.decode()


def test_after_five_failures_the_page_says_when_to_try_again(known):
    client, now = Client(), timezone.localtime().replace(hour=10, minute=30, second=0)
    with time_machine.travel(now, tick=False):
        pages = [knock(client, known.east_director, "不对不对不对不对") for _ in range(5)]
        right = knock(client, known.east_director)

    assert [page.status_code for page in pages] == [422, 422, 422, 422, 429]
    assert "请上午 10:45以后再试" in pages[-1].content.decode()
    assert right.status_code == 429


def test_trying_during_the_lock_does_not_make_it_longer(known):
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        for _ in range(5):
            knock(client, known.east_director, "不对不对不对不对")
    with time_machine.travel(now + timedelta(minutes=14), tick=False):
        assert LOCKED in knock(client, known.east_director).content.decode()
    with time_machine.travel(now + timedelta(minutes=15, seconds=1), tick=False):
        assert knock(client, known.east_director).status_code == 303


def test_an_unknown_number_is_locked_like_a_known_one(known):
    client = Client()
    pages = [knock(client, "10000000099", "不对不对不对不对") for _ in range(5)]

    assert LOCKED in pages[-1].content.decode()


def test_the_lock_belongs_to_account_and_address_so_nobody_locks_the_director_out(known):
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(5):
        knock(attacker, known.east_director, "不对不对不对不对")

    assert knock(Client(REMOTE_ADDR="192.0.2.8"), known.east_director).status_code == 303


def test_one_address_may_not_try_one_guess_on_every_account(known):
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    for number in range(20):
        knock(attacker, f"100000002{number:02d}", "居委会二〇二六年")

    assert knock(attacker, known.east_director).status_code == 429


def test_a_lock_out_stands_in_the_journal_without_the_number(known):
    for _ in range(6):
        knock(Client(), known.east_director, "不对不对不对不对")

    row = AuditEntry.objects.get(act="people.locked-out")
    assert row.object_label == "100****0005"


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/log/?kind=home", "/log/?kind=home"),
        ("//evil.example/", "/today/"),
        ("https://evil.example/", "/today/"),
        ("/\\evil.example", "/today/"),
        ("javascript:alert(1)", "/today/"),
        ("/sign-out/", "/today/"),
        ("/sign-in/?next=/sign-in/", "/today/"),
    ],
)
def test_the_wanted_page_is_opened_only_when_it_is_ours(known, wanted, goes_to):
    assert knock(Client(), known.east_director, next=wanted)["Location"] == goes_to


def test_the_session_id_changes_and_the_old_one_is_dead(known):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = str(session.session_key)

    knock(client, known.east_director)

    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/me/").status_code == 302


@pytest.mark.parametrize(("own", "lives_with_browser"), [("on", False), ("", True)])
def test_only_the_own_device_remembers(known, own, lives_with_browser):
    client = Client()
    knock(client, known.east_director, own_device=own)

    assert client.session.get_expire_at_browser_close() is lives_with_browser
    assert ("data-own-device" in client.get("/me/").content.decode()) is (own == "on")


def test_a_committee_session_ends_after_12_idle_hours_and_lasts_30_days_on_the_own_device(
    known,
):
    shared, own, now = Client(), Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        knock(shared, known.east_director)
        knock(own, known.east_member, own_device="on")
    with time_machine.travel(now + timedelta(hours=11), tick=False):
        assert shared.get("/me/").status_code == 200
    with time_machine.travel(now + timedelta(hours=23, minutes=1), tick=False):
        assert shared.get("/me/").status_code == 302
        assert own.get("/me/").status_code == 200
    with time_machine.travel(now + timedelta(days=30, hours=23, minutes=2), tick=False):
        assert own.get("/me/").status_code == 302


def test_a_street_session_ends_after_30_minutes_and_after_10_hours_in_any_case(known, enter):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        idle, busy = enter(known.clerk), enter(known.leader)
    with time_machine.travel(now + timedelta(minutes=31), tick=False):
        assert idle.get("/me/").status_code == 302
    for minutes in range(20, 600, 20):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            assert busy.get("/me/").status_code == 200, minutes
    with time_machine.travel(now + timedelta(hours=10, minutes=1), tick=False):
        assert busy.get("/me/").status_code == 302


def test_the_end_of_a_posting_ends_access_at_the_next_request(known):
    client = Client()
    knock(client, known.east_member)
    assert client.get("/me/").status_code == 200

    yesterday = timezone.localdate() - timedelta(days=1)
    Posting.objects.filter(user=known.east_member).update(until=yesterday)

    assert client.get("/me/").status_code == 302


def test_the_last_day_of_a_posting_is_a_whole_day(known):
    client = Client()
    knock(client, known.east_member)

    Posting.objects.filter(user=known.east_member).update(until=timezone.localdate())

    assert client.get("/me/").status_code == 200


def test_after_signing_out_the_old_cookie_opens_nothing(known):
    client = Client()
    knock(client, known.east_director)
    stolen = client.cookies["sessionid"].value

    answer = client.post("/sign-out/")

    assert answer["Location"] == "/sign-in/"
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/me/").status_code == 302


def test_a_link_cannot_sign_anybody_out(known):
    client = Client()
    knock(client, known.east_director)

    assert client.get("/sign-out/").status_code == 405
    assert client.get("/me/").status_code == 200


def test_signing_out_everywhere_ends_the_other_sessions_too(known):
    here, there = Client(), Client()
    knock(here, known.east_director)
    knock(there, known.east_director)

    here.post("/me/sign-out-everywhere/")

    assert there.get("/me/").status_code == 302


def test_every_sign_in_stands_in_the_chain_of_the_committee(known):
    knock(Client(), known.east_director)

    row = AuditEntry.objects.get(act="people.sign-in")
    assert (row.by, row.committee, row.object_label) == (known.east_director, known.east, "密码")


# A form sent after the session ran out

FIELDS = {"reminded_by": "email", "email": "zhou@example.org", "text_size": "large"}
KEY = "7f3c2f5e-9c1b-4d8e-8a51-2b8f4c1d9e01"


def test_what_was_typed_when_the_session_ended_is_finished_after_signing_in(known):
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        knock(client, known.east_director)
    with time_machine.travel(now + timedelta(hours=13), tick=False):
        sent = client.post("/me/", {**FIELDS, "idempotency_key": KEY})
        assert (sent.status_code, sent["Location"]) == (302, "/sign-in/?next=%2Fme%2F")
        assert "您刚才写的内容还在" in client.get(sent["Location"]).content.decode()
        assert knock(client, known.east_director)["Location"] == "/sign-in/resume/"
        page = client.get("/sign-in/resume/").content.decode()
        assert "zhou@example.org" in page
        assert f'name="idempotency_key" value="{KEY}"' in page

        client.post("/me/", {**FIELDS, "idempotency_key": KEY})

        known.east_director.refresh_from_db()
        assert known.east_director.email == "zhou@example.org"
        assert client.get("/sign-in/resume/")["Location"] == "/today/"


def test_what_a_colleague_had_typed_is_not_shown_to_the_next_person(known):
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        knock(client, known.east_director)
    with time_machine.travel(now + timedelta(hours=13), tick=False):
        client.post("/me/", {**FIELDS, "idempotency_key": KEY})
        answer = knock(client, known.east_member)

    assert answer["Location"] == "/today/"
    assert "zhou@example.org" not in client.get("/sign-in/resume/", follow=True).content.decode()


def test_a_password_is_never_kept_with_the_unfinished_form(known):
    client = Client()
    client.post("/me/pin/", {"password": PASSWORD, "pin": "2580", "idempotency_key": KEY})
    kept = str(dict(client.session))

    from jiedao.common.crypto import unseal

    text = unseal(client.session["pending_post"]["body"])
    assert KEY in text
    assert "2580" not in text
    assert "password" not in text
    assert PASSWORD not in kept


def test_a_director_who_also_works_for_the_street_needs_the_second_factor(known):
    Posting.objects.create(user=known.east_director, role=Role.CLERK, since=timezone.localdate())

    assert knock(Client(), known.east_director)["Location"] == "/sign-in/code/"
