"""What the page of a case shows of its clocks: as much as the reader can act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.cases.models import Case
from casework.cases.states import OPEN_STATES
from casework.clocks.states import Clock, Level
from casework.response import policies
from casework.response.escalating import MISSED, staircase_of
from casework.response.intake import still_to_ask
from casework.response.models import CaseClock, Pause
from committees.people.models import User
from jiedao.common.dates import cn_moment
from jiedao.common.panels import has

SAID = (Clock.ACCEPT, Clock.CONTACT, Clock.UPDATE)
"""Clocks that are named to the person at the desk only while something is to be done at once."""


@dataclass(frozen=True)
class Panel:
    """`first`: what has to happen before everything else. `clocks`: for the street only."""

    case: Case
    level: str
    first: str
    is_late: bool
    unmatched: bool
    by_hand: bool
    staircase: str
    pause: Pause | None
    pauses: list[Pause]
    rested_days: int
    missing: list[str]
    clocks: list[CaseClock]
    may_pause: bool
    may_set_level: bool


def panel(case: Case, reader: User, at: datetime) -> Panel | None:
    """Level, the next thing to do, and the pause. Three queries; nothing before it was counted."""
    response = getattr(case, "response", None)
    if response is None:
        return None
    clocks = {Clock(row.clock): row for row in case.clocks.all()}
    pauses = list(case.pauses.select_related("by")) if has(case, "pauses") else []
    is_open = case.state in OPEN_STATES and case.is_kept
    works_here = reader.reach.works_in(case.committee_id)
    first, is_late = _first(case, clocks, at) if is_open else ("", False)
    return Panel(
        case=case,
        level=Level(case.level).label,
        first=first,
        is_late=is_late,
        unmatched=response.unmatched and is_open and works_here,
        by_hand=response.level_by_id is not None,
        staircase=staircase_of(case) if first and works_here else "",
        pause=next((row for row in pauses if not row.ended_at and row.until > at), None),
        pauses=pauses,
        rested_days=rested_days(pauses, at),
        missing=still_to_ask(case) if response.help_first and is_open and works_here else [],
        clocks=[] if works_here else [clocks[clock] for clock in Clock if clock in clocks],
        may_pause=is_open and bool(policies.may_pause(reader, case)),
        may_set_level=is_open and bool(policies.may_set_level(reader, case)),
    )


def rested_days(pauses: Iterable[Pause], at: datetime) -> int:
    """Days a case has rested so far, all pauses together; a part of a day is a day (S24)."""
    ends = ((min(row.ended_at or row.until, max(at, row.since)), row.since) for row in pauses)
    total = sum((end - since for end, since in ends), timedelta())
    return -(-total // timedelta(days=1))


def _first(case: Case, clocks: dict[Clock, CaseClock], at: datetime) -> tuple[str, bool]:
    """「还没有联系居民，应在今天 9:30 前」: when it is late, or when the case is grave."""
    for clock in SAID:
        row = clocks.get(clock)
        if row is None or row.met_at is not None:
            continue
        late = row.due_at < at
        if late or (case.level <= Level.SECOND and clock != Clock.UPDATE):
            return f"{MISSED[clock]}，应在 {cn_moment(row.due_at, at)} 前", late
    return "", False


def alarm(case: Case, reader: User, at: datetime) -> Case | None:
    """Suspected harm that nobody has reported yet; the street sees it too."""
    if not case.harm or not case.is_kept or case.harm_reports.exists():
        return None
    return case
