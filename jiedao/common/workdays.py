"""Working days with statutory holidays and make-up days (调休). Pure: no clock, no database.

Counting follows Civil Code art. 201 and 203 (2020): the day of the event is not counted, and a
period that ends on a rest day ends on the next working day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

ONE_DAY = timedelta(days=1)
WEEKEND = {5: "周六", 6: "周日"}


@dataclass(frozen=True)
class DueDate:
    """A calculated day, and how it came about.

    `skipped`: the rest days passed over with their reason (「周六」, 「春节」), earliest first.
    `unknown_years`: years on the way whose official notice is not loaded: show a warning.
    """

    on: date
    skipped: tuple[tuple[date, str], ...] = ()
    unknown_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class WorkCalendar:
    """The official calendar: days off, make-up working days, years loaded, names of the days."""

    rest: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]
    names: Mapping[date, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[date, str, str]]) -> Self:
        """Build from rows (day, "rest" or "work", name); a year with a row counts as loaded."""
        table = list(rows)
        return cls(
            rest=frozenset(day for day, kind, _ in table if kind == "rest"),
            work=frozenset(day for day, kind, _ in table if kind == "work"),
            years=frozenset(day.year for day, _, _ in table),
            names={day: name for day, _, name in table},
        )

    def is_workday(self, day: date) -> bool:
        return day in self.work or (day.weekday() not in WEEKEND and day not in self.rest)

    def off_reason(self, day: date) -> str:
        """Why `day` is off: the holiday's name or 「周六」「周日」; empty on a working day."""
        if self.is_workday(day):
            return ""
        if day in self.rest:
            return self.names.get(day) or "放假"
        return WEEKEND[day.weekday()]

    def add(self, day: date, n: int) -> DueDate:
        """The n-th working day after `day`, `day` itself not counted; negative n counts back.

        n = 0 gives `day`, or the next working day when `day` is a rest day.
        """
        step = -ONE_DAY if n < 0 else ONE_DAY
        on, left, skipped = day, abs(n), []
        while left:
            on += step
            if self.is_workday(on):
                left -= 1
            else:
                skipped.append(on)
        while not self.is_workday(on):  # only when n is 0
            skipped.append(on)
            on += step
        reasons = tuple((rest, self.off_reason(rest)) for rest in sorted(skipped))
        return DueDate(on, reasons, self._unknown(day, on))

    def workdays_between(self, after: date, until: date) -> int:
        """Working days in (after, until]: negative when `until` lies before `after`."""
        if until < after:
            return -self.workdays_between(until, after)
        span = (until - after).days
        return sum(self.is_workday(after + timedelta(days=n)) for n in range(1, span + 1))

    def covers(self, year: int) -> bool:
        """True when the official notice of `year` is loaded."""
        return year in self.years

    def missing(self, from_day: date, days: int = 60) -> tuple[int, ...]:
        """Years within `days` calendar days from `from_day` whose notice is not loaded."""
        return self._unknown(from_day, from_day + timedelta(days=days))

    def _unknown(self, one: date, other: date) -> tuple[int, ...]:
        first, last = sorted((one.year, other.year))
        return tuple(year for year in range(first, last + 1) if not self.covers(year))
