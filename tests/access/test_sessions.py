"""How long a session lives, and what ends it (CONTRACTS, "People"; RELIABILITY A9, B5, B6)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from committees.people.models import Posting
from tests.access.conftest import knock


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
