"""A body that does not come, for the second time in a row (R5): the street gets a letter."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from committees.territory.models import PartnerBody
from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey


@dataclass(frozen=True)
class Absence:
    """The body, and the two meetings of the kind to which it did not come."""

    body: PartnerBody
    before: Meeting
    meeting: Meeting


def absent_twice(meeting: Meeting) -> list[Absence]:
    """Bodies invited to this joint meeting and to the one before it that came to neither.

    A meeting without any arrival on record says nothing about anybody. Three queries.
    """
    if meeting.kind_id != KindKey.JOINT or meeting.state != MeetingState.HELD:
        return []
    before = _before(meeting)
    if before is None:
        return []
    missed = _absent(before)
    rows = InvitedBody.objects.filter(meeting=meeting, body__in=missed).select_related("body")
    absent_now = _absent(meeting)
    return [
        Absence(row.body, before, meeting)
        for row in sorted(rows, key=lambda row: row.pk)
        if row.body_id in absent_now
    ]


def _before(meeting: Meeting) -> Meeting | None:
    found: Meeting | None = (
        Meeting.objects.filter(
            committee=meeting.committee_id,
            kind=meeting.kind,
            state=MeetingState.HELD,
            starts_at__lt=meeting.starts_at,
        )
        .order_by("-starts_at", "-pk")
        .first()
    )
    return found


def _absent(meeting: Meeting) -> set[int]:
    """Ids of the invited bodies of which nobody arrived; none where no arrival is on record."""
    came = Attendee.objects.filter(meeting=meeting, arrived_at__isnull=False)
    invited = InvitedBody.objects.filter(meeting=meeting).filter(Exists(came.values("pk")))
    present = came.filter(body=OuterRef("body"))
    return set(invited.exclude(Exists(present)).values_list("body_id", flat=True))
