"""Acts on the calendar. Deadlines that are computed afterwards follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from committees.calendar.models import SpecialDay
from committees.calendar.rules import Row
from committees.journal.actions import record
from committees.territory.models import Street
from committees.territory.policies import may_keep_directory
from jiedao.common.crypto import keyed_digest
from jiedao.common.followers import Followers

CHANGED: Followers[Any] = Followers()
"""Whoever counts working days: told who changed the calendar, in the act's transaction."""


@dataclass(frozen=True)
class Added:
    """How many days are new or other than before, and what the followers say about it."""

    days: int
    said: str = ""


def _state(year: int) -> str:
    """Digest of a whole year, for the journal."""
    rows = SpecialDay.objects.filter(day__year=year).values_list("day", "kind", "name")
    return keyed_digest(repr(list(rows)))


@transaction.atomic
def add_days(year: int, rows: Sequence[Row], *, by: Any) -> Added:
    """Write days off and make-up days into a year; one that is there takes the new kind and name.

    One journal row on the street's chain. All `rows` lie in `year`.
    """
    may_keep_directory(by).require()
    street = Street.objects.select_for_update().get()
    before = _state(year)
    there = {row.day: row for row in SpecialDay.objects.filter(day__year=year)}
    changed = 0
    for day, kind, name in rows:
        known = there.get(day)
        if known is not None and (known.kind, known.name) == (kind, name):
            continue
        SpecialDay.objects.update_or_create(day=day, defaults={"kind": kind, "name": name})
        changed += 1
    if changed:
        label = f"{year} 年添改 {changed} 天"
        record("calendar.add", street, by=by, before=before, after=_state(year), label=label)
    return Added(changed, CHANGED(by) if changed else "")


@transaction.atomic
def remove_day(special: SpecialDay, *, by: Any) -> tuple[date, str]:
    """The day is what its weekday says again. Gives the day, and what the followers say."""
    may_keep_directory(by).require()
    street = Street.objects.select_for_update().get()
    day, before = special.day, _state(special.day.year)
    special.delete()
    after = _state(day.year)
    record("calendar.remove", street, by=by, before=before, after=after, label=f"{day}")
    return day, CHANGED(by)
