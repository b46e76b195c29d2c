"""The street settles levels, rules and the ladder; open cases are counted again at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.response.counting import Recounted, recount_open
from casework.response.models import ClockLevel, ClockRule, Rung
from casework.response.policies import may_remove_rule, may_settle_table
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused

WHY_TABLE = "街道改了期限规定"
WHY_CALENDAR = "节假日改了"
Row = ClockLevel | ClockRule | Rung


@dataclass(frozen=True)
class Settled:
    """The row as it stands now, and what it did to the open cases."""

    row: Row
    recounted: Recounted


@transaction.atomic
def add_row(row: ClockRule | Rung, *, by: User, at: datetime) -> Settled:
    """A new rule or rung. Refused: anybody but the clerk, a row that is there already."""
    may_settle_table(by).require()
    row.full_clean()
    row.save()
    record("response.add", row, by=by, label=str(row))
    return Settled(row, recount_open(WHY_TABLE, by=by, at=at))


@transaction.atomic
def edit_row(
    row: Row, *, by: User, version: int, values: Mapping[str, Any], at: datetime
) -> Settled:
    """Other values for a level, a rule or a rung. Conflict when saved since `version`.

    Refused: anybody but the clerk; conditions for the row that has to fit everything.
    """
    may_settle_table(by).require()
    locked: Row = type(row).objects.select_for_update().get(pk=row.pk)
    locked.expect(version)
    before, fitted = digest(locked), getattr(locked, "fits_everything", False)
    for name, value in values.items():
        setattr(locked, name, value)
    if fitted and not getattr(locked, "fits_everything", True):
        raise Refused("这一条要接住其他所有事项，不能加条件。")
    locked.full_clean()
    locked.save()
    record("response.edit", locked, by=by, before=before, label=str(locked))
    return Settled(locked, recount_open(WHY_TABLE, by=by, at=at))


@transaction.atomic
def remove_row(row: ClockRule | Rung, *, by: User, at: datetime) -> Recounted:
    """Refused: anybody but the clerk, and the row that has to fit everything."""
    may_settle_table(by).require()
    if isinstance(row, ClockRule):
        may_remove_rule(by, row).require()
    before, label = digest(row), str(row)
    record("response.remove", row, by=by, before=before, after="", label=label)
    row.delete()
    return recount_open(WHY_TABLE, by=by, at=at)


def follow_calendar(by: User) -> str:
    """Days off have changed: count the open cases again, and say so."""
    return recount_open(WHY_CALENDAR, by=by, at=timezone.now()).words
