"""Which level a case has, what is missing after help came first, and when a rung is due. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from casework.cases.states import EventKind, Source
from casework.clocks.states import Level, Mark
from casework.clocks.worktime import Limit, after
from jiedao.common.workdays import WorkCalendar

MARKS: dict[str, Mark] = {
    EventKind.OPENED: Mark.OPENED,
    EventKind.PROGRESS: Mark.UPDATED,
    EventKind.WAITING: Mark.UPDATED,
    EventKind.CLOSING: Mark.UPDATED,
    EventKind.ACCEPTED: Mark.ACCEPTED,
    EventKind.REFERRED: Mark.ACCEPTED,
    EventKind.CONTACT: Mark.CONTACTED,
    EventKind.FOLLOWED_UP: Mark.CONTACTED,
    EventKind.REPLY: Mark.REPLIED,
    EventKind.CLOSED: Mark.CLOSED,
    EventKind.REOPENED: Mark.REOPENED,
}
"""What each line of the timeline is to the clocks; the others move none.

Whoever asks another body has taken the case in hand, and has not spoken with the resident by it;
what that body answers moves no clock: the promise to the resident is the committee's (首问负责).
"""

GOES_ON = frozenset({EventKind.CLOSING, EventKind.FOLLOWED_UP})
"""These end a pause as well: whoever asks to close has finished waiting, and in a 回访 the
resident speaks."""

FACE_TO_FACE = frozenset({Source.DESK, Source.PHONE, Source.VISIT})
"""Who told it was spoken with at once, unless somebody else came in her place."""


class Fits(Protocol):
    """A row of the rule table; an empty column fits everything."""

    pk: int
    kind: str
    care: str
    urgency: str
    level: int


R = TypeVar("R", bound=Fits)


def matching(rules: Iterable[R], kind: str, cares: Collection[str], urgency: str) -> R:
    """The row that decides: the gravest of those that fit, then the most exact one.

    The row without conditions always fits, so no case is without a level (CAPABILITIES 61).
    """
    fit = [
        rule
        for rule in rules
        if rule.kind in ("", kind)
        and (not rule.care or rule.care in cares)
        and rule.urgency in ("", urgency)
    ]
    return min(fit, key=lambda rule: (rule.level, -exactness(rule), rule.pk))


def exactness(rule: Fits) -> int:
    """How many conditions a row states; 0 is the row that fits everything."""
    return sum(map(bool, (rule.kind, rule.care, rule.urgency)))


def level_of(rule: Fits, *, harm: bool) -> Level:
    """Suspected harm to a child is always of the first level (未成年人保护法 art. 11)."""
    return Level.FIRST if harm else Level(rule.level)


def rung_at(calendar: WorkCalendar, due_at: datetime, limit: Limit) -> datetime:
    """When a rung hears of a clock that was due; 0 of any unit: at once."""
    if limit.amount == 0:
        return due_at
    return after(calendar, due_at, limit).at
