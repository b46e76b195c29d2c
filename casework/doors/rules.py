"""When somebody has to be at a door again. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta


def shortest(days: Iterable[int | None]) -> int | None:
    """The interval of a household: the shortest of its labels; None when no label has one."""
    return min((one for one in days if one is not None), default=None)


def next_visit(last_met_on: date | None, visit_days: int | None, on: date) -> date | None:
    """The day of the next visit; None without a plan. Never met with a plan: due on that day."""
    if visit_days is None:
        return None
    return on if last_met_on is None else last_met_on + timedelta(days=visit_days)
