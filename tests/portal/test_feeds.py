import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from casework.duty.models import Rota, Shift
from committees.people.feed_keys import make_feed_key, revoke_feed_key
from committees.people.models import FeedKey, Posting
from meetings.convening.actions import MeetingPlan, cancel_meeting, convene
from meetings.kinds.models import Kind


@pytest.fixture
def now():
    return timezone.now()


def shift_of(person, committee, now, *, state="published", **changes):
    starts_at = now + timedelta(days=2)
    month = timezone.localdate(starts_at).replace(day=1)
    rota, _ = Rota.objects.get_or_create(
        committee=committee, month=month, defaults={"state": state}
    )
    values = {
        "committee": committee,
        "rota": rota,
        "day": timezone.localdate(starts_at),
        "slot": "morning",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "person": person,
    }
    return Shift.objects.create(**{**values, **changes})


def meeting_of(cast, now, **changes):
    values = {"kind": "other", "starts_at": now + timedelta(days=3), "place": "二楼会议室"}
    wanted = {**values, **changes}
    plan = MeetingPlan(**{**wanted, "kind": Kind.objects.get(key=wanted["kind"])})
    return convene(cast.east, by=cast.east_director, plan=plan, at=now)


def feed(token):
    answer = Client().get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def summaries(calendar):
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


def test_the_phone_shows_ones_shifts_and_meetings_without_a_password(cast, now):
    shift_of(cast.east_member, cast.east, now)
    meeting_of(cast, now, title="讨论 7 号楼张阿婆家漏水", topics=["张阿婆家漏水"])

    answer = Client().get(f"/calendar/{make_feed_key(cast.east_member, at=now)}.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    calendar = Calendar.from_ical(answer.content)
    assert summaries(calendar) == ["值班（上午）", "其他会议"]
    assert [str(event["location"]) for event in calendar.walk("VEVENT")] == [
        "东苑居委会",
        "二楼会议室",
    ]
    assert "张阿婆" not in answer.content.decode()
    assert "王桂珍" not in answer.content.decode()


def test_each_event_rings_before_it_begins_and_keeps_its_identity(cast, now):
    shift = shift_of(cast.east_member, cast.east, now)
    meeting = meeting_of(cast, now)

    events = feed(make_feed_key(cast.east_member, at=now)).walk("VEVENT")

    assert [str(event["uid"]) for event in events] == [
        f"shift-{shift.pk}@jiedao",
        f"meeting-{meeting.pk}@jiedao",
    ]
    alarms = [event.walk("VALARM")[0]["trigger"].dt for event in events]
    assert alarms == [-timedelta(minutes=60), -timedelta(minutes=120)]
    assert events[0]["dtstart"].dt == shift.starts_at.replace(microsecond=0)


def test_a_draft_rota_and_another_committees_meeting_stay_out(cast, now):
    shift_of(cast.west_member, cast.west, now, state="draft")
    meeting_of(cast, now)

    assert summaries(feed(make_feed_key(cast.west_member, at=now))) == []


def test_whoever_leads_the_shift_sees_it_as_such(cast, now):
    shift_of(cast.east_member, cast.east, now, lead=cast.east_director)

    assert summaries(feed(make_feed_key(cast.east_director, at=now))) == ["带班（上午）"]


def test_a_body_sees_only_meetings_it_is_invited_to(cast, now):
    branch = cast.east.bodies.get(kind="branch")
    meeting_of(cast, now, kind="study")
    meeting_of(cast, now, kind="committee", bodies=[branch])

    assert summaries(feed(make_feed_key(cast.east_branch, at=now))) == ["居委会例会"]


def test_a_cancelled_meeting_says_so_and_does_not_ring(cast, now):
    meeting = meeting_of(cast, now)
    cancel_meeting(meeting, by=cast.east_director, why="停电", at=now)

    event = feed(make_feed_key(cast.east_member, at=now)).walk("VEVENT")[0]

    assert str(event["status"]) == "CANCELLED"
    assert event.walk("VALARM") == []


def test_a_new_key_or_a_revoked_one_closes_the_old_address(cast, now):
    first = make_feed_key(cast.east_member, at=now)
    assert feed(first)
    second = make_feed_key(cast.east_member, at=now)

    assert Client().get(f"/calendar/{first}.ics").status_code == 404
    assert feed(second)
    revoke_feed_key(cast.east_member, at=now)
    assert Client().get(f"/calendar/{second}.ics").status_code == 404


def test_the_key_of_somebody_who_left_opens_nothing(cast, now):
    token = make_feed_key(cast.east_member, at=now)
    assert feed(token)

    Posting.objects.filter(user=cast.east_member).update(
        until=timezone.localdate() - timedelta(days=1)
    )

    assert Client().get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("token", ["0" * 32, "x", "长" * 30])
def test_an_unknown_key_is_a_missing_page(cast, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_the_address_is_shown_once_and_only_its_digest_is_kept(cast, enter):
    member = enter(cast.east_member)

    member.post("/me/calendar/make/")
    shown = member.get("/me/calendar/").content.decode()
    token = re.search(r"/calendar/([\w-]+)\.ics", shown)[1]

    assert len(token) * 6 >= 128
    assert token not in member.get("/me/calendar/").content.decode()
    assert token not in FeedKey.objects.get().digest
    assert feed(token)


def test_the_address_is_taken_back_on_the_same_page(cast, enter):
    member = enter(cast.east_member)
    member.post("/me/calendar/make/")

    answer = member.post("/me/calendar/revoke/")

    assert answer.status_code == 303
    assert "停用了" in member.get("/me/calendar/").content.decode()
    assert not FeedKey.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_costs_the_same_however_full_it_is(cast, now, rows, django_assert_num_queries):
    for number in range(rows):
        later = now + timedelta(days=number + 2)
        shift_of(
            cast.east_member,
            cast.east,
            now,
            starts_at=later,
            ends_at=later + timedelta(hours=3),
        )
        meeting_of(cast, now)
    token = make_feed_key(cast.east_member, at=now)

    with django_assert_num_queries(4):
        assert Client().get(f"/calendar/{token}.ics").status_code == 200
