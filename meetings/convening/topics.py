"""The agenda of a meeting: lines the director types, topics that wait, topics carried over."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from committees.people.models import User
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import TopicSource, TopicState

ASIDE = 1_000
"""More than any agenda has topics."""


def list_topics(meeting: Meeting, lines: Sequence[str], *, by: User, at: datetime) -> None:
    """Make the agenda read like `lines`. A topic whose words stay, stays with its story; one that
    is left out goes back to those who wait, or vanishes when the director had typed it himself.
    """
    there = {topic.text: topic for topic in meeting.topics.all()}
    left = [topic for text, topic in there.items() if text not in lines]
    for topic in left:
        take_off(topic)
    _number(meeting, [there.get(line) or _typed(meeting, line, by, at) for line in lines])


def take_off(topic: Topic) -> None:
    """Off the agenda: back to those who wait, unless it was only a line on this page."""
    if topic.source == TopicSource.COMMITTEE and topic.carried_from_id is None:
        topic.delete()
        return
    topic.state, topic.meeting, topic.order = TopicState.WAITING, None, 0
    topic.version += 1
    topic.save(update_fields=["state", "meeting", "order", "version"])


def take_up_carried(meeting: Meeting) -> None:
    """Topics that an earlier meeting of this kind left open come first on the new agenda."""
    waiting = (
        Topic.objects.waiting()
        .filter(committee=meeting.committee_id, carried_from__meeting__kind=meeting.kind_id)
        .select_for_update(of=("self",))
    )
    carried = list(waiting)
    for topic in carried:
        topic.state, topic.meeting = TopicState.LISTED, meeting
    _number(meeting, [*carried, *meeting.topics.all()])


def give_back_topics(meeting: Meeting) -> None:
    """A meeting that does not take place gives back what others had brought to it."""
    for topic in meeting.topics.filter(state=TopicState.LISTED):
        if topic.source != TopicSource.COMMITTEE or topic.carried_from_id:
            take_off(topic)


def _typed(meeting: Meeting, line: str, by: User, at: datetime) -> Topic:
    return Topic(
        committee_id=meeting.committee_id,
        meeting=meeting,
        text=line,
        proposed_by=by,
        proposed_at=at,
    )


def _number(meeting: Meeting, topics: Sequence[Topic]) -> None:
    """Write the topics in this order; numbers that are in the way step aside first."""
    meeting.topics.update(order=F("order") + ASIDE)
    for order, topic in enumerate(topics, 1):
        topic.order = order
        topic.save()
