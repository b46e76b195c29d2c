"""Makers of topics, invitations, votes and kinds of meeting for the access matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee
from meetings.convening.models import Meeting
from tests.cast import Cast
from tests.gatherings import a_meeting, a_topic


def director_of(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def _meeting(cast: Cast, committee: Committee, canary: str, **fields: Any) -> Meeting:
    starts_at = timezone.now() + timedelta(days=7)
    known = {"title": canary, "place": canary, "starts_at": starts_at}
    by = director_of(cast, committee)
    return a_meeting(committee, **{**known, "convened_by": by, **fields})


def meeting_topic(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    topic = a_topic(_meeting(cast, committee, canary), canary)
    return {"pk": topic.meeting_id, "topic": topic.pk}


AGENDA = {"meeting_topic": meeting_topic}
