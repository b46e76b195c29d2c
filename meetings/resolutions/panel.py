"""The part of a meeting's page that says what was agreed, and what came back (UX B.3, F.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from committees.people.models import User
from jiedao.common.masks import hide_known
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import not_sealed
from meetings.convening.states import MeetingState
from meetings.kinds.states import Decides
from meetings.resolutions.absence import Absence, absent_twice
from meetings.resolutions.hiding import residents_named
from meetings.resolutions.models import ActionItem, Resolution
from meetings.resolutions.policies import may_write
from meetings.resolutions.rules import age_words
from meetings.resolutions.states import StepKind


@dataclass(frozen=True)
class ItemRow:
    """An item as a list shows it; `what` is masked for readers outside the committee."""

    item: ActionItem
    what: str
    age: str = ""


@dataclass(frozen=True)
class OutcomeRow:
    resolution: Resolution
    text: str
    items: Sequence[ItemRow]


@dataclass(frozen=True)
class Panel:
    """`open_topics` are those on which nothing is written yet."""

    meeting: Meeting
    outcomes: Sequence[OutcomeRow]
    returning: Sequence[ItemRow]
    absences: Sequence[Absence]
    open_topics: Sequence[Topic]
    may_write: bool


def panel_of(meeting: Meeting, user: User, at: datetime) -> Panel | None:
    """A fixed number of queries; None where the kind of meeting decides nothing."""
    if meeting.rules.decides == Decides.NONE:
        return None
    resolutions = list(
        meeting.resolutions.select_related("topic", "notice")
        .prefetch_related(_items())
        .order_by("year", "number")
    )
    returning = returning_of(meeting)
    names = _names(user, meeting, resolutions, returning)
    begun = meeting.state in (MeetingState.OPEN, MeetingState.HELD)
    writes = begun and bool(may_write(user, meeting)) and bool(not_sealed(meeting))
    return Panel(
        meeting,
        [_outcome(one, names) for one in resolutions],
        [ItemRow(one, hide_known(one.what, names=names), age_words(age)) for one, age in returning],
        absent_twice(meeting),
        _open_topics(meeting, resolutions) if writes else [],
        writes,
    )


def returning_of(meeting: Meeting) -> list[tuple[ActionItem, int]]:
    """上次的事项 with the number of this agenda in their story: of a meeting ahead, what is open;
    of one that is over, what was still open then. One query.
    """
    items = ActionItem.objects.select_related("body", "person", "resolution__meeting")
    if meeting.state == MeetingState.HELD:
        stood = items.filter(steps__kind=StepKind.CARRIED, steps__meeting=meeting)
        return [(item, item.times) for item in stood.order_by("due_on", "pk")]
    if meeting.state == MeetingState.CANCELLED:
        return []
    rows = items.returning_to(meeting).order_by("due_on", "pk")
    return [(item, item.times + 1) for item in rows]


def _items() -> Prefetch:  # type: ignore[type-arg]
    rows = ActionItem.objects.select_related("body", "person").prefetch_related("helpers")
    return Prefetch("items", queryset=rows.order_by("due_on", "pk"))


def _names(
    user: User,
    meeting: Meeting,
    resolutions: Sequence[Resolution],
    returning: Sequence[tuple[ActionItem, int]],
) -> list[str]:
    """Names to hide: none from those who work in the committee."""
    if user.reach.works_in(meeting.committee_id):
        return []
    texts = [one.text for one in resolutions]
    texts += [item.what for one in resolutions for item in one.items.all()]
    texts += [item.what for item, _ in returning]
    return residents_named(texts, [meeting.committee_id])


def _outcome(resolution: Resolution, names: Sequence[str]) -> OutcomeRow:
    items = [ItemRow(item, hide_known(item.what, names=names)) for item in resolution.items.all()]
    return OutcomeRow(resolution, hide_known(resolution.text, names=names), items)


def _open_topics(meeting: Meeting, resolutions: Sequence[Resolution]) -> list[Topic]:
    written = {one.topic_id for one in resolutions}
    return [topic for topic in meeting.topics.to_settle() if topic.pk not in written]
