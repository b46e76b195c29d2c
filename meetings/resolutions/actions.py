"""Writing down what a meeting agreed: the numbered outcome, and who does what by when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.calendar.querysets import work_calendar
from committees.journal.actions import digest, record
from committees.numbering.models import next_number
from committees.people.models import User
from committees.reach.states import WORKING_ROLES
from committees.territory.models import Committee, PartnerBody
from jiedao.common.chinese import ngram_text
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from meetings.convening.fund import guards_fund
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import not_sealed
from meetings.convening.states import TOPIC_MOVES, MeetingState, TopicState
from meetings.convening.topics import take_back_carry
from meetings.kinds.states import Decides, Publishes
from meetings.resolutions.models import ActionItem, ItemStep, Resolution
from meetings.resolutions.policies import may_write
from meetings.resolutions.rules import (
    TEXT_MOST,
    WHAT_MOST,
    day_words,
    publish_by,
    sensible_due,
)
from meetings.resolutions.states import ItemState, StepKind
from meetings.resolutions.telling import owners_of, remind_of, tell_people
from meetings.votes.models import Vote

SERIES = "resolution"
WRITTEN = "outcome.write"


@dataclass(frozen=True)
class ItemPlan:
    """牵头 (a body, or a person of the committee), 配合, what, by when."""

    what: str
    due_on: date | None
    body: PartnerBody | None = None
    person: User | None = None
    helpers: Sequence[PartnerBody] = field(default_factory=tuple)


def write_outcome(
    topic: Topic,
    *,
    by: User,
    kind: str,
    text: str,
    items: Sequence[ItemPlan] = (),
    vote: Vote | None = None,
    at: datetime,
) -> Resolution:
    """What was agreed on a topic, under the next number of committee and year, with its items.

    The topic is dealt with from now on; where the kind of meeting publishes, the last day for it
    is worked out (Shanghai regulation art. 17, 23). Refused for anybody who does not work in the
    committee; before the meeting has begun; for a topic of another meeting or one carried on;
    where the kind decides nothing; where it votes and no passed vote on the topic is given; for
    words that spend 维修资金 (R34); once the minutes are locked; and as `add_item` is.
    """
    with transaction.atomic():
        topic = Topic.objects.select_for_update().get(pk=topic.pk)
        meeting = _running(topic)
        may_write(by, meeting).require()
        not_sealed(meeting).require()
        _check_decision(topic, meeting, vote)
        resolution = _numbered(meeting, topic, by=by, kind=kind, text=_checked(text), vote=vote)
        _settle(topic)
        record(WRITTEN, resolution, by=by, committee=meeting.committee, label=resolution.words)
        for plan in items:
            _add(resolution, plan, by=by, at=at)
    return resolution


def change_outcome(
    resolution: Resolution, *, by: User, kind: str, text: str, version: int
) -> Resolution:
    """Put the words right. Conflict when somebody saved meanwhile.

    Refused once residents can read it: then the notice is corrected (R8).
    """
    with transaction.atomic():
        resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
        may_write(by, resolution.meeting).require()
        not_sealed(resolution.meeting).require()
        if resolution.notice_id is not None:
            raise Refused("这条已经写成公开的通知了，要改请到通知里更正。")
        resolution.expect(version)
        before = digest(resolution)
        resolution.kind, resolution.text = kind, _checked(text)
        resolution.tokens = tokens_of(resolution)
        resolution.save()
        record(
            "outcome.change",
            resolution,
            by=by,
            committee=resolution.committee,
            before=before,
            label=resolution.words,
        )
    return resolution


def add_item(resolution: Resolution, plan: ItemPlan, *, by: User, at: datetime) -> ActionItem:
    """One more item of an outcome. Its owner is told now and reminded by the ladder.

    What one takes on oneself is accepted by writing it; everything else waits for the answer of
    its owner (R5). Refused without a day, for a day before the meeting, without an owner, and for
    a body or person of another committee.
    """
    with transaction.atomic():
        resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
        may_write(by, resolution.meeting).require()
        not_sealed(resolution.meeting).require()
        return _add(resolution, plan, by=by, at=at)


def tokens_of(resolution: Resolution) -> str:
    """What the register finds it by."""
    number = f"{resolution.year} {resolution.number}号"
    return ngram_text(resolution.topic.text, resolution.text, number)


def _running(topic: Topic) -> Meeting:
    """The meeting of the topic, locked, begun and not called off."""
    if topic.meeting_id is None:
        raise Refused("这个议题还没有排进会议。")
    meeting: Meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("rules", "committee", "kind")
        .get(pk=topic.meeting_id)
    )
    if meeting.state == MeetingState.PLANNED:
        raise Refused("会还没开，开会时再写。")
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("这个会取消了，不能写议定事项。")
    return meeting


def _check_decision(topic: Topic, meeting: Meeting, vote: Vote | None) -> None:
    if topic.state == TopicState.CARRIED:
        take_back_carry(topic)
    if meeting.rules.decides == Decides.NONE:
        raise Refused(f"{meeting.kind}不作决定，不写议定事项。")
    if vote is not None and vote.topic_id != topic.pk:
        raise Refused("这次表决不是这个议题的。")
    if meeting.rules.decides == Decides.VOTE:
        _check_vote(meeting, vote)


def _check_vote(meeting: Meeting, vote: Vote | None) -> None:
    if vote is None:
        raise Refused(f"{meeting.kind}要先表决。表决通过了再写。")
    outcome = vote.outcome
    if outcome is None:
        raise Refused("表决还没有结束。")
    if not outcome.passed:
        raise Refused(f"表决没有通过：{outcome.words}")


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("请写“议定了什么”。")
    if len(text) > TEXT_MOST:
        raise Refused(f"“议定了什么”太长，最多 {TEXT_MOST} 个字。")
    guards_fund(text).require()
    return text


def _numbered(
    meeting: Meeting, topic: Topic, *, by: User, kind: str, text: str, vote: Vote | None
) -> Resolution:
    """Saved under the next number of the committee and the year of the meeting."""
    made_on = timezone.localdate(meeting.starts_at)
    resolution = Resolution(
        committee=meeting.committee,
        year=made_on.year,
        number=next_number(meeting.committee, series=SERIES, year=made_on.year),
        meeting=meeting,
        topic=topic,
        vote=vote,
        kind=kind,
        text=text,
        made_on=made_on,
        publish_by=_publish_by(meeting, made_on),
        written_by=by,
    )
    resolution.tokens = tokens_of(resolution)
    resolution.save()
    return resolution


def _publish_by(meeting: Meeting, made_on: date) -> date | None:
    rules = meeting.rules
    if rules.publishes == Publishes.NOTHING:
        return None
    return publish_by(made_on, rules.publish_days, rules.publish_count, work_calendar())


def _settle(topic: Topic) -> None:
    if topic.state == TopicState.SETTLED:
        return
    check_move(TOPIC_MOVES, topic.state, TopicState.SETTLED)
    topic.state = TopicState.SETTLED
    topic.version += 1
    topic.save(update_fields=["state", "version"])


def _add(resolution: Resolution, plan: ItemPlan, *, by: User, at: datetime) -> ActionItem:
    due_on = check_item(plan, resolution)
    own = plan.person is not None and plan.person.pk == by.pk
    item = ActionItem.objects.create(
        committee=resolution.committee,
        resolution=resolution,
        body=plan.body,
        person=plan.person,
        what=plan.what.strip(),
        due_on=due_on,
        state=ItemState.ACCEPTED if own else ItemState.TOLD,
        answered_at=at if own else None,
        written_by=by,
        made_at=at,
    )
    item.helpers.set(plan.helpers)
    kind = StepKind.ACCEPTED if own else StepKind.TOLD
    ItemStep.objects.create(item=item, kind=kind, by=by, meeting=resolution.meeting, at=at)
    record("item.write", item, by=by, committee=item.committee, label=resolution.words)
    words = f"{resolution.words} 请您牵头：{item.what}，{day_words(item.due_on)}前"
    tell_people(owners_of(item, at), item, words, by=by, at=at, key=f"v{item.version}")
    remind_of(item, now=at)
    return item


def check_item(plan: ItemPlan, resolution: Resolution) -> date:
    """The day of a plan that makes sense. Refuses what `add_item` says."""
    if not plan.what.strip():
        raise Refused("请写“做什么”。")
    if len(plan.what.strip()) > WHAT_MOST:
        raise Refused(f"“做什么”太长，最多 {WHAT_MOST} 个字。")
    sensible_due(plan.due_on, resolution.made_on).require()
    guards_fund(plan.what).require()
    if (plan.body is None) == (plan.person is None):
        raise Refused("请选“牵头”：一个单位，或者居委会的一个人。")
    _check_scope(plan, resolution.committee)
    return plan.due_on or resolution.made_on


def _check_scope(plan: ItemPlan, committee: Committee) -> None:
    bodies = [*plan.helpers, *([plan.body] if plan.body else [])]
    if any(body.committee_id != committee.pk for body in bodies):
        raise Refused("有一个单位不属于本居委会。")
    if plan.body in plan.helpers:
        raise Refused("牵头的单位不用再选成配合。")
    if plan.person is not None:
        today = timezone.localdate()
        colleagues = User.objects.posted_in(committee, WORKING_ROLES, today)
        if not colleagues.filter(pk=plan.person.pk).exists():
            raise Refused("这个人不属于本居委会。")
