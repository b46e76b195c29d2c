"""The agenda of a meeting: lines the director types, topics that wait, topics carried over."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from committees.people.models import User
from jiedao.common.errors import Refused
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import TopicState

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
    number(meeting, [there.get(line) or _typed(meeting, line, by, at) for line in lines])


def take_off(topic: Topic) -> None:
    """Off the agenda: back to those who wait, unless it was only a line on this page."""
    if topic.typed and not topic.discussion:
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
    number(meeting, [*carried, *meeting.topics.all()])


def give_back_topics(meeting: Meeting) -> None:
    """A meeting that does not take place gives back what others had brought to it."""
    for topic in meeting.topics.filter(state=TopicState.LISTED, typed=False):
        take_off(topic)


def carry_over(meeting: Meeting, *, at: datetime) -> int:
    """What the meeting leaves open waits for the next one of its kind: a new row with the same
    story and one more time. Gives how many there are.
    """
    left = list(meeting.topics.filter(state=TopicState.LISTED))
    for topic in left:
        topic.state = TopicState.CARRIED
        topic.version += 1
        topic.save(update_fields=["state", "version"])
    Topic.objects.bulk_create(_next_of(topic, at) for topic in left)
    return len(left)


def take_back_carry(topic: Topic) -> None:
    """What was carried on is settled here after all, as long as its copy only waits."""
    copy = Topic.objects.select_for_update().filter(carried_from=topic).first()
    if copy is None or copy.state != TopicState.WAITING:
        raise Refused("这个议题转到下次了，请在下次会上写。")
    copy.delete()


def _next_of(topic: Topic, at: datetime) -> Topic:
    return Topic(
        committee_id=topic.committee_id,
        state=TopicState.WAITING,
        text=topic.text,
        background=topic.background,
        minutes=topic.minutes,
        source=topic.source,
        body_id=topic.body_id,
        proposed_by_id=topic.proposed_by_id,
        proposer=topic.proposer,
        proposed_at=at,
        carried_from=topic,
        times=topic.times + 1,
    )


def _typed(meeting: Meeting, line: str, by: User, at: datetime) -> Topic:
    return Topic(
        committee_id=meeting.committee_id,
        meeting=meeting,
        text=line,
        proposed_by=by,
        proposed_at=at,
        typed=True,
    )


def number(meeting: Meeting, topics: Sequence[Topic]) -> None:
    """Write the topics in this order; numbers that are in the way step aside first."""
    meeting.topics.update(order=F("order") + ASIDE)
    for order, topic in enumerate(topics, 1):
        topic.order = order
        topic.save()
