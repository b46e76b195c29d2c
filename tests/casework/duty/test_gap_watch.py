"""Places of the coming fortnight that nobody takes are told, each exactly once."""

from datetime import date, timedelta

import pytest

from casework.duty.drafting import complete_rota, draft_rota, publish_rota
from casework.duty.gap_watch import warn_of_gaps
from casework.duty.models import Rota
from casework.duty.shifts import claim_shift, put_person
from casework.tasks import look_ahead_of_the_rota
from committees.calendar.models import SpecialDay
from committees.delivery.models import Heartbeat
from committees.reminders.models import Reminder
from tests.casework.duty.conftest import NOW, TODAY, at
from tests.casework.duty.test_rota import texts_of

pytestmark = pytest.mark.django_db
IN_TWO_WEEKS = TODAY + timedelta(days=14)
OPEN = "12月7日 星期一 上午 8:30–11:30 还没有人值班，请排一位。"


def test_a_gap_is_told_once_to_the_director_and_to_whoever_planned(cast, made, no_slots):
    gap = made(None, IN_TWO_WEEKS)
    Rota.objects.update(published_by=cast.east_station)

    for hour in ("8:20", "9:20", "10:20"):
        assert warn_of_gaps(at(hour)) == 1

    assert texts_of(cast.east_director) == texts_of(cast.east_station) == [OPEN]
    assert texts_of(cast.east_member) == texts_of(cast.clerk) == []
    assert {row.url for row in Reminder.objects.all()} == {f"/duty/shifts/{gap.pk}/"}


def test_not_earlier_than_a_fortnight_and_not_afterwards(cast, made, no_slots):
    made(None, IN_TWO_WEEKS + timedelta(days=1))
    made(None, TODAY - timedelta(days=1))

    assert warn_of_gaps(NOW) == 0
    assert texts_of(cast.east_director) == []


def test_a_planner_who_left_hears_nothing(cast, made, no_slots):
    made(None, IN_TWO_WEEKS)
    Rota.objects.update(published_by=cast.stranger)

    warn_of_gaps(NOW)

    assert texts_of(cast.stranger) == []
    assert texts_of(cast.east_director) == [OPEN]


def test_what_is_filled_is_cancelled_and_a_new_gap_is_news(cast, made, no_slots):
    gap = made(None, IN_TWO_WEEKS)
    warn_of_gaps(NOW)

    claim_shift(gap, by=cast.east_member, at=at("9:00"))
    assert {row.state for row in Reminder.objects.filter(rule="gap")} == {"moved"}
    assert warn_of_gaps(at("9:20")) == 0
    gap.refresh_from_db()
    put_person(
        gap, by=cast.east_director, person=None, lead=None, version=gap.version, at=at("10:00")
    )
    warn_of_gaps(at("10:20"))
    warn_of_gaps(at("11:20"))

    assert [text for text in texts_of(cast.east_director) if "还没有人值班" in text] == [OPEN] * 2


def test_an_sms_that_has_not_left_yet_vanishes_with_the_gap(cast, made, no_slots):
    cast.east_director.reminded_by = "sms"
    cast.east_director.save()
    gap = made(None, IN_TWO_WEEKS)
    warn_of_gaps(NOW)
    assert Reminder.objects.filter(rule="gap", channel="sms", state="waiting").count() == 1

    claim_shift(gap, by=cast.east_member, at=NOW)

    assert not Reminder.objects.filter(rule="gap", channel="sms").exists()


def test_a_month_nobody_published_and_a_place_the_rota_lacks_are_told_once(ready):
    december = date(2026, 12, 1)
    for hour in ("9:10", "10:10"):
        warn_of_gaps(at(hour))
    assert texts_of(ready.east_director) == [
        "2026年11月的值班表还没公布，请排一排。",
        "2026年12月的值班表还没公布，请排一排。",
    ]

    rota = draft_rota(ready.east, december, by=ready.east_director, at=NOW)
    publish_rota(rota, by=ready.east_director, at=NOW)
    SpecialDay.objects.create(day=date(2026, 12, 5), kind="work", name="调休")
    for hour in ("11:10", "12:10"):
        warn_of_gaps(at(hour))
    lacking = "12月5日 星期六 上午、下午的班，值班表里还没有，请补上。"
    assert texts_of(ready.east_director)[2:] == [lacking]

    complete_rota(rota, by=ready.east_director, at=at("13:00"))
    warn_of_gaps(at("13:10"))
    assert texts_of(ready.east_director)[2:] == [lacking]


def test_the_hourly_round_leaves_its_heartbeat(cast, made, no_slots):
    made(None, date.today())
    look_ahead_of_the_rota()

    assert Heartbeat.objects.get(job="duty-gaps").note.startswith("缺人 ")
