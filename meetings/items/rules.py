"""What happens to an item, without clock and database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jiedao.common.errors import ALLOWED, Verdict, no

LINK_DAYS = 30
"""Days for which the link of a body still opens after the last day that matters (a setting of
the house, no law): the meeting itself, or the day by which the last of its items is due."""
PHOTOS_MOST = 6
ONLY_PHOTOS = "办好了，见照片。"
"""What stands as proof when somebody sent photos and no word."""


def link_closes_on(meeting_on: date, due: Iterable[date]) -> date:
    """The last day on which the link opens its page."""
    return max([meeting_on, *due]) + timedelta(days=LINK_DAYS)


@dataclass(frozen=True)
class Confirmer:
    """Somebody who wants to confirm, as the rule sees the person.

    `said_done`: it was this person, or the body for which the person speaks, that said done.
    """

    is_proposer: bool
    is_chair: bool
    said_done: bool
    works_here: bool


def may_confirm(person: Confirmer, *, others_can: bool) -> Verdict:
    """The proposer of the topic or the chair of the meeting, never whoever said that it is done.

    `others_can`: is there a proposer or chair who did not say so? Where there is none, anybody
    else who works in the committee may look at it.
    """
    if person.said_done:
        return no("要由另一个人确认，说办好的人不能自己确认。")
    if person.is_proposer or person.is_chair:
        return ALLOWED
    if not others_can and person.works_here:
        return ALLOWED
    return no("由提出议题的人或者会议主持来确认。")


def proof_of(text: str, photos: int) -> Verdict:
    """One line of text or one photo is enough."""
    if text.strip() or photos:
        return ALLOWED
    return no("请写一句办得怎么样，或者拍一张照片。")
