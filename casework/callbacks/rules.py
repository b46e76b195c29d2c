"""What follows from an answer, and which closed cases are asked again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.callbacks.states import Grade, Reason, Round, Way
from jiedao.common.errors import ALLOWED, Verdict, no

TAKES_UP_AGAIN = frozenset({Reason.OPEN, Reason.HALF, Reason.BACK, Reason.PROMISE})
"""An unhappy reason that only more work can answer: the case is open again by rule (CAP 66).
办得太慢, 态度不好, 按政策办不了: the director hears of it, the case stays as it is."""
CONTENT = Grade.GOOD
"""满意率 counts this grade and better (DOMAIN §5.4)."""
MOST_TRIES = 3
"""So often without reaching anybody, and 「没联系上」 is the result."""
SHARE = 20
"""Percent of the closed cases that are asked again (CAP 67)."""
AGAIN_AFTER = timedelta(weeks=4)
LOOK_BACK = timedelta(weeks=8)
"""A night that did not run is made up for within these."""
RECHECK_DAYS = 3
"""Working days for asking again."""


@dataclass(frozen=True)
class Heard:
    """What came of one try. Not reached: neither `solved` nor `grade`."""

    way: str = Way.PHONE
    reached: bool = True
    solved: bool | None = None
    grade: int | None = None
    reason: str = ""
    said: str = ""

    @property
    def unhappy(self) -> bool:
        return self.reached and (not self.solved or (self.grade or 0) <= Grade.BAD)


def complete(heard: Heard) -> Verdict:
    """Everything an answer needs; a reason only from the office, who can ask for it."""
    if not heard.reached:
        return ALLOWED
    if heard.solved is None:
        return no("请选“解决了吗”。")
    if heard.grade not in Grade.values:
        return no("请选“满意吗”。")
    if heard.unhappy and not heard.reason and heard.way in (Way.PHONE, Way.DESK, Way.DOOR):
        return no("请选“哪里不满意”。")
    return ALLOWED


def goes_on(heard: Heard) -> bool:
    """Must the work go on? Not solved: always. Not content: where the reason says so."""
    if not heard.reached:
        return False
    return not heard.solved or (heard.unhappy and heard.reason in TAKES_UP_AGAIN)


def is_result(heard: Heard, tries: int) -> bool:
    """Somebody answered, or nobody did often enough. `tries` counts this one."""
    return heard.reached or tries >= MOST_TRIES


def sentence(heard: Heard, round: str, tries: int) -> str:
    """The line of the timeline: 「打电话。解决了，满意。不漏了。」, 「没联系上，第 2 次。」."""
    when = f"{Round(round).label}，" if round == Round.RECHECK else ""
    if not heard.reached:
        return f"{when}没联系上，第 {tries} 次。{heard.said}"
    solved = "解决了" if heard.solved else "没解决"
    words = f"{when}{Way(heard.way).label}。{solved}，{Grade(heard.grade or 0).label}。"
    if heard.reason:
        words += f"{Reason(heard.reason).label}。"
    return words + heard.said


def month_of(closed_at: datetime) -> str:
    """「2026-11」 of an instant on the office's clock."""
    return f"{closed_at:%Y-%m}"


def is_drawn(mark: str) -> bool:
    """`mark`: 64 hex digits that only this installation can compute from number and month, so the
    draw can be repeated, and nobody who closes a case can know it."""
    return int(mark[:12], 16) % 100 < SHARE
