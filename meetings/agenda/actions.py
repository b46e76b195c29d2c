"""A topic from its proposal to its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.territory.models import Committee, PartnerBody
from jiedao.common.dates import cn_day
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from meetings.agenda.policies import may_arrange, may_decide, may_propose
from meetings.agenda.rules import WAITING_MOST, whole_conclusion
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import may_write, not_sealed
from meetings.convening.rules import TOPIC_LENGTH, TOPICS_MOST
from meetings.convening.states import TOPIC_MOVES, MeetingState, TopicSource, TopicState
from meetings.convening.topics import number, take_back_carry, take_off

MINUTES_MOST = 240


@dataclass(frozen=True)
class Proposal:
    """What somebody wants to be talked about. `proposer` names a resident or whoever came."""

    text: str
    background: str = ""
    source: TopicSource = TopicSource.COMMITTEE
    body: PartnerBody | None = None
    proposer: str = ""
    minutes: int | None = None


def propose(committee: Committee, *, by: User | None, proposal: Proposal, at: datetime) -> Topic:
    """Let a topic wait until the chair takes it up; the director hears of it.

    `by` is None when a body proposes through its link. What the party organisation and the station
    propose carries their name. Refused for whoever does not work there, for a body of another
    committee, for a topic too long, and when one body or person has 20 of them waiting already.
    """
    with transaction.atomic():
        body = proposal.body
        if by is not None:
            may_propose(by, committee).require()
            body = body or _body_of(by, committee, proposal.source)
        if body is not None and body.committee_id != committee.pk:
            raise Refused("这个单位不属于本居委会。")
        _sensible(proposal)
        _room_for(committee, by, body)
        source = TopicSource.BODY if body and proposal.source == TopicSource.COMMITTEE else None
        topic: Topic = Topic.objects.create(
            committee=committee,
            text=proposal.text.strip(),
            background=proposal.background.strip(),
            minutes=proposal.minutes,
            source=source or proposal.source,
            state=TopicState.WAITING,
            body=body,
            proposed_by=by,
            proposer=proposal.proposer,
            proposed_at=at,
        )
        record("topic.propose", topic, by=by, committee=committee, label=topic.text)
        directors = User.objects.posted_in(committee, [Role.DIRECTOR], timezone.localdate(at))
        _tell(
            [one for one in directors if by is None or one.pk != by.pk],
            topic,
            f"有一个新议题等您安排：{topic.text}",
            reverse("topics"),
            at,
        )
    return topic


def accept(topic: Topic, *, by: User, meeting: Meeting, minutes: int | None, at: datetime) -> Topic:
    """Put a waiting topic at the end of a meeting's agenda; who proposed it hears the day.

    Refused for anybody but the director, for a meeting that is over or another committee's, and
    when its agenda is full.
    """
    with transaction.atomic():
        meeting, topic = _locked_meeting(meeting), _locked(topic)
        may_decide(by, topic).require()
        check_move(TOPIC_MOVES, topic.state, TopicState.LISTED)
        _fits(topic, meeting, minutes)
        before = digest(topic)
        topic.state, topic.meeting, topic.minutes = TopicState.LISTED, meeting, minutes
        topic.order = _last(meeting) + 1
        topic.version += 1
        topic.save()
        record("topic.accept", topic, by=by, committee=topic.committee, before=before)
        day = cn_day(timezone.localdate(meeting.starts_at), timezone.localdate(at))
        words = f"您提的议题“{topic.text}”列入了{day}的{meeting.title}。"
        _tell_proposer(topic, by, words, reverse("meeting", args=[meeting.pk]), at)
    return topic


def decline(topic: Topic, *, by: User, answer: str, at: datetime) -> Topic:
    """Say why a topic does not come onto an agenda; who proposed it reads the reason."""
    with transaction.atomic():
        topic = _locked(topic)
        may_decide(by, topic).require()
        check_move(TOPIC_MOVES, topic.state, TopicState.DECLINED)
        if not answer.strip():
            raise Refused("请写为什么不列入，提的人会看到。")
        before = digest(topic)
        topic.state, topic.answer = TopicState.DECLINED, answer.strip()
        topic.version += 1
        topic.save()
        record("topic.decline", topic, by=by, committee=topic.committee, before=before)
        words = f"您提的议题“{topic.text}”这次没有列入：{topic.answer}"
        _tell_proposer(topic, by, words, reverse("topics"), at)
    return topic


def reconsider(topic: Topic, *, by: User, at: datetime) -> Topic:
    """Take a declined topic up after all: it waits again."""
    with transaction.atomic():
        topic = _locked(topic)
        may_decide(by, topic).require()
        check_move(TOPIC_MOVES, topic.state, TopicState.WAITING)
        before = digest(topic)
        topic.state, topic.answer = TopicState.WAITING, ""
        topic.version += 1
        topic.save()
        record("topic.reconsider", topic, by=by, committee=topic.committee, before=before)
    return topic


def arrange(
    meeting: Meeting,
    *,
    by: User,
    minutes: Mapping[int, int | None],
    up: int | None = None,
    down: int | None = None,
    off: int | None = None,
) -> Meeting:
    """Give topics their minutes; move one up or down, or take it off the agenda again.

    `up`, `down` and `off` are ids of topics. A topic that left this agenda meanwhile is passed
    over. Refused once the meeting is over.
    """
    with transaction.atomic():
        meeting = _locked_meeting(meeting)
        may_arrange(by, meeting).require()
        topics = list(meeting.topics.select_for_update().order_by("order", "pk"))
        before = digest(meeting)
        for topic in topics:
            topic.minutes = _sensible_minutes(minutes.get(topic.pk, topic.minutes))
        for one in [one for one in topics if one.pk == off]:
            if one.state != TopicState.LISTED:
                raise Refused("这个议题已经议过了，不能拿下来。")
            topics.remove(one)
            one.save(update_fields=["minutes"])
            take_off(one)
        number(meeting, _moved(topics, up, down))
        meeting.version += 1
        meeting.save(update_fields=["version"])
        record("meeting.agenda", meeting, by=by, committee=meeting.committee, before=before)
    return meeting


@dataclass(frozen=True)
class Said:
    """What became of a topic in the meeting."""

    discussion: str = ""
    conclusion: str = ""
    agreed: bool | None = None
    differing: str = ""

    @property
    def settles(self) -> bool:
        return bool(self.conclusion or self.differing)


def write_outcome(topic: Topic, *, by: User, said: Said, version: int, at: datetime) -> Topic:
    """Write what was said and agreed. With a conclusion or different opinions it is settled.

    A topic that was carried over is settled after all while its copy still waits; the copy then
    goes. Refused before the meeting began, once its minutes are locked, without the choice 协商一致
    where the kind asks for it, and where it spends the repair fund (R34). `Conflict` when somebody
    wrote at the same time.
    """
    with transaction.atomic():
        topic = _locked(topic)
        meeting = topic.meeting
        if meeting is None:
            raise Refused("这个议题还没有列入会议。")
        may_write(by, meeting).require()
        not_sealed(meeting).require()
        _has_begun(meeting, at)
        whole_conclusion(
            meeting.rules.decides, said.conclusion, said.agreed, said.differing
        ).require()
        topic.expect(version)
        before = digest(topic)
        _settle(topic, said, at)
        topic.discussion, topic.conclusion = said.discussion, said.conclusion
        topic.agreed, topic.differing = said.agreed, said.differing
        topic.save()
        record("topic.outcome", topic, by=by, committee=topic.committee, before=before)
    return topic


def _settle(topic: Topic, said: Said, at: datetime) -> None:
    if topic.state == TopicState.CARRIED:
        if not said.settles:
            return
        take_back_carry(topic)
    state = TopicState.SETTLED if said.settles else TopicState.LISTED
    if topic.state != state:
        check_move(TOPIC_MOVES, topic.state, state)
        topic.state = state
        topic.settled_at = at if state == TopicState.SETTLED else None


def _locked(topic: Topic) -> Topic:
    rows = Topic.objects.select_for_update(of=("self",)).select_related(
        "committee", "meeting__rules", "meeting__committee", "proposed_by", "body"
    )
    locked: Topic = rows.get(pk=topic.pk)
    return locked


def _locked_meeting(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "rules")
    locked: Meeting = rows.get(pk=meeting.pk)
    return locked


def _body_of(by: User, committee: Committee, source: TopicSource) -> PartnerBody | None:
    """The party organisation or the station for which somebody speaks who is not elected."""
    if source != TopicSource.COMMITTEE or committee.pk in by.reach.elected_in:
        return None
    kinds = [str(role) for role in by.reach.roles & {Role.BRANCH, Role.STATION}]
    return PartnerBody.objects.filter(committee=committee, kind__in=kinds).order_by("pk").first()


def _sensible(proposal: Proposal) -> None:
    if not proposal.text.strip():
        raise Refused("请写“议题”。")
    if len(proposal.text) > TOPIC_LENGTH:
        raise Refused(f"议题最多 {TOPIC_LENGTH} 个字，多的写在情况说明里。")
    _sensible_minutes(proposal.minutes)


def _sensible_minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 < minutes <= MINUTES_MOST:
        raise Refused(f"讨论时间请写 1 到 {MINUTES_MOST} 分钟。")
    return minutes


def _room_for(committee: Committee, by: User | None, body: PartnerBody | None) -> None:
    mine = Topic.objects.waiting().filter(committee=committee, proposed_by=by, body=body)
    if mine.count() >= WAITING_MOST:
        raise Refused(f"已经有 {WAITING_MOST} 个议题在等安排，请先和居委会主任商量。")


def _fits(topic: Topic, meeting: Meeting, minutes: int | None) -> None:
    if meeting.committee_id != topic.committee_id:
        raise Refused("这个会不属于本居委会。")
    if not meeting.is_ahead:
        raise Refused(f"这个会{meeting.get_state_display()}，请选别的会。")
    if meeting.topics.count() >= TOPICS_MOST:
        raise Refused(f"这个会已经有 {TOPICS_MOST} 个议题，请选别的会。")
    _sensible_minutes(minutes)


def _last(meeting: Meeting) -> int:
    last = meeting.topics.order_by("-order").values_list("order", flat=True).first()
    return int(last or 0)


def _moved(topics: list[Topic], up: int | None, down: int | None) -> list[Topic]:
    for place, topic in enumerate(topics):
        other = place - 1 if topic.pk == up else place + 1 if topic.pk == down else place
        if other != place and 0 <= other < len(topics):
            topics[place], topics[other] = topics[other], topics[place]
            break
    return topics


def _has_begun(meeting: Meeting, at: datetime) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("这个会取消了，不能写议定。")
    if meeting.is_planned and meeting.starts_at > at:
        raise Refused("还没开会，开了以后再写。")


def _tell_proposer(topic: Topic, by: User, words: str, url: str, at: datetime) -> None:
    """A body without pages reads it behind its link; a resident hears it from the desk."""
    proposer = topic.proposed_by
    if proposer is not None and proposer.pk != by.pk:
        _tell([proposer], topic, words, url, at)


def _tell(people: list[User], topic: Topic, words: str, url: str, at: datetime) -> None:
    tell(people, about=topic, text=words, at=at, committee=topic.committee, url=url)
