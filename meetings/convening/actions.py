"""Convening, changing, cancelling a meeting, and saying that it took place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee, PartnerBody
from committees.territory.states import BodyKind
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused
from jiedao.common.keys import feed_token
from jiedao.common.moves import check_move
from meetings.convening.closing import close_up
from meetings.convening.invitations import (
    Expected,
    expected_at,
    forget,
    invitation_words,
    remind_of,
    tell_at_once,
    uninvite,
)
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_change, may_convene, may_run
from meetings.convening.rules import (
    ASKED_AGAIN,
    Facts,
    differences,
    enough_notice,
    may_have_run,
    sensible_start,
    sensible_topics,
)
from meetings.convening.states import MOVES, MeetingState
from meetings.convening.topics import (
    carry_over,
    give_back_topics,
    list_topics,
    take_up_carried,
)
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.querysets import rules_on
from meetings.kinds.states import Roster


@dataclass(frozen=True)
class MeetingPlan:
    """What the director fills in. An empty title is the kind's own name."""

    kind: Kind
    starts_at: datetime
    place: str
    title: str = ""
    ends_at: datetime | None = None
    chair: User | None = None
    bodies: Sequence[PartnerBody] = field(default_factory=tuple)
    topics: Sequence[str] = field(default_factory=tuple)
    is_public: bool = False
    short_notice_why: str = ""

    def facts(self) -> Facts:
        """What the invited would have to know."""
        return Facts(
            self.title or self.kind.name,
            self.starts_at,
            self.ends_at,
            self.place,
            tuple(body.name for body in self.bodies),
            tuple(self.topics),
        )


def convene(committee: Committee, *, by: User, plan: MeetingPlan, at: datetime) -> Meeting:
    """Call a meeting: whoever is expected gets a message now and is reminded by the ladder.

    It runs under the rules of its kind in force on its day. Topics carried over from the last
    meeting of the kind are on the agenda by themselves. A meeting that lies in the past may be
    entered afterwards; nobody is told of it. Refused for anybody but the director, a date more
    than a year away, too many or too long topics, a body of another committee, a body the rule
    asks for that is not invited, and a notice shorter than the rule without a reason. A meeting of
    the whole street is called by the street; `committee` is its host.
    """
    with transaction.atomic():
        rules = rules_on(plan.kind, timezone.localdate(plan.starts_at))
        may_convene(by, committee, rules).require()
        _check(plan, rules, committee, at)
        meeting = Meeting(committee=committee, convened_by=by, created_at=at, rules=rules)
        meeting.whole_street = rules.roster == Roster.WHOLE_STREET
        _fill(meeting, plan)
        meeting.save()
        _attach(meeting, plan, by=by, at=at)
        take_up_carried(meeting)
        record("meeting.convene", meeting, by=by, committee=committee, label=meeting.title)
        if meeting.starts_at > at:
            tell_at_once(
                expected_at(meeting, at), meeting, invitation_words(meeting, at), by=by, at=at
            )
        remind_of(meeting, at)
    return meeting


def change(meeting: Meeting, *, by: User, plan: MeetingPlan, version: int, at: datetime) -> Meeting:
    """Change what was planned. The invited read 「原来…，现在…」; reminders move with it. Where the
    time moves, they are asked to answer again.

    A body no longer invited is told so. Refused once the meeting was held or cancelled;
    `Conflict` when somebody else saved it since the page was made.
    """
    with transaction.atomic():
        meeting = _locked(meeting)
        may_change(by, meeting).require()
        _still_planned(meeting)
        meeting.expect(version)
        _change(meeting, plan, by=by, at=at)
    return meeting


def move(
    meeting: Meeting, *, by: User, starts_at: datetime, at: datetime, asks: str = ASKED_AGAIN
) -> Meeting:
    """Put it to another time and change nothing else; it lasts as long as before. `asks` is what
    the invited read behind 「原来…，现在…」.

    Checked and told as `change`. Whoever runs the meeting may, its chair too.
    """
    with transaction.atomic():
        meeting = _locked(meeting)
        may_run(by, meeting).require()
        _still_planned(meeting)
        ends_at = starts_at + (meeting.ends_at - meeting.starts_at) if meeting.ends_at else None
        plan = replace(_as_planned(meeting), starts_at=starts_at, ends_at=ends_at)
        meeting.version += 1
        _change(meeting, plan, by=by, at=at, asks=asks)
    return meeting


def cancel_meeting(meeting: Meeting, *, by: User, why: str, at: datetime) -> Meeting:
    """Call a meeting off; everybody invited is told the reason, nobody is reminded any more."""
    with transaction.atomic():
        meeting = _locked(meeting)
        may_change(by, meeting).require()
        check_move(MOVES, meeting.state, MeetingState.CANCELLED)
        before = digest(meeting)
        meeting.state, meeting.cancelled_why = MeetingState.CANCELLED, why
        meeting.version += 1
        meeting.save(update_fields=["state", "cancelled_why", "version"])
        record("meeting.cancel", meeting, by=by, committee=meeting.committee, before=before)
        words = (
            f"{invitation_words(meeting, at).removeprefix('请您参加')}这个会取消了，原因：{why}。"
        )
        tell_at_once(expected_at(meeting, at), meeting, words, by=by, at=at)
        forget(meeting)
        give_back_topics(meeting)
    return meeting


def mark_held(
    meeting: Meeting,
    *,
    by: User,
    started_at: datetime,
    ended_at: datetime | None,
    at: datetime,
) -> Meeting:
    """Write down that the meeting took place, and when it really ran.

    From now on it counts, in the year in which it ran. Topics that it left open wait for the next
    one of its kind. Refused before it began, and twice.
    """
    with transaction.atomic():
        meeting = _locked(meeting)
        may_run(by, meeting).require()
        check_move(MOVES, meeting.state, MeetingState.HELD)
        may_have_run(started_at, at).require()
        sensible_start(started_at, at).require()
        _ends_later(started_at, ended_at)
        before = digest(meeting)
        meeting.state = MeetingState.HELD
        meeting.starts_at, meeting.ends_at, meeting.code = started_at, ended_at, ""
        meeting.version += 1
        meeting.save(update_fields=["state", "starts_at", "ends_at", "code", "version"])
        carry_over(meeting, at=at)
        record("meeting.hold", meeting, by=by, committee=meeting.committee, before=before)
        forget(meeting)
        close_up(meeting, by=by, at=at)
    return meeting


def make_link(invited: InvitedBody, *, by: User) -> str:
    """A new link for a body that has no password: the token, to be shown once.

    An earlier link of that body to this meeting stops working. 192 bits; only a digest is stored.
    """
    with transaction.atomic():
        invited = InvitedBody.objects.select_for_update().get(pk=invited.pk)
        meeting = invited.meeting
        may_change(by, meeting).require()
        before = digest(invited)
        token = feed_token()
        invited.token_digest, invited.link_ended_at = link_digest(token), None
        invited.save(update_fields=["token_digest", "link_ended_at"])
        record("meeting.link", invited, by=by, committee=meeting.committee, before=before)
    return token


def link_digest(token: str) -> str:
    return keyed_digest(f"partner-link:{token}")


def _locked(meeting: Meeting) -> Meeting:
    locked: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    return locked


def _still_planned(meeting: Meeting) -> None:
    if not meeting.is_planned:
        raise Refused(f"这个会{meeting.get_state_display()}，不能再改。")


def _as_planned(meeting: Meeting) -> MeetingPlan:
    return MeetingPlan(
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        place=meeting.place,
        title=meeting.title,
        ends_at=meeting.ends_at,
        chair=meeting.chair,
        bodies=[guest.body for guest in meeting.guests()],
        topics=[topic.text for topic in meeting.topics.all()],
        is_public=meeting.is_public,
        short_notice_why=meeting.short_notice_why,
    )


def _change(
    meeting: Meeting, plan: MeetingPlan, *, by: User, at: datetime, asks: str = ASKED_AGAIN
) -> None:
    """The meeting is locked and has its new version."""
    rules = rules_on(plan.kind, timezone.localdate(plan.starts_at))
    _check(plan, rules, meeting.committee, at)
    before, old = digest(meeting), meeting.facts()
    people_before = expected_at(meeting, at)
    meeting.rules = rules
    _fill(meeting, plan)
    moved = old.starts_at != meeting.starts_at > at
    if moved:
        meeting.moved_from = old.starts_at
    meeting.save()
    _attach(meeting, plan, by=by, at=at)
    record("meeting.change", meeting, by=by, committee=meeting.committee, before=before)
    told = differences(old, meeting.facts(), timezone.localdate(at))
    words = f"{meeting.title}有变动：{'；'.join(told)}。{asks if moved else ''}" if told else ""
    _tell_changes(meeting, people_before, words, by=by, at=at)
    remind_of(meeting, at)


def _check(plan: MeetingPlan, rules: KindRules, committee: Committee, at: datetime) -> None:
    sensible_start(plan.starts_at, at).require()
    sensible_topics(plan.topics).require()
    _ends_later(plan.starts_at, plan.ends_at)
    if any(body.committee_id != committee.pk for body in plan.bodies):
        raise Refused("有一个单位不属于本居委会。")
    if plan.starts_at > at:
        _check_call(plan, rules, at)


def _check_call(plan: MeetingPlan, rules: KindRules, at: datetime) -> None:
    """What the rule of the kind asks of a call; what lies in the past is a fact."""
    invited = {body.kind for body in plan.bodies}
    missing = [str(BodyKind(kind).label) for kind in rules.bodies if kind not in invited]
    if missing:
        raise Refused(f"{plan.kind.name}要请{'、'.join(missing)}，请勾上。")
    if not plan.short_notice_why:
        today, day = timezone.localdate(at), timezone.localdate(plan.starts_at)
        enough_notice(today, day, rules.notice_days).require()


def _ends_later(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("结束时间要晚于开始时间。")


def _fill(meeting: Meeting, plan: MeetingPlan) -> None:
    meeting.kind = plan.kind
    meeting.title = plan.facts().title
    meeting.starts_at, meeting.ends_at = plan.starts_at, plan.ends_at
    meeting.place, meeting.chair = plan.place, plan.chair
    meeting.is_public = plan.is_public
    meeting.short_notice_why = plan.short_notice_why


def _attach(meeting: Meeting, plan: MeetingPlan, *, by: User, at: datetime) -> None:
    """Bodies that stay keep their link, topics that stay keep where they come from."""
    wanted = {body.pk for body in plan.bodies}
    uninvite(meeting.invited_bodies.exclude(body__in=wanted))
    there = set(meeting.invited_bodies.values_list("body_id", flat=True))
    InvitedBody.objects.bulk_create(
        InvitedBody(meeting=meeting, body=body) for body in plan.bodies if body.pk not in there
    )
    list_topics(meeting, plan.topics, by=by, at=at)


def _tell_changes(
    meeting: Meeting,
    before: list[Expected],
    words: str,
    *,
    by: User,
    at: datetime,
) -> None:
    now = expected_at(meeting, at)
    knew, still = {one.person.pk for one in before}, {one.person.pk for one in now}
    if words:
        knowing = [one for one in now if one.person.pk in knew]
        tell_at_once(knowing, meeting, words, by=by, at=at)
    new = [one for one in now if one.person.pk not in knew]
    tell_at_once(new, meeting, invitation_words(meeting, at), by=by, at=at)
    gone = [one for one in before if one.person.pk not in still]
    tell_at_once(gone, meeting, f"{meeting.title}这次不用您参加了。", by=by, at=at)
