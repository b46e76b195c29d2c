"""What happened with a case, newest first, as one reader may see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.cases.models import Case, CaseEvent, CasePhoto
from casework.cases.shown import Shown
from casework.cases.states import EventKind
from committees.files.shown import OffPhoto, picture_of, taken_off
from committees.files.taking_off import Place
from committees.people.models import User
from jiedao.common.panels import has

WITHOUT_TEXT = frozenset(
    {
        EventKind.OPENED,
        EventKind.OFFERED,
        EventKind.ACCEPTED,
        EventKind.WITHDRAWN,
        EventKind.RESUMED,
        EventKind.TOLD_UP,
        EventKind.RECOUNTED,
    }
)
"""Written by the portal: one quiet line in the timeline."""
AS_WRITTEN = frozenset(
    {EventKind.PROGRESS, EventKind.WAITING, EventKind.REFERRED, EventKind.ANSWERED}
)
"""Their words say by themselves what they are."""
BY_ITSELF = "平台"
"""Who wrote a line that nobody wrote; what a resident says names her in its words."""
SHOWN_EVENTS = 10


@dataclass(frozen=True)
class Line:
    """One line of the timeline, as the component reads it."""

    at: datetime
    who: str
    text: str
    system: bool
    photos: list[dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """The newest lines, how many earlier ones there are, and the photos that may be put back."""

    lines: list[Line]
    older: int
    photos_off: list[OffPhoto]


def story_of(shown: Shown, *, by: User, at: datetime, whole: bool) -> Story:
    """Newest first: the first ten lines, or all. Photos only for who sees names. Two queries."""
    case = shown.case
    events = list(case.events.select_related("by", "to", "body").order_by("-at", "-pk"))
    rows = case.photos.select_related("file", "removed_by").order_by("pk")
    photos = [] if shown.masked or not has(case, "photos") else list(rows)
    pictures: dict[int, list[dict[str, Any]]] = {}
    for photo in photos:
        if photo.is_kept:
            picture = picture_of(photo, photo_place(case, photo), by=by, at=at)
            pictures.setdefault(photo.event_id, []).append(picture)
    kept = events if whole else events[:SHOWN_EVENTS]
    lines = [_line(shown, event, pictures.get(event.pk, [])) for event in kept]
    off = taken_off(photos, lambda photo: photo_place(case, photo), by=by, at=at)
    return Story(lines, len(events) - len(kept), off)


def _line(shown: Shown, event: CaseEvent, pictures: list[dict[str, Any]]) -> Line:
    kind = EventKind(event.kind)
    label = {
        EventKind.OFFERED: f"想交给{event.to}",
        EventKind.WITHDRAWN: f"没有交给{event.to}，收回了",
    }.get(kind, kind.label)
    text = shown.words(event.text)
    if kind in AS_WRITTEN:
        said = text
    elif kind == EventKind.OPENED:
        said = text or label
    else:
        said = f"{label}：{text}" if text else f"{label}。"
    who = who_of(event)
    for picture in pictures:
        picture["caption"] = f"{picture['caption']}，{who}"
    return Line(event.at, who, said, kind in WITHOUT_TEXT, pictures)


def who_of(event: CaseEvent) -> str:
    """「周桂英」, 「陈工友（东苑物业公司）」; a body alone when it used its link."""
    if event.body is not None:
        return f"{event.by}（{event.body}）" if event.by else str(event.body)
    return event.by.name if event.by else BY_ITSELF


def photo_place(case: Case, photo: CasePhoto) -> Place:
    return Place(
        slice="cases",
        committee=case.committee,
        label=f"事项 {case}",
        kept=case.is_kept,
        back=reverse("case", args=[case.pk]),
        picture=reverse("case-photo", args=[case.pk, photo.pk]),
    )
