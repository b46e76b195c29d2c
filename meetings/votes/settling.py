"""What a passed vote leaves behind where nobody wrote it down in words."""

from datetime import datetime

from committees.journal.actions import digest, record
from committees.people.models import User
from meetings.convening.fund import with_fund_sentence
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import TopicState
from meetings.votes.models import Vote
from meetings.votes.rules import decided


def settle_voted(meeting: Meeting, *, by: User, at: datetime) -> int:
    """A topic that was voted through is settled, even if nobody typed the decision: it does not
    roll to the next meeting. Its last counted vote says so. Gives how many there were.
    """
    votes = Vote.objects.closed().filter(meeting=meeting).select_related("meeting__rules")
    last = {vote.topic_id: vote for vote in votes.order_by("closed_at", "pk")}
    open_topics = meeting.topics.filter(state=TopicState.LISTED, pk__in=last)
    passed = [topic for topic in open_topics if (found := last[topic.pk].outcome) and found.passed]
    for topic in passed:
        _settle(topic, last[topic.pk], by=by, at=at)
    return len(passed)


def _settle(topic: Topic, vote: Vote, *, by: User, at: datetime) -> None:
    before = digest(topic)
    topic.conclusion = with_fund_sentence(topic.conclusion or decided(vote.question))
    topic.state, topic.settled_at = TopicState.SETTLED, at
    topic.version += 1
    topic.save(update_fields=["conclusion", "state", "settled_at", "version"])
    record("topic.outcome", topic, by=by, committee=topic.committee, before=before)
