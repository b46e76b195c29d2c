"""The places of a day, and a shift in one word."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from casework.duty.rules import (
    DayKind,
    Member,
    Need,
    Obstacle,
    SlotPlan,
    kind_of,
    last_day_of,
    last_month,
    moment_in,
    needs_between,
    needs_on,
    next_month,
    times_of,
    word_of,
)
from casework.duty.states import Slot
from jiedao.common.statutory_days import STATUTORY_DAYS
from jiedao.common.workdays import WorkCalendar
from tests.casework.duty.conftest import at

CALENDAR = WorkCalendar.of(STATUTORY_DAYS)
WORKDAY, WEEKEND, FESTIVAL = DayKind.WORKDAY, DayKind.WEEKEND, DayKind.FESTIVAL
MORNING = SlotPlan(Slot.MORNING, time(8, 30), time(11, 30), frozenset({WORKDAY}))
NIGHT = SlotPlan(Slot.NIGHT, time(20), time(8), frozenset({FESTIVAL}), people=2)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 2, 13), WORKDAY),
        (date(2026, 2, 14), WORKDAY),  # a Saturday made up for 春节
        (date(2026, 2, 15), FESTIVAL),  # a Sunday inside 春节
        (date(2026, 2, 23), FESTIVAL),
        (date(2026, 2, 24), WORKDAY),
        (date(2026, 2, 28), WORKDAY),  # Saturday, made up
        (date(2026, 3, 1), WEEKEND),
        (date(2026, 10, 10), WORKDAY),
        (date(2027, 2, 6), WEEKEND),  # no notice for 2027: only weekends are known
    ],
)
def test_the_kind_of_a_day_follows_the_official_notice(day, kind):
    assert kind_of(day, CALENDAR) == kind


def test_a_slot_is_manned_on_its_days_alone_with_as_many_people_as_it_asks_for():
    plans = [MORNING, NIGHT]

    assert [(need.slot, need.seat) for need in needs_on(date(2026, 2, 14), plans, CALENDAR)] == [
        (Slot.MORNING, 1)
    ]
    assert [(need.slot, need.seat) for need in needs_on(date(2026, 2, 17), plans, CALENDAR)] == [
        (Slot.NIGHT, 1),
        (Slot.NIGHT, 2),
    ]
    assert needs_on(date(2026, 3, 1), plans, CALENDAR) == []


def test_a_night_ends_the_next_day_and_a_whole_day_lasts_24_hours():
    starts, ends = times_of(DAY, time(20), time(8))
    assert (starts, ends) == (at("20:00", DAY), at("8:00", DAY + timedelta(days=1)))

    starts, ends = times_of(DAY, time(8), time(8))
    assert ends - starts == timedelta(hours=24)


def test_february_2026_asks_for_a_morning_on_each_of_its_16_working_days():
    month = date(2026, 2, 1)

    needs = needs_between(month, last_day_of(month), [MORNING], CALENDAR)

    assert [need.day.day for need in needs] == [
        2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 24, 25, 26, 27, 28,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (date(2026, 1, 1), date(2025, 12, 1), date(2026, 2, 1)),
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1)),
    ],
)
def test_months_follow_each_other(month, before, after):
    assert (last_month(month), next_month(month)) == (before, after)


def need_of(plan: SlotPlan, day: date = DAY) -> Need:
    starts, ends = times_of(day, plan.starts, plan.ends)
    return Need(day, plan.slot, 1, starts, ends, spares_elderly=plan.spares_elderly)


SPARING = SlotPlan(Slot.OFF_PEAK, time(17), time(18, 30), frozenset({WORKDAY}), spares_elderly=True)


@pytest.mark.parametrize(
    ("member", "plan", "obstacle"),
    [
        (Member(1, "王桂珍"), MORNING, None),
        (Member(1, "王桂珍", since=date(2026, 11, 24)), MORNING, Obstacle.NOT_YET),
        (Member(1, "王桂珍", since=DAY, until=DAY), MORNING, None),
        (Member(1, "王桂珍", until=date(2026, 11, 22)), MORNING, Obstacle.NO_LONGER),
        (Member(1, "王桂珍", until=DAY), NIGHT, Obstacle.NO_LONGER),
        (Member(1, "王桂珍", leaves=((DAY, DAY),)), MORNING, Obstacle.LEAVE),
        (Member(1, "王桂珍", leaves=((date(2026, 11, 24),) * 2,)), MORNING, None),
        (Member(1, "王桂珍", leaves=((date(2026, 11, 24),) * 2,)), NIGHT, Obstacle.LEAVE),
        (Member(1, "王桂珍", no_nights=True), NIGHT, Obstacle.NIGHTS),
        (Member(1, "王桂珍", no_nights=True), MORNING, None),
        (Member(1, "王桂珍", spared=True), SPARING, Obstacle.SPARED),
        (Member(1, "王桂珍", spared=True), MORNING, None),
    ],
)
def test_what_keeps_somebody_from_a_place(member, plan, obstacle):
    assert member.obstacle(need_of(plan)) == obstacle


def test_leave_days_are_counted_once_and_inside_the_span():
    member = Member(
        1,
        "王桂珍",
        leaves=(
            (date(2026, 10, 30), date(2026, 11, 2)),
            (date(2026, 11, 2), date(2026, 11, 5)),
        ),
    )

    assert member.leave_days(date(2026, 11, 1), date(2026, 11, 30)) == 5


START, END = at("8:30"), at("11:30")


@dataclass
class Facts:
    person_id: int | None = 1
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    check_in_noted_at: datetime | None = None
    starts_at: datetime = START
    ends_at: datetime = END


@pytest.mark.parametrize(
    ("facts", "clock", "word", "colour"),
    [
        (Facts(), "7:00", "未开始", "grey"),
        (Facts(), "8:29", "未开始", "grey"),
        (Facts(), "8:30", "未签到", "amber"),
        (Facts(), "11:30", "没记", "grey"),
        (Facts(checked_in_at=at("8:26")), "9:00", "已签到", "green"),
        (Facts(checked_in_at=at("8:26")), "12:00", "已签到", "green"),
        (Facts(checked_in_at=at("8:26"), checked_out_at=at("11:30")), "12:00", "已交班", "green"),
        (Facts(checked_in_at=at("8:26"), check_in_noted_at=at("15:00")), "16:00", "补签", "grey"),
        (Facts(person_id=None), "7:00", "缺人", "amber"),
        (Facts(person_id=None), "12:00", "没记", "grey"),
    ],
)
def test_a_shift_in_one_word_and_never_red(facts, clock, word, colour):
    found = word_of(facts, at(clock))

    assert (found.word, found.colour) == (word, colour)


def test_a_time_of_day_after_midnight_belongs_to_the_night_that_began_before():
    night = Facts(starts_at=at("20:00"), ends_at=at("8:00", DAY + timedelta(days=1)))

    assert moment_in(night, time(0, 30)) == at("0:30", DAY + timedelta(days=1))
    assert moment_in(night, time(19, 50)) == at("19:50")
    assert moment_in(Facts(), time(6, 0)) == at("6:00")
