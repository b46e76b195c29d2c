"""Who is appraised: the officers of the day."""

from django.utils import timezone

from committees.terms.models import Mandate
from committees.terms.querysets import RANK
from meetings.convening.models import Meeting


def officers_of(meeting: Meeting) -> list[Mandate]:
    """Everybody in office on the day of the meeting, each once, the chair first. One query."""
    day = timezone.localdate(meeting.starts_at)
    held = Mandate.objects.on(day).filter(committee=meeting.committee_id)
    ranked = sorted(
        held.select_related("person", "committee"), key=lambda one: (RANK[one.post], one.pk)
    )
    return list({mandate.person_id: mandate for mandate in reversed(ranked)}.values())[::-1]
