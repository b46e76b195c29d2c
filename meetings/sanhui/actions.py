"""A matter of the three meetings: taken up, its rounds, its notices, its end.

Every act locks the matter, so that two do not cross. What only one of the three knows stands in
`coordinating` and `appraising`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.notices.drafting import Draft, draft_notice
from committees.notices.models import Notice
from committees.notices.rules import Words
from committees.notices.states import NoticeKind
from committees.people.models import User
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from meetings.attendance.roster import follow_roster
from meetings.convening.actions import MeetingPlan, convene
from meetings.convening.models import Meeting
from meetings.convening.rules import clip, when_words
from meetings.sanhui.matters import between, locked, not_ahead
from meetings.sanhui.models import Matter, Posted
from meetings.sanhui.policies import may_lead, may_record, may_work_on
from meetings.sanhui.states import Purpose

ROUNDS_MOST = 20
TITLE_MOST = 60


@dataclass(frozen=True)
class Proposal:
    """Who proposed what, and when it was taken up. `unit`: who decides, or who is appraised."""

    subject: str
    proposer: str
    proposed_on: date
    accepted_on: date
    body: PartnerBody | None = None
    unit: str = ""


def take_up(
    meeting: Meeting, *, by: User, proposal: Proposal, version: int, at: datetime
) -> Matter:
    """提出 and 受理: written once, corrected with its version. Refused for a later round."""
    with transaction.atomic():
        meeting = _meeting(meeting)
        may_record(by, meeting).require()
        if meeting.round_of_id:
            raise Refused("这是后面的一轮，事情写在第一轮上。")
        if proposal.body is not None and proposal.body.committee_id != meeting.committee_id:
            raise Refused("这个单位不属于本居委会。")
        if proposal.accepted_on < proposal.proposed_on:
            raise Refused("受理的日期不能早于提出的日期。")
        not_ahead(proposal.accepted_on, at)
        there = Matter.objects.select_for_update().filter(meeting=meeting).first()
        matter = there or Matter(meeting=meeting, written_by=by)
        before = digest(there) if there else ""
        if there:
            there.meeting = meeting
            may_work_on(by, there).require()
            there.expect(version)
        matter.subject, matter.proposer = proposal.subject, proposal.proposer
        matter.proposed_on, matter.accepted_on = proposal.proposed_on, proposal.accepted_on
        matter.body, matter.unit = proposal.body, proposal.unit
        matter.save()
        record("sanhui.accept", matter, by=by, committee=meeting.committee, before=before)
    return matter


def next_round(
    matter: Matter,
    *,
    by: User,
    starts_at: datetime,
    place: str,
    short_notice_why: str,
    at: datetime,
) -> Meeting:
    """Call the next round of the same subject, with the same bodies, topics and chair. The notice
    days of the kind hold for each round. Refusals: `convene`."""
    with transaction.atomic():
        matter = locked(matter)
        may_lead(by, matter).require()
        first = matter.meeting
        rounds = rounds_of(matter)
        last = rounds[-1]
        if last.is_ahead:
            raise Refused("上一轮还没有开，开了以后再定下一轮。")
        if len(rounds) >= ROUNDS_MOST:
            raise Refused(f"一件事最多开 {ROUNDS_MOST} 轮。")
        mark = f"（第 {len(rounds) + 1} 轮）"
        planned = MeetingPlan(
            kind=first.kind,
            starts_at=starts_at,
            place=place,
            title=clip(matter.subject, TITLE_MOST - len(mark)) + mark,
            chair=first.chair,
            bodies=[guest.body for guest in last.guests()],
            topics=[topic.text for topic in first.topics.all()],
            is_public=first.is_public,
            short_notice_why=short_notice_why,
        )
        meeting = convene(first.committee, by=by, plan=planned, at=at)
        follow_roster(meeting, at=at)
        Meeting.objects.filter(pk=meeting.pk).update(round_of=first)
        meeting.round_of = first
    return meeting


def rounds_of(matter: Matter) -> list[Meeting]:
    """The first round and those that followed, without the ones called off. One query."""
    rows = Meeting.objects.filter(
        models.Q(pk=matter.meeting_id) | models.Q(round_of=matter.meeting_id)
    )
    kept = rows.exclude(state="cancelled").select_related("committee", "kind", "rules")
    return list(kept.order_by("starts_at", "pk")) or [matter.meeting]


def draft_public(
    matter: Matter, meeting: Meeting, *, by: User, purpose: Purpose, result: str, at: datetime
) -> Notice:
    """Draft the notice of a round, or of the result; it is read, changed and released where all
    notices are. A second call gives the same draft."""
    with transaction.atomic():
        matter = locked(matter)
        may_record(by, matter.meeting).require()
        there = Posted.objects.filter(meeting=meeting, purpose=purpose).first()
        if there is not None:
            drafted: Notice = there.notice
            return drafted
        kind = NoticeKind.MEETING if purpose == Purpose.BEFORE else NoticeKind.GENERAL
        words = _before(matter, meeting) if purpose == Purpose.BEFORE else _result(matter, result)
        committee = matter.meeting.committee
        notice = draft_notice(Draft(words), kind=kind, committee=committee, by=by, at=at)
        Posted.objects.create(meeting=meeting, purpose=purpose, notice=notice)
    return notice


def _before(matter: Matter, meeting: Meeting) -> Words:
    when = when_words(meeting.starts_at, meeting.ends_at, timezone.localdate(meeting.starts_at))
    body = (
        f"{meeting.committee}就“{matter.subject}”召开{meeting.kind.name}。\n"
        f"这件事由{matter.proposer}提出。\n"
        "和这件事有关的居民都可以来，也可以先把意见告诉居委会。"
    )
    title = clip(f"{meeting.kind.name}：{matter.subject}", TITLE_MOST)
    return Words(title, body, meeting.place, when, meeting.committee.phone)


def _result(matter: Matter, result: str) -> Words:
    name = matter.meeting.kind.name
    body = f"“{matter.subject}”的{name}已经开过，结果公开如下。\n{result}"
    return Words(clip(f"{name}结果：{matter.subject}", TITLE_MOST), body)


def close_matter(
    matter: Matter, *, by: User, closed_on: date, note: str, owing: str, at: datetime
) -> Matter:
    """办结. `owing` is what is still open, in words (`panels.owing_of`): refused while there is."""
    with transaction.atomic():
        matter = locked(matter)
        may_lead(by, matter).require()
        if owing:
            raise Refused(owing)
        between(matter.accepted_on, closed_on, at)
        before = digest(matter)
        matter.closed_on, matter.closed_note = closed_on, note
        matter.version += 1
        matter.save()
        record("sanhui.close", matter, by=by, committee=matter.meeting.committee, before=before)
    return matter


def _meeting(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    locked: Meeting = rows.select_related("committee", "kind", "rules").get(pk=meeting.pk)
    return locked
