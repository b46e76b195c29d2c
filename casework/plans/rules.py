"""Which day a step falls on. Pure."""

from collections.abc import Iterable
from datetime import date

from jiedao.common.workdays import WorkCalendar

WORD_MOST = 200
STEPS_MOST = 30
"""Steps to do of one case: more is no plan."""


def dated(
    steps: Iterable[tuple[int, str]], calendar: WorkCalendar, begun_on: date
) -> list[tuple[date, str]]:
    """The n-th working day after the beginning; a step of day 0 is due on the day itself, so that
    a child in danger does not wait until Monday."""
    return [
        (begun_on if days == 0 else calendar.add(begun_on, days).on, text) for days, text in steps
    ]
