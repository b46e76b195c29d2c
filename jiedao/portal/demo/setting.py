"""When the fiction plays, how much of it there is, and the dice it is thrown with."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from committees.care.models import LabelKind
from jiedao.common.workdays import WorkCalendar
from meetings.kinds.models import KindRules

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
AHEAD = timedelta(days=14)
"""Rotas are published at least so far ahead; the gap warning looks exactly so far."""
YEAR = 365


def dice(*names: object) -> Random:
    """Dice that always fall the same way for the same names: the fiction has no other chance."""
    return Random("/".join(map(str, names)))  # noqa: S311


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A clock time in Shanghai; minutes may run over the hour."""
    return datetime.combine(day, time(hour), SHANGHAI) + timedelta(minutes=minute)


@dataclass(frozen=True)
class Setting:
    """`days` of history end on `now`. `full_register`: every household, not a first part."""

    now: datetime
    days: int
    calendar: WorkCalendar
    full_register: bool = False

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @cached_property
    def first(self) -> date:
        return self.today - timedelta(days=self.days)

    @cached_property
    def last_planned(self) -> date:
        """The end of the month in which the two weeks ahead end."""
        next_month = ((self.today + AHEAD).replace(day=1) + timedelta(days=32)).replace(day=1)
        return next_month - ONE_DAY

    @cached_property
    def workdays(self) -> list[date]:
        """Every working day from shortly before the history to well after it."""
        first, last = self.first - timedelta(days=60), self.today + timedelta(days=180)
        return [day for day in days_between(first, last) if self.calendar.is_workday(day)]

    @cached_property
    def meeting_rules(self) -> dict[str, KindRules]:
        """The rules of every kind of meeting that a street starts with: {key: rules}."""
        return {rules.kind.key: rules for rules in KindRules.objects.select_related("kind")}

    @cached_property
    def label_kinds(self) -> dict[str, LabelKind]:
        """The kinds of care label that a street starts with: {key: kind}."""
        return {kind.key: kind for kind in LabelKind.objects.all()}

    def workday(self, day: date, after: int = 0) -> date:
        """The day itself or the next working day; so many working days after (before) that."""
        return self.workdays[bisect_left(self.workdays, day) + after]

    def days_ago(self, days: int) -> date:
        """So many working days ago."""
        return self.workday(self.today, -days)

    def years(self) -> Iterator[tuple[date, date]]:
        """The history cut at each New Year: first and last day of every piece."""
        start = self.first
        while start <= self.today:
            end = min(date(start.year, 12, 31), self.today)
            yield start, end
            start = end + ONE_DAY

    def is_past(self, at: datetime) -> bool:
        return at <= self.now


def days_between(first: date, last: date) -> Iterator[date]:
    """Both days included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
