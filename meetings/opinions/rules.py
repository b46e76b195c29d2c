"""An opinion on its way: asked, given, answered, followed. No clock, no database."""

from collections.abc import Sequence
from datetime import date, timedelta

from committees.territory.states import BodyKind
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.kinds.states import Decides
from meetings.opinions.states import Source, Stage

ANSWER_DAYS = 10
"""Calendar days from an opinion to its answer: 听取党支部意见制度, art. 8 of the street's model."""


def stage_of(given_on: date | None, answered_on: date | None, followed_on: date | None) -> Stage:
    """The last step that has its date."""
    if followed_on is not None:
        return Stage.FOLLOWED
    if answered_on is not None:
        return Stage.ANSWERED
    return Stage.ASKED if given_on is None else Stage.GIVEN


def answer_by(given_on: date) -> date:
    """The last day on which an answer is in time; the day of the opinion is not counted."""
    return given_on + timedelta(days=ANSWER_DAYS)


def next_day(day: date, not_before: date, today: date, what: str) -> Verdict:
    """A step lies neither before the step that it follows, nor in the future."""
    if day < not_before:
        return no(f"{what}的日期不能早于 {not_before.month}月{not_before.day}日。")
    return ALLOWED if day <= today else no(f"{what}的日期还没到。")


def source_of(decides: str, bodies: Sequence[str]) -> Source | None:
    """Whose opinion a meeting under such rules forms; None when it forms none."""
    if decides != Decides.OPINION:
        return None
    return Source.BRANCH if BodyKind.BRANCH in bodies else Source.HEARING
