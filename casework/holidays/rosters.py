"""The holiday roster: who leads and who is on duty at each committee (R1, R27)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.duty.lines import published_shifts
from casework.duty.models import Shift
from casework.duty.states import Slot
from casework.holidays.forms import MOST_ROSTER_DAYS
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.masks import mask_phone
from jiedao.common.workdays import WorkCalendar

SEARCH_DAYS = 180
"""How far ahead the next holiday is looked for."""


@dataclass
class Duty:
    """A person of the roster with the days, as short as paper wants it: 「15–17、19夜、21日」.

    The month stands there only where the roster has two: 「9月30、10月2」.
    """

    person: User
    phone: str
    two_months: bool
    days: dict[date, set[str]] = field(default_factory=dict)
    """The slots of each day, in the order of the days."""

    @property
    def words(self) -> str:
        month, marks = 0, []
        for first, last in _runs(self.days):
            slots = self.days[first]
            prefix = f"{first.month}月" if self.two_months and first.month != month else ""
            until = f"–{last.day}" if last > first else ""
            night = "" if Slot.NIGHT not in slots else "夜" if len(slots) == 1 else "昼夜"
            marks.append(f"{prefix}{first.day}{until}{night}")
            month = first.month
        return "、".join(marks) + ("" if marks[-1].endswith("夜") else "日")


def _runs(days: dict[date, set[str]]) -> list[tuple[date, date]]:
    """Days in a row of one month with the same slots are one stretch."""
    runs: list[tuple[date, date]] = []
    for day, slots in days.items():
        first, last = runs[-1] if runs else (day, day)
        follows = day - last == timedelta(days=1) and day.month == last.month
        if runs and follows and slots == days[last]:
            runs[-1] = first, day
        else:
            runs.append((day, day))
    return runs


@dataclass
class RosterRow:
    """One committee of the roster."""

    committee: Committee
    leads: dict[int, Duty] = field(default_factory=dict)
    people: dict[int, Duty] = field(default_factory=dict)
    empty: int = 0


def next_holiday(day: date, calendar: WorkCalendar) -> tuple[date, date, str]:
    """First and last day and the name of the holiday running or coming; otherwise a week."""
    for first in days_between(day, day + timedelta(days=SEARCH_DAYS)):
        if first in calendar.rest:
            last = first
            while last + timedelta(days=1) in calendar.rest:
                last += timedelta(days=1)
            while first - timedelta(days=1) in calendar.rest:
                first -= timedelta(days=1)
            return (
                first,
                min(last, first + timedelta(days=MOST_ROSTER_DAYS - 1)),
                (calendar.names.get(first, "")),
            )
    return day, day + timedelta(days=6), ""


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def roster(
    committees: list[Committee], first: date, last: date, *, reveal: bool
) -> list[RosterRow]:
    """Who leads and who is on duty at each committee, person by person. One query."""
    rows = {one.pk: RosterRow(one) for one in committees}
    two_months = first.month != last.month

    def note(people: dict[int, Duty], person: User, shift: Shift) -> None:
        number = person.phone or ""
        shown = number if reveal else mask_phone(number)
        duty = people.setdefault(person.pk, Duty(person, shown, two_months))
        duty.days.setdefault(shift.day, set()).add(shift.slot)

    shifts = published_shifts().filter(committee__in=committees).between(first, last)
    for shift in shifts.order_by("starts_at", "seat"):
        row = rows[shift.committee_id]
        if shift.person is None:
            row.empty += 1
        else:
            note(row.people, shift.person, shift)
        if shift.lead is not None:
            note(row.leads, shift.lead, shift)
    return list(rows.values())
