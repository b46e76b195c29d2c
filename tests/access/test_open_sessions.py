"""Where she is signed in is shown to her, and she can shut one of them (RELIABILITY B9)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import OpenSession
from jiedao.portal.nightly import clear_out
from tests.access.conftest import knock
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PC, PHONE = "Mozilla/5.0 (Windows NT 10.0)", "Mozilla/5.0 (Linux; Android 14)"


def at_a(machine: str, cast: Cast) -> Client:
    client = Client(headers={"User-Agent": machine})
    knock(client, cast.east_director)
    return client


def shown(client: Client) -> str:
    return client.get("/me/").content.decode()


def which(client: Client) -> str:
    sessions = client.get("/me/").context["sessions"]
    return next(one.which for one in sessions if not one.here)


def test_the_account_lists_every_machine_and_marks_this_one(known):
    at_a(PHONE, known)
    page = shown(at_a(PC, known))

    assert "安卓手机</b>（公用的电脑）" in page
    assert page.index("Windows 电脑") < page.index("就是这台") < page.index("安卓手机</b>")


def test_who_signs_in_twice_is_told_where_else(known):
    first = at_a(PHONE, known)
    assert "也登录着" not in shown(first)

    assert "您在安卓手机（公用的电脑）上也登录着" in shown(at_a(PC, known))


def test_one_machine_is_shut_and_the_others_stay(known):
    phone, pc, third = at_a(PHONE, known), at_a(PC, known), at_a(PC, known)
    name = next(one.which for one in pc.get("/me/").context["sessions"] if "安卓" in one.machine)

    answer = pc.post("/me/sessions/end/", {"which": name}, follow=True)

    assert "安卓手机上退出了" in answer.content.decode()
    assert phone.get("/me/").status_code == 302
    assert pc.get("/me/").status_code == third.get("/me/").status_code == 200
    assert AuditEntry.objects.filter(act="people.end-session").count() == 1


def test_nobody_shuts_the_machine_of_another_nor_her_own_by_mistake(known, enter):
    hers = at_a(PC, known)
    at_a(PHONE, known)
    other = enter(known.east_member)

    refused = other.post("/me/sessions/end/", {"which": which(hers)}, follow=True)

    assert "那一台已经退出了" in refused.content.decode()
    assert len(hers.get("/me/").context["sessions"]) == 2


def test_the_key_of_a_session_stands_on_no_page(known):
    at_a(PHONE, known)
    page = shown(at_a(PC, known))

    assert [key for key in OpenSession.objects.values_list("pk", flat=True) if key in page] == []


def test_what_ran_out_is_not_listed_and_the_night_takes_it_away(known):
    at_a(PHONE, known)
    later = timezone.now() + timedelta(hours=13)
    with time_machine.travel(later, tick=False):
        assert len(at_a(PC, known).get("/me/").context["sessions"]) == 1
    with time_machine.travel(later + timedelta(days=31), tick=False):
        gone = clear_out(timezone.now())
    assert gone["登录"] == 2
    assert not OpenSession.objects.exists()
