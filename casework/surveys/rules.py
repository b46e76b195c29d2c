"""Days of a round, what a visit says by itself, and how doors add up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.surveys.states import Outcome, Stage
from jiedao.common.errors import ALLOWED, Verdict, no

LONGEST_DAYS = 184
"""Half a year: a longer round is two. A house rule."""
SAYS = {
    Outcome.MET: "上门见到了。",
    Outcome.NOBODY: "家里没人。",
    Outcome.REFUSED: "开了门，今天不方便。",
}


@dataclass(frozen=True)
class VisitWords:
    """What a person says about one door. `needs`: somebody has to do something."""

    outcome: str
    on: date
    words: str = ""
    needs: bool = False
    on_behalf_of: str = ""

    @property
    def text(self) -> str:
        """The text of the log entry: what was written, or what the button says."""
        return self.words.strip() or SAYS[Outcome(self.outcome)]


@dataclass(frozen=True)
class Coverage:
    """Households of a building or a committee, each counted once.

    Met once is met; a door that opened without time counts apart from one where nobody was.
    """

    households: int = 0
    met: int = 0
    refused: int = 0
    nobody: int = 0

    @property
    def left(self) -> int:
        return max(0, self.households - self.met - self.refused - self.nobody)

    @classmethod
    def total(cls, parts: Iterable["Coverage"]) -> "Coverage":
        found = list(parts)
        return cls(
            sum(one.households for one in found),
            sum(one.met for one in found),
            sum(one.refused for one in found),
            sum(one.nobody for one in found),
        )


def stage_of(starts_on: date, ends_on: date, on: date) -> Stage:
    """Both days belong to the round."""
    if on < starts_on:
        return Stage.AHEAD
    return Stage.OVER if on > ends_on else Stage.RUNNING


def days_fit(starts_on: date, ends_on: date) -> Verdict:
    """A round ends on the day it begins or later, and within half a year."""
    if ends_on < starts_on:
        return no("“到哪天”不能早于“从哪天”。")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        return no("一轮最长半年。更长的请分成两轮。")
    return ALLOWED


def visit_fits(starts_on: date, ends_on: date, on: date) -> Verdict:
    """The day of a visit lies in the round."""
    stage = stage_of(starts_on, ends_on, on)
    if stage == Stage.RUNNING:
        return ALLOWED
    days = f"{starts_on.month}月{starts_on.day}日到{ends_on.month}月{ends_on.day}日"
    return no(f"这一轮是{days}，别的日子请到“记一笔”写。")
