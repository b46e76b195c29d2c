"""The link /i/<token>/ of one body to one meeting: how long it opens, and what it shows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from meetings.convening.actions import link_digest
from meetings.convening.models import InvitedBody
from meetings.items.rules import link_closes_on
from meetings.resolutions.models import ActionItem
from meetings.resolutions.panel import ItemRow
from meetings.resolutions.states import OPEN_STATES, ItemState, StepKind


class LinkOver(Exception):
    """The link opens nothing any more: its time is over, or the director ended it."""

    def __init__(self, invited: InvitedBody, closed_on: date) -> None:
        super().__init__("这个链接已经过期")
        self.invited = invited
        self.closed_on = closed_on


def invitation_behind(token: str, at: datetime) -> InvitedBody | None:
    """The invitation that the link opens; None for a link that never was or was replaced.

    Raises `LinkOver` when it was ended, or LINK_DAYS after the meeting and after the last day on
    which one of its items is due.
    """
    found = InvitedBody.objects.filter(token_digest=link_digest(token)).select_related(
        "body", "meeting__committee", "meeting__kind", "meeting__rules"
    )
    invited: InvitedBody | None = found.first()
    if invited is None:
        return None
    if invited.link_ended_at is not None:
        raise LinkOver(invited, timezone.localdate(invited.link_ended_at))
    due = items_of(invited).filter(state__in=OPEN_STATES).values_list("due_on", flat=True)
    closes_on = link_closes_on(timezone.localdate(invited.meeting.starts_at), due)
    if timezone.localdate(at) > closes_on:
        raise LinkOver(invited, closes_on)
    return invited


def items_of(invited: InvitedBody):  # type: ignore[no-untyped-def]
    """The body's items of this meeting, and those that came back to it."""
    stood = Q(steps__kind=StepKind.CARRIED, steps__meeting=invited.meeting_id)
    mine = ActionItem.objects.filter(body=invited.body_id)
    return mine.filter(Q(resolution__meeting=invited.meeting_id) | stood).distinct()


@dataclass(frozen=True)
class LinkPanel:
    """What the body has to see to, late first; what is over stands below."""

    open: list[ItemRow]
    waiting: list[ItemRow]
    over: list[ItemRow]


def link_panel(invited: InvitedBody, at: datetime) -> LinkPanel | None:
    """The part of /i/<token>/ about items; None while nothing was agreed. One query."""
    rows = items_of(invited).select_related("resolution").order_by("due_on", "pk")
    items = [ItemRow(item, item.what) for item in rows]
    if not items:
        return None
    to_do = (ItemState.TOLD, ItemState.DIFFERS, ItemState.ACCEPTED)
    return LinkPanel(
        [row for row in items if row.item.state in to_do],
        [row for row in items if row.item.state == ItemState.DONE],
        [row for row in items if not row.item.is_open],
    )
