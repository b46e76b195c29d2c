"""The votes on a topic, as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import may_run
from meetings.kinds.states import Decides
from meetings.kinds.words import decides_words
from meetings.votes.models import Vote
from meetings.votes.policies import may_be_voted


@dataclass(frozen=True)
class Line:
    """A vote and its result in words; an annulled one says why and counts no more."""

    vote: Vote

    @property
    def word(self) -> str:
        if self.vote.annulled_at:
            return "已作废"
        if not self.vote.closed_at:
            return "正在表决"
        outcome = self.vote.outcome
        return "通过" if outcome and outcome.passed else "没有通过"

    @property
    def colour(self) -> str:
        return {"正在表决": "blue", "通过": "green", "没有通过": "amber"}.get(self.word, "grey")

    @property
    def result(self) -> str:
        if self.vote.annulled_at:
            return f"作废的原因：{self.vote.annulled_why}"
        return self.vote.outcome.words if self.vote.outcome else ""


@dataclass(frozen=True)
class Votes:
    lines: list[Line]
    rule: str
    may_open: bool


def votes_panel(topic: Topic, user: User, at: datetime) -> Votes | None:
    """Nothing on a topic of a kind that does not vote."""
    meeting = topic.meeting
    if meeting is None or meeting.rules.decides != Decides.VOTE:
        return None
    lines = lines_of(Vote.objects.filter(topic=topic), meeting)
    is_running = any(line.word == "正在表决" for line in lines)
    may_open = bool(may_run(user, meeting)) and bool(may_be_voted(meeting)) and not is_running
    return Votes(lines, decides_words(meeting.rules), may_open)


def lines_of(votes: Iterable[Vote], meeting: Meeting) -> list[Line]:
    lines = []
    for vote in votes:
        vote.meeting = meeting
        lines.append(Line(vote))
    return lines
