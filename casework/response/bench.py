"""试一试: what the table would promise a case that comes in now. Nothing is written."""

from dataclasses import dataclass
from datetime import datetime

from casework.clocks.rules import explain
from casework.clocks.states import Clock, Level
from casework.clocks.worktime import after
from casework.response.counting import Table
from casework.response.models import ClockRule
from casework.response.rules import level_of, matching


@dataclass(frozen=True)
class Promise:
    """One clock of the sample: when it would be due, and why then."""

    clock: Clock
    due_at: datetime
    words: str


@dataclass(frozen=True)
class Tried:
    """Which row decides, and what it promises."""

    rule: ClockRule
    level: Level
    for_a_person: bool
    promises: list[Promise]


def try_out(kind: str, care: str, urgency: str, *, harm: bool, at: datetime) -> Tried:
    """Four queries. The update clock is shown as if the resident were spoken with at once."""
    table = Table.in_force()
    rule = matching(table.rules, kind, {care} - {""}, urgency)
    level = level_of(rule, harm=harm)
    limits = table.limits_for(rule, level)
    promises = []
    for clock in Clock:
        due = after(table.calendar, at, limits.of(clock))
        promises.append(Promise(clock, due.at, explain(limits.of(clock), due)))
    return Tried(rule, level, rule.fits_everything and not harm, promises)
