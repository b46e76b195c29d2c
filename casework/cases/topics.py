"""Bringing a case to a meeting, and what the meeting made of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case, CaseEvent, CaseTopic
from casework.cases.policies import may_write
from casework.cases.states import CaseState, EventKind
from committees.journal.actions import record
from committees.people.models import User
from jiedao.common.dates import cn_day
from jiedao.common.errors import Refused
from jiedao.common.panels import has
from meetings.agenda.actions import Proposal, propose
from meetings.convening.models import Topic
from meetings.convening.states import TopicSource, TopicState

UNSETTLED = (TopicState.WAITING, TopicState.LISTED)


def raise_case(case: Case, *, by: User, text: str, background: str, at: datetime) -> CaseTopic:
    """Propose the case as a topic; its timeline says so. Names of residents are left to the words
    that somebody types for the meeting: nothing of the case goes there by itself.

    Refused for a closed case, and while an earlier topic of it is not settled.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().select_related("committee").get(pk=case.pk)
        may_write(by, case).require()
        if case.state == CaseState.CLOSED:
            raise Refused("这件事项已经办结了。要再商量，先重新办。")
        if any(standing.topic.state in UNSETTLED for standing in standings_of(case)):
            raise Refused("这件事项已经提到会上了，等会上商量。")
        proposal = Proposal(text, background, source=TopicSource.CASE)
        topic = propose(case.committee, by=by, proposal=proposal, at=at)
        link: CaseTopic = CaseTopic.objects.create(
            case=case, topic=topic, raised_by=by, raised_at=at
        )
        CaseEvent.objects.create(
            case=case, kind=EventKind.PROGRESS, at=at, by=by, text=f"提到会上商量：{topic.text}"
        )
        record("cases.raise", case, by=by, committee=case.committee, label=str(case))
    return link


@dataclass(frozen=True)
class Standing:
    """Where a topic of the case stands now: the last one of the chain of carried ones."""

    raised_at: datetime
    topic: Topic

    @property
    def words(self) -> str:
        """「列入11月25日 星期三的小区联席会议」, 「议定：换 18 盏灯」."""
        topic = self.topic
        match topic.state:
            case TopicState.LISTED if topic.meeting:
                return f"列入{self._day}的{topic.meeting.title}"
            case TopicState.DECLINED:
                return f"没有列入：{topic.answer}"
            case TopicState.SETTLED:
                differing = f"不同意见：{topic.differing}" if topic.differing else ""
                settled = f"议定：{topic.conclusion}" if topic.conclusion else ""
                return f"{self._day}会上{'；'.join(filter(None, (settled, differing)))}"
            case _:
                return "上次没议完，等下次会议" if topic.times > 1 else "等主任安排到会上"

    @property
    def _day(self) -> str:
        meeting = self.topic.meeting
        if meeting is None:
            return ""
        return cn_day(timezone.localdate(meeting.starts_at), timezone.localdate())

    @property
    def href(self) -> str:
        meeting = self.topic.meeting_id
        return reverse("meeting-topic", args=[meeting, self.topic.pk]) if meeting else ""


def standings_of(case: Case) -> list[Standing]:
    """Each time the case was brought to a meeting, the newest first. One query, and one more for
    each time a topic was carried over."""
    if not has(case, "topics"):
        return []
    rows = CaseTopic.objects.filter(case=case).select_related("topic__meeting")
    return [Standing(row.raised_at, _last(row.topic)) for row in rows]


def _last(topic: Topic) -> Topic:
    while topic.state == TopicState.CARRIED:
        following = Topic.objects.filter(carried_from=topic).select_related("meeting").first()
        if following is None:
            return topic
        topic = following
    return topic


def may_be_raised(reader: User, case: Case, standings: list[Standing]) -> bool:
    """Shown as a button only where it would work."""
    waits = any(standing.topic.state in UNSETTLED for standing in standings)
    return bool(may_write(reader, case)) and case.state != CaseState.CLOSED and not waits
