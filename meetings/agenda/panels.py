"""The agenda as the pages of its meeting show it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from meetings.agenda.forms import OutcomeForm, outcome_as_typed
from meetings.agenda.policies import may_arrange
from meetings.agenda.rules import time_words
from meetings.convening.links import has_expired
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.convening.policies import may_write, not_sealed
from meetings.convening.states import MeetingState, TopicState
from meetings.kinds.states import Decides
from meetings.votes.models import Vote
from meetings.votes.panels import lines_of

COLOURS = {
    TopicState.SETTLED: "green",
    TopicState.CARRIED: "grey",
    TopicState.WAITING: "grey",
    TopicState.LISTED: "blue",
    TopicState.DECLINED: "grey",
}
OF_A_BODY = 10


@dataclass(frozen=True)
class Line:
    """A topic in a list: `mark` stands beside it only when there is something to say; `votes` are
    the results in words that count."""

    topic: Topic
    votes: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        if self.topic.state == TopicState.LISTED:
            return f"第 {self.topic.times} 次上会" if self.topic.times > 1 else ""
        return str(self.topic.get_state_display())

    @property
    def colour(self) -> str:
        if self.topic.state == TopicState.LISTED:
            return "amber"
        return COLOURS[TopicState(self.topic.state)]

    @property
    def origin(self) -> str:
        """Who brought it; nothing for the committee's own (PRACTICE §1)."""
        topic = self.topic
        return (
            f"{topic.body}提"
            if topic.body
            else f"{topic.proposer}提"
            if topic.proposer
            else "从事项来"
            if topic.source == "case"
            else ""
        )


@dataclass(frozen=True)
class Agenda:
    lines: list[Line]
    may_arrange: bool

    @property
    def time(self) -> str:
        minutes = sum(line.topic.minutes or 0 for line in self.lines)
        return time_words(minutes) if minutes else ""


def agenda_panel(meeting: Meeting, user: User, at: datetime) -> Agenda:
    """One query, and one more where the kind votes."""
    topics = meeting.topics.select_related("body").order_by("order", "pk")
    votes = _results(meeting) if meeting.rules.decides == Decides.VOTE else {}
    lines = [Line(topic, tuple(votes.get(topic.pk, ()))) for topic in topics]
    return Agenda(lines, bool(may_arrange(user, meeting)))


def _results(meeting: Meeting) -> dict[int, list[str]]:
    """What came of the closed votes, by topic."""
    found: dict[int, list[str]] = defaultdict(list)
    closed = Vote.objects.closed().filter(meeting=meeting).order_by("pk")
    for line in lines_of(closed, meeting):
        found[line.vote.topic_id].append(f"表决{line.word}：{line.result}")
    return found


@dataclass(frozen=True)
class Outcome:
    """What became of one topic, or the form to write it."""

    line: Line
    form: OutcomeForm | None


def outcome_panel(topic: Topic, user: User, at: datetime) -> Outcome:
    meeting = topic.meeting
    if meeting is None:
        return Outcome(Line(topic), None)
    begun = meeting.state != MeetingState.CANCELLED and not (
        meeting.is_planned and meeting.starts_at > at
    )
    form = None
    if begun and may_write(user, meeting) and not_sealed(meeting):
        decides = meeting.rules.decides
        form = OutcomeForm(initial=outcome_as_typed(topic), topic=topic, decides=decides)
    return Outcome(Line(topic), form)


@dataclass(frozen=True)
class OfBody:
    """What one body has proposed, and what became of it."""

    lines: list[Line]
    may_propose: bool


def topics_of_body(invited: InvitedBody, at: datetime) -> OfBody:
    mine = Topic.objects.filter(body=invited.body_id).order_by("-proposed_at", "-pk")[:OF_A_BODY]
    return OfBody([Line(topic) for topic in mine], not has_expired(invited, at))
