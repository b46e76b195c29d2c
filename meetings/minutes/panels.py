"""Minutes as a part of the page of their meeting."""

from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.minutes.models import Minutes
from meetings.minutes.policies import may_write


@dataclass(frozen=True)
class MinutesPart:
    minutes: Minutes | None
    may_write: bool


def minutes_panel(meeting: Meeting, user: User, at: datetime) -> MinutesPart | None:
    """None before there is anything to write down. One query."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    writes = bool(may_write(user, meeting))
    return MinutesPart(minutes, writes) if minutes is not None or writes else None
