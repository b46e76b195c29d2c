"""The agenda as the page of its meeting shows it."""

from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import may_change


@dataclass(frozen=True)
class Agenda:
    topics: list[Topic]
    may_order: bool

    @property
    def minutes(self) -> int:
        """Minutes planned for all of them together."""
        return sum(topic.minutes or 0 for topic in self.topics)


def agenda_panel(meeting: Meeting, user: User, at: datetime) -> Agenda:
    topics = list(meeting.topics.select_related("body").order_by("order", "pk"))
    return Agenda(topics, bool(may_change(user, meeting)) and meeting.is_planned)
