"""The places of a day and the people who may take them. Pure: no clock, no database.

Sources: issue of the working day, D; DOMAIN §4.2 (an age limit is a setting and not law);
PRACTICE R1 (nights and 24 hours).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from casework.duty.states import Slot
from jiedao.common.workdays import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


# The places of a day


class DayKind(StrEnum):
    WORKDAY = "workday"
    WEEKEND = "weekend"
    FESTIVAL = "festival"


def kind_of(day: date, calendar: WorkCalendar) -> DayKind:
    """A make-up Saturday is a working day; every day of a statutory holiday is a festival."""
    if calendar.is_workday(day):
        return DayKind.WORKDAY
    return DayKind.FESTIVAL if day in calendar.rest else DayKind.WEEKEND


@dataclass(frozen=True)
class SlotPlan:
    """A slot the committee mans. `ends` not after `starts` means: on the next day."""

    slot: Slot
    starts: time
    ends: time
    kinds: frozenset[DayKind]
    people: int = 1
    with_lead: bool = False
    spares_elderly: bool = False


@dataclass(frozen=True)
class Need:
    """One place to fill: one seat of one slot on one day."""

    day: date
    slot: Slot
    seat: int
    starts_at: datetime
    ends_at: datetime
    kind: DayKind = DayKind.WORKDAY
    with_lead: bool = False
    spares_elderly: bool = False

    @property
    def heavy(self) -> bool:
        """On a weekend or festival."""
        return self.kind != DayKind.WORKDAY

    @property
    def night(self) -> bool:
        return self.slot == Slot.NIGHT or self.last_day > self.day

    @property
    def last_day(self) -> date:
        return (self.ends_at - timedelta(microseconds=1)).astimezone(SHANGHAI).date()

    @property
    def key(self) -> tuple[datetime, str, int]:
        """What makes the place unique within a committee."""
        return self.starts_at, self.slot, self.seat


def times_of(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """Start and end as instants. A night ends the next day."""
    last = day if ends > starts else day + ONE_DAY
    return datetime.combine(day, starts, SHANGHAI), datetime.combine(last, ends, SHANGHAI)


def needs_on(day: date, plans: Iterable[SlotPlan], calendar: WorkCalendar) -> list[Need]:
    """The places of one day, earliest first."""
    kind = kind_of(day, calendar)
    needs = []
    for plan in plans:
        if kind in plan.kinds:
            starts_at, ends_at = times_of(day, plan.starts, plan.ends)
            needs += [
                Need(
                    day=day,
                    slot=plan.slot,
                    seat=seat,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    kind=kind,
                    with_lead=plan.with_lead,
                    spares_elderly=plan.spares_elderly,
                )
                for seat in range(1, plan.people + 1)
            ]
    return sorted(needs, key=lambda need: need.key)


def needs_between(
    first: date, last: date, plans: Iterable[SlotPlan], calendar: WorkCalendar
) -> list[Need]:
    """The places of all days from `first` to `last`, both included."""
    plans = list(plans)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [need for day in days for need in needs_on(day, plans, calendar)]


def midnight(day: date) -> datetime:
    """The first instant of the day on the office's clock."""
    return datetime.combine(day, time(), SHANGHAI)


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return (month_of(month) + timedelta(days=31)).replace(day=1)


def last_month(month: date) -> date:
    return month_of(month_of(month) - ONE_DAY)


def last_day_of(month: date) -> date:
    return next_month(month) - ONE_DAY


# The people


class Obstacle(StrEnum):
    """Why somebody cannot take a place."""

    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    LEAVE = "leave"
    NIGHTS = "nights"
    SPARED = "spared"


OBSTACLE_WORDS = {
    Obstacle.NOT_YET: "还没参加值班",
    Obstacle.NO_LONGER: "已不参加值班",
    Obstacle.LEAVE: "请假",
    Obstacle.NIGHTS: "不排夜间",
    Obstacle.SPARED: "年纪大，这个班次不排",
}


@dataclass(frozen=True)
class Member:
    """Somebody of the rotation. All days count in full; `leaves` are pairs (first, last)."""

    id: int
    name: str
    order: int = 0
    no_nights: bool = False
    may_lead: bool = False
    spared: bool = False
    since: date = date.min
    until: date | None = None
    leaves: tuple[tuple[date, date], ...] = ()

    def obstacle(self, need: Need) -> Obstacle | None:
        """What keeps this person from taking the place; None when nothing does."""
        if need.day < self.since:
            return Obstacle.NOT_YET
        if self.until is not None and need.last_day > self.until:
            return Obstacle.NO_LONGER
        if any(first <= need.last_day and need.day <= last for first, last in self.leaves):
            return Obstacle.LEAVE
        if self.no_nights and need.night:
            return Obstacle.NIGHTS
        if self.spared and need.spares_elderly:
            return Obstacle.SPARED
        return None

    def leave_days(self, first: date, last: date) -> int:
        """Days off between two days, both included, each counted once."""
        return len(
            {
                since + timedelta(days=n)
                for since, until in self.leaves
                for n in range((until - since).days + 1)
                if first <= since + timedelta(days=n) <= last
            }
        )


# A shift in one word

CHECK_IN_FROM = timedelta(minutes=60)
"""So long before the start somebody may already check in."""
NOTE_WITHIN = timedelta(days=30)
"""So long after a shift a check-in may still be written down (R7)."""


class ShiftFacts(Protocol):
    starts_at: datetime
    ends_at: datetime
    person_id: int | None
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    check_in_noted_at: datetime | None


@dataclass(frozen=True)
class Word:
    """A state as a tag shows it."""

    word: str
    colour: str = "grey"
    icon: str = "circle"


MISSING = Word("缺人", "amber", "exclamation-circle-fill")
NOT_STARTED = Word("未开始", icon="clock")
NOT_IN = Word("未签到", "amber", "clock-fill")
IN = Word("已签到", "green", "check-circle-fill")
NOTED = Word("补签", icon="pencil")
OUT = Word("已交班", "green", "check-circle-fill")
NO_NOTE = Word("没记", icon="circle")
"""A volunteer's shift that ended without a note. Grey: never a fault (R7)."""


def word_of(shift: ShiftFacts, at: datetime) -> Word:
    """How the shift stands at that moment."""
    if shift.person_id is None:
        return MISSING if shift.ends_at > at else NO_NOTE
    if shift.check_in_noted_at is not None:
        return NOTED
    if shift.checked_out_at is not None:
        return OUT
    if shift.checked_in_at is not None:
        return IN
    if shift.ends_at <= at:
        return NO_NOTE
    return NOT_IN if shift.starts_at <= at else NOT_STARTED


def moment_in(shift: ShiftFacts, clock: time) -> datetime:
    """That time of day within the shift; after midnight when it began the evening before."""
    starts = shift.starts_at.astimezone(SHANGHAI)
    moment = datetime.combine(starts.date(), clock, SHANGHAI)
    late = moment + ONE_DAY
    return late if moment < starts - CHECK_IN_FROM and late <= shift.ends_at else moment
