"""One item as one reader may see it, and what she may do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from committees.people.models import User
from jiedao.common.masks import hide_known
from meetings.items.policies import (
    hand_of,
    is_owner,
    may_add,
    may_answer,
    may_confirm,
    may_drop,
    may_finish,
    may_hand_over,
)
from meetings.resolutions.hiding import residents_named
from meetings.resolutions.models import ActionItem, ItemStep, Receipt
from meetings.resolutions.policies import may_write
from meetings.resolutions.states import ItemState, StepKind

WITHOUT_TEXT = frozenset({StepKind.TOLD, StepKind.CARRIED})
"""Written by the portal: one quiet line in the story."""


@dataclass(frozen=True)
class Offers:
    """What this person may do with the item now."""

    answer: bool = False
    finish: bool = False
    progress: bool = False
    confirm: bool = False
    change: bool = False
    drop: bool = False
    receipt: bool = False
    paper: bool = False
    topic: bool = False


def offers(user: User, item: ActionItem, on: date) -> Offers:
    hand = hand_of(user, item, on)
    asked = item.state in (ItemState.TOLD, ItemState.DIFFERS)
    works = user.reach.works_in(item.committee_id)
    owner = is_owner(hand, item)
    return Offers(
        answer=asked and bool(may_answer(hand, item)),
        finish=(item.state == ItemState.ACCEPTED or (asked and owner))
        and bool(may_finish(hand, item)),
        progress=item.is_open and bool(may_add(hand, item)),
        confirm=item.state == ItemState.DONE and bool(may_confirm(user, item, on)),
        change=asked and bool(may_write(user, item.resolution.meeting)),
        drop=item.is_open and item.state != ItemState.DONE and bool(may_drop(user, item)),
        receipt=item.body_id is not None and bool(may_hand_over(user, item)),
        paper=item.body_id is not None and (works or user.reach.whole_street),
        topic=item.is_open and works,
    )


@dataclass(frozen=True)
class Photo:
    url: str
    caption: str = "照片"


@dataclass(frozen=True)
class Line:
    """A line of the story, as `components/timeline.html` reads it."""

    at: datetime
    who: str
    text: str
    system: bool
    photos: Sequence[Photo] = ()


def story(item: ActionItem, names: Sequence[str]) -> list[Line]:
    """Newest first. Two queries."""
    steps = item.steps.select_related("by", "body", "meeting").prefetch_related("photos")
    return [_line(step, item, names) for step in steps]


def _line(step: ItemStep, item: ActionItem, names: Sequence[str]) -> Line:
    word = step.get_kind_display()
    text = hide_known(step.text, names=names)
    if step.kind == StepKind.TOLD:
        word = f"商定，请{item.lead}牵头"
    elif step.kind == StepKind.CARRIED:
        word = "会上还没办完，转到下次会议"
    photos = [Photo(reverse("item-photo", args=[item.pk, photo.pk])) for photo in step.photos.all()]
    return Line(
        step.at,
        who_of(step),
        f"{word}：{text}" if text else word,
        step.kind in WITHOUT_TEXT,
        photos,
    )


def who_of(step: ItemStep) -> str:
    """「何业安（东苑业主委员会）」; the body alone when it used its link."""
    if step.by is None:
        return str(step.body or "")
    return f"{step.by}（{step.body}）" if step.body else str(step.by)


@dataclass(frozen=True)
class Slip:
    """A receipt as the page shows it."""

    receipt: Receipt
    photo_url: str


def slips_of(item: ActionItem) -> list[Slip]:
    """One query."""
    return [
        Slip(row, reverse("receipt-photo", args=[item.pk, row.pk]) if row.photo_id else "")
        for row in item.receipts.select_related("by")
    ]


def names_for(user: User, item: ActionItem) -> list[str]:
    """Residents' names to hide from this reader: none from the committee's own people."""
    if user.reach.works_in(item.committee_id):
        return []
    texts = [item.what, item.answer, item.proof, item.resolution.text, item.resolution.topic.text]
    texts += item.steps.values_list("text", flat=True)
    return residents_named(texts, [item.committee_id])
