"""Whoever reaches more than one committee shows a second thing: the phone, or a code on paper."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken

from committees.people.credentials import reset_access
from committees.people.models import Authenticator

PASSWORD = "三楼的桂花又开了"


@pytest.fixture
def clerk(cast):
    cast.clerk.set_password(PASSWORD)
    cast.clerk.save()
    return cast.clerk


def signed_in(person) -> Client:
    client = Client()
    client.post("/sign-in/", {"phone": person.phone, "password": PASSWORD})
    return client


def number(device: Authenticator) -> str:
    return f"{totp(device.bin_key):06d}"


def set_up(person) -> tuple[Client, list[str]]:
    client = signed_in(person)
    client.get("/sign-in/second-factor/")
    device = Authenticator.objects.get(user=person)
    client.post("/sign-in/second-factor/", {"code": number(device)})
    codes = client.get("/sign-in/recovery-codes/").context["codes"]
    client.post("/sign-in/recovery-codes/")
    return client, codes


@pytest.mark.parametrize("who", ["clerk", "leader", "admin", "auditor"])
def test_before_it_every_page_leads_to_it(cast, who):
    person = getattr(cast, who)
    person.set_password(PASSWORD)
    person.save()
    client = signed_in(person)

    for path in ("/me/", "/settings/", "/settings/users/", "/settings/audit/", "/drafts/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (303, "/sign-in/code/")
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/second-factor/"


def test_the_set_up_shows_a_qr_code_and_the_key_in_groups_of_four(clerk):
    client = signed_in(clerk)

    page = client.get("/sign-in/second-factor/")

    device = Authenticator.objects.get(user=clerk)
    assert "<svg" in page.context["qr"]
    assert re.fullmatch(r"[A-Z2-7]{4}( [A-Z2-7]{4})*", page.context["secret"])
    assert not device.confirmed


def test_the_first_right_number_lets_in_and_gives_ten_codes_once(clerk):
    client = signed_in(clerk)
    client.get("/sign-in/second-factor/")
    device = Authenticator.objects.get(user=clerk)

    wrong = client.post("/sign-in/second-factor/", {"code": "000000"})
    right = client.post("/sign-in/second-factor/", {"code": number(device)})

    assert wrong.status_code == 422
    assert right["Location"] == "/sign-in/recovery-codes/"
    codes = client.get("/sign-in/recovery-codes/").context["codes"]
    assert len(set(codes)) == 10
    client.post("/sign-in/recovery-codes/")
    assert client.get("/me/").status_code == 200
    assert client.get("/sign-in/recovery-codes/")["Location"] == "/street/"


def test_the_table_keeps_no_recovery_code_one_could_type(clerk):
    _, codes = set_up(clerk)

    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & set(codes) | kept & {code.replace("-", "") for code in codes}


def test_the_next_sign_in_asks_for_the_number_of_the_phone(clerk):
    set_up(clerk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        client = signed_in(clerk)
        assert client.get("/sign-in/code/").status_code == 200
        assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
        answer = client.post("/sign-in/code/", {"code": number(Authenticator.objects.get())})
        assert answer["Location"] == "/street/"
        assert client.get("/me/").status_code == 200


def test_a_number_works_once(clerk):
    set_up(clerk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        code = number(Authenticator.objects.get())
        first = signed_in(clerk).post("/sign-in/code/", {"code": code})
        second = signed_in(clerk).post("/sign-in/code/", {"code": code})

    assert (first.status_code, second.status_code) == (303, 422)


def test_a_code_on_paper_works_once_however_it_is_typed(clerk):
    _, codes = set_up(clerk)
    typed = codes[0].upper().replace("-", " ")

    first = signed_in(clerk).post("/sign-in/code/", {"code": typed})
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        second = signed_in(clerk).post("/sign-in/code/", {"code": codes[0]})

    assert (first.status_code, second.status_code) == (303, 422)


def test_guessing_is_slowed_down(clerk):
    set_up(clerk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        client = signed_in(clerk)
        for _ in range(3):
            client.post("/sign-in/code/", {"code": "000000"})
        code = number(Authenticator.objects.get())
        assert "请等一分钟再输" in client.post("/sign-in/code/", {"code": code}).content.decode()


def test_whoever_knows_only_the_password_cannot_set_up_another_phone(clerk):
    set_up(clerk)
    thief = signed_in(clerk)

    assert thief.get("/sign-in/second-factor/")["Location"] == "/sign-in/code/"
    assert Authenticator.objects.count() == 1


def test_the_wanted_page_opens_after_the_number(clerk):
    set_up(clerk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        client = Client()
        client.post("/sign-in/", {"phone": clerk.phone, "password": PASSWORD, "next": "/settings/"})
        answer = client.post("/sign-in/code/", {"code": number(Authenticator.objects.get())})

    assert answer["Location"] == "/settings/"


def test_a_lost_phone_is_forgotten_by_a_reset_that_asks_for_it(cast, clerk):
    set_up(clerk)

    reset_access(clerk, by=cast.admin, at=timezone.now(), second_factor=False)
    assert Authenticator.objects.count() == 1
    reset_access(clerk, by=cast.admin, at=timezone.now(), second_factor=True)

    assert Authenticator.objects.count() == 0
    assert StaticToken.objects.count() == 0
