"""The record a draft is made of, read from agenda, attendance, votes and outcomes."""

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from jiedao.common.dates import cn_time
from meetings.attendance.models import Attendee
from meetings.attendance.states import Capacity
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import Answer, TopicState
from meetings.kinds.rules import Quorum
from meetings.kinds.states import Template
from meetings.minutes.rules import Matter, Presence, Record, Task, by_unit
from meetings.resolutions.hiding import residents_named
from meetings.resolutions.models import ActionItem, Resolution
from meetings.votes.models import Vote

NOUNS = {
    Template.SUMMARY: "现将会议议定事项纪要如下：",
    Template.TRANSCRIPT: "现将会议情况记录如下：",
    Template.RECORD: "现将会议情况记录如下：",
    Template.STUDY: "现将学习情况记录如下：",
}


def record_of(meeting: Meeting) -> Record:
    """Everything that is on record of the meeting. Six queries however long the agenda is."""
    votes, outcomes = defaultdict(list), defaultdict(list)
    for vote in Vote.objects.closed().filter(meeting=meeting).select_related("meeting__rules"):
        votes[vote.topic_id].append(vote)
    made = Resolution.objects.filter(meeting=meeting).order_by("number")
    for outcome in made.prefetch_related("items__body", "items__person", "items__helpers"):
        outcomes[outcome.topic_id].append(outcome)
    topics = meeting.topics.order_by("order", "pk")
    return Record(
        opening=_opening(meeting),
        quorum=_quorum(meeting),
        matters=tuple(_matter(one, votes[one.pk], outcomes[one.pk]) for one in topics),
        earlier=tuple(_earlier(meeting)),
    )


def presence_of(meeting: Meeting) -> Presence:
    """Who came, who was excused, who sat in, who did not come. One query."""
    lines: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = Attendee.objects.filter(meeting=meeting).select_related("body").order_by("pk")
    for one in rows:
        unit = one.body.name if one.body else one.office or "居民"
        lines[_column(one)].append((unit, _name(one)))
    return Presence(**{column: by_unit(people) for column, people in lines.items()})


def resident_names(meeting: Meeting, text: str) -> list[str]:
    """Names in `text` that no resident shall read in public minutes: everybody on the register who
    did not sit at the table. Two queries.
    """
    at_the_table = set(meeting.attendees.values_list("name", flat=True))
    named = residents_named([text], [meeting.committee_id])
    return [name for name in named if name not in at_the_table]


def _column(one: Attendee) -> str:
    if one.arrived_at is not None:
        return "present" if one.capacity == Capacity.ATTENDS else "observing"
    if one.capacity == Capacity.OBSERVES:
        return "excused"
    return "excused" if one.answer == Answer.EXCUSED else "absent"


def _name(one: Attendee) -> str:
    if one.answer == Answer.SENDS and one.arrived_at:
        return f"{one.answer_note}（代{one.name}）"
    return one.name


def full_day(at: datetime) -> str:
    """「2026年11月25日」, as a paper writes it."""
    here = timezone.localtime(at)
    return f"{here.year}年{here.month}月{here.day}日"


def _opening(meeting: Meeting) -> str:
    chair = f"，{meeting.chair}主持" if meeting.chair else ""
    return (
        f"{full_day(meeting.starts_at)}{cn_time(meeting.starts_at)}，{meeting.committee}"
        f"在{meeting.place}召开{meeting.title}{chair}。{NOUNS[Template(meeting.rules.template)]}"
    )


def _quorum(meeting: Meeting) -> str:
    """Where the rule asks for a quorum, the sum stands in the minutes: 应到, 实到, the share."""
    if meeting.rules.quorum_share is None:
        return ""
    expected = meeting.attendees.counting()
    came = expected.filter(arrived_at__isnull=False).count()
    line = Quorum(expected.count(), came, meeting.rules.quorum_share).line_afterwards
    return line if line.endswith("。") else f"{line}。"


def _matter(topic: Topic, votes: list[Vote], outcomes: list[Resolution]) -> Matter:
    return Matter(
        title=topic.text,
        discussion=topic.discussion,
        conclusion=topic.conclusion,
        agreed=topic.agreed,
        differing=topic.differing,
        votes=tuple(_vote(vote) for vote in votes),
        outcomes=tuple((outcome.words, outcome.text) for outcome in outcomes),
        tasks=tuple(_task(item) for outcome in outcomes for item in outcome.items.all()),
        carried=_is_carried(topic, votes),
    )


def _is_carried(topic: Topic, votes: list[Vote]) -> bool:
    """To the next meeting goes what is not settled; a topic that was voted through is, even
    while the meeting still sits."""
    if topic.state == TopicState.LISTED:
        return not (votes and votes[-1].outcome and votes[-1].outcome.passed)
    return topic.state in (TopicState.CARRIED, TopicState.WAITING)


def _vote(vote: Vote) -> str:
    how = "无记名" if vote.secret else "记名"
    result = vote.outcome
    return f"{vote.question}（{how}）{result.words if result else ''}"


def _task(item: ActionItem) -> Task:
    return Task(
        lead=_lead(item),
        helpers=tuple(body.name for body in item.helpers.all()),
        what=item.what,
        due=f"{item.due_on.month}月{item.due_on.day}日",
    )


def _lead(item: ActionItem) -> str:
    if item.body:
        return str(item.body.name)
    return str(item.person) if item.person else "居委会"


def _earlier(meeting: Meeting) -> list[str]:
    """Items of earlier meetings of this kind that are still open."""
    rows = (
        ActionItem.objects.open()
        .filter(
            committee=meeting.committee_id,
            resolution__meeting__kind=meeting.kind_id,
            resolution__made_on__lt=timezone.localdate(meeting.starts_at),
        )
        .select_related("body", "person", "resolution")
        .order_by("due_on", "pk")[:20]
    )
    return [
        f"{item.resolution.words}{item.what}，{_lead(item)}牵头，第 {item.times} 次上会。"
        for item in rows
    ]
