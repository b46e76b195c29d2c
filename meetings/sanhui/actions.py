"""What comes of the three meetings. Every act locks the matter, so that two do not cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from committees.calendar.querysets import work_calendar
from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.notices.drafting import Draft, draft_notice
from committees.notices.models import Notice
from committees.notices.rules import Words
from committees.notices.states import NoticeKind
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile
from meetings.attendance.roster import follow_roster
from meetings.convening.actions import MeetingPlan, convene
from meetings.convening.models import Meeting
from meetings.convening.rules import clip, when_words
from meetings.sanhui.models import (
    Agreement,
    Appraisal,
    Check,
    Deed,
    Matter,
    Posted,
    Score,
    Side,
)
from meetings.sanhui.policies import kind_of, may_lead, may_record, may_work_on, was_held
from meetings.sanhui.rules import Line, sensible_scores
from meetings.sanhui.states import Part, Purpose

CLOSING_HOUR = time(17)
ROUNDS_MOST, SIDES_MOST, DEEDS_MOST = 20, 20, 30
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
        _not_ahead(proposal.accepted_on, at)
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


# Rounds, notices


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
        matter = _locked(matter)
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
        matter = _locked(matter)
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


# Coordination


def add_side(
    matter: Matter, *, by: User, name: str, body: PartnerBody | None, at: datetime
) -> Side:
    """A party of the coordination: a body beside the committee, or anybody by name."""
    with transaction.atomic():
        matter = _locked(matter)
        _of_part(matter, Part.COORDINATION)
        may_work_on(by, matter).require()
        if body is not None and body.committee_id != matter.meeting.committee_id:
            raise Refused("这个单位不属于本居委会。")
        if matter.sides.count() >= SIDES_MOST:
            raise Refused(f"最多写 {SIDES_MOST} 方。")
        try:
            with transaction.atomic():
                side = Side.objects.create(matter=matter, name=name, body=body)
        except IntegrityError:
            raise Refused(f"{name}已经写上了。") from None
        record("sanhui.side", side, by=by, committee=matter.meeting.committee)
    return side


def tell_side(side: Side, *, by: User, told_on: date, at: datetime) -> Side:
    """The written notice of the matters was handed over on that day (a week before, S25)."""
    with transaction.atomic():
        matter = _locked(side.matter)
        may_work_on(by, matter).require()
        _not_ahead(told_on, at)
        side = Side.objects.select_for_update().get(pk=side.pk)
        before = digest(side)
        side.told_on = told_on
        side.save(update_fields=["told_on"])
        record("sanhui.tell", side, by=by, committee=matter.meeting.committee, before=before)
    return side


def write_agreement(
    matter: Matter, *, by: User, text: str, version: int, at: datetime
) -> Agreement:
    """The text of the agreement, as often as needed until it is signed. Refused before the meeting
    was opened; `Conflict` when somebody else saved it since the page was made."""
    with transaction.atomic():
        matter = _locked(matter)
        _of_part(matter, Part.COORDINATION)
        may_work_on(by, matter).require()
        _any_held(matter)
        there = Agreement.objects.select_for_update().filter(matter=matter).first()
        agreement = there or Agreement(matter=matter, written_by=by)
        before = digest(there) if there else ""
        if there is not None:
            if not there.is_open:
                raise Refused("协议已经签了或者写了没签的原因，不能再改。")
            there.expect(version)
        agreement.text = text
        agreement.save()
        record(
            "sanhui.agreement", agreement, by=by, committee=matter.meeting.committee, before=before
        )
    return agreement


def sign_agreement(
    matter: Matter, *, by: User, signed_on: date | None, unsigned_why: str, at: datetime
) -> Agreement:
    """Signed on that day, or not signed and why (DOMAIN §3.2: non-agreement is signed too)."""
    if (signed_on is None) == (unsigned_why == ""):
        raise Refused("签了写哪天签的，没签写为什么，两样写一样。")
    with transaction.atomic():
        matter = _locked(matter)
        may_work_on(by, matter).require()
        agreement: Agreement | None = (
            Agreement.objects.select_for_update().filter(matter=matter).first()
        )
        if agreement is None:
            raise Refused("还没有协议，先写协议。")
        if not agreement.is_open:
            raise Refused("签没签已经记过了。")
        if signed_on is not None:
            _not_ahead(signed_on, at)
        before = digest(agreement)
        agreement.signed_on, agreement.unsigned_why = signed_on, unsigned_why
        agreement.version += 1
        agreement.save()
        record("sanhui.sign", agreement, by=by, committee=matter.meeting.committee, before=before)
    return agreement


def add_deed(matter: Matter, *, by: User, what: str, who: str, due_on: date, at: datetime) -> Deed:
    """One dated step of what was promised; the committee watches over it. Refused until signed."""
    with transaction.atomic():
        matter = _locked(matter)
        may_work_on(by, matter).require()
        agreement = Agreement.objects.filter(matter=matter).first()
        if agreement is None or agreement.signed_on is None:
            raise Refused("协议签了以后，再写一步一步怎么做。")
        if due_on < agreement.signed_on:
            raise Refused("期限不能早于签协议的日期。")
        if agreement.deeds.count() >= DEEDS_MOST:
            raise Refused(f"最多写 {DEEDS_MOST} 步。")
        deed = Deed.objects.create(agreement=agreement, what=what, who=who, due_on=due_on)
        record("sanhui.deed", deed, by=by, committee=matter.meeting.committee)
        _remind(deed, matter, due_on, f"协调会的约定要到期了：{clip(what, 60)}", at)
    return deed


def finish_deed(deed: Deed, *, by: User, done_on: date, note: str, at: datetime) -> Deed:
    """It was done. Refused twice and for a day to come."""
    with transaction.atomic():
        matter = _locked(deed.agreement.matter)
        may_work_on(by, matter).require()
        _not_ahead(done_on, at)
        deed = Deed.objects.select_for_update().get(pk=deed.pk)
        if deed.done_on is not None:
            raise Refused("这一步已经做好了。")
        before = digest(deed)
        deed.done_on, deed.note = done_on, note
        deed.save(update_fields=["done_on", "note"])
        record("sanhui.done", deed, by=by, committee=matter.meeting.committee, before=before)
        cancel(Rule.CASE, [deed])
    return deed


# Appraisal


def write_appraisal(
    matter: Matter,
    *,
    by: User,
    present: int,
    lines: Sequence[Line],
    opinions: str,
    made_on: date,
    version: int,
    at: datetime,
) -> Appraisal:
    """Scores and opinions; the plan of the unit is due so many working days after. Refused before
    the meeting, for more ticks than people, and once the plan was filed."""
    with transaction.atomic():
        matter = _locked(matter)
        _of_part(matter, Part.APPRAISAL)
        may_work_on(by, matter).require()
        _any_held(matter)
        _not_ahead(made_on, at)
        sensible_scores(lines, present).require()
        there = Appraisal.objects.select_for_update().filter(matter=matter).first()
        appraisal = there or Appraisal(matter=matter, written_by=by)
        before = digest(there) if there else ""
        if there is not None:
            if there.plan_filed_on is not None:
                raise Refused("整改方案已经交了，打分不能再改。")
            there.expect(version)
        days = matter.meeting.rules.follow_up_days
        appraisal.present, appraisal.opinions, appraisal.made_on = present, opinions, made_on
        appraisal.plan_due_on = work_calendar().add(made_on, days).on
        appraisal.save()
        Score.objects.filter(appraisal=appraisal).delete()
        Score.objects.bulk_create(
            Score(
                appraisal=appraisal,
                order=order,
                item=line.item,
                good=line.good,
                fair=line.fair,
                poor=line.poor,
            )
            for order, line in enumerate(lines, 1)
        )
        record(
            "sanhui.appraise", appraisal, by=by, committee=matter.meeting.committee, before=before
        )
        words = f"{clip(matter.unit or matter.subject, 40)}的整改方案还没有交"
        _remind(appraisal, matter, appraisal.plan_due_on, words, at)
    return appraisal


def file_plan(
    matter: Matter,
    *,
    by: User,
    filed_on: date,
    text: str,
    file: CleanFile | None,
    file_name: str,
    at: datetime,
) -> Appraisal:
    """The rectification plan arrived on that day. Refused twice, empty, and before the scores."""
    with transaction.atomic():
        matter, appraisal = _appraisal(matter, by)
        if appraisal.plan_filed_on is not None:
            raise Refused("整改方案已经交过了。")
        if not text and file is None:
            raise Refused("请写上整改方案，或者选一个文件。")
        _between(appraisal.made_on, filed_on, at)
        committee, before = matter.meeting.committee, digest(appraisal)
        appraisal.plan_filed_on, appraisal.plan_text = filed_on, text
        if file is not None:
            appraisal.plan_file = store_file(file, name=file_name, by=by, committee=committee)
        appraisal.version += 1
        appraisal.save()
        record("sanhui.plan", appraisal, by=by, committee=committee, before=before)
        cancel(Rule.CASE, [appraisal])
    return appraisal


def look_again(matter: Matter, *, by: User, on: date, text: str, at: datetime) -> Check:
    """A regular look at how the rectification goes. Refused before the plan was filed."""
    with transaction.atomic():
        matter, appraisal = _appraisal(matter, by)
        if appraisal.plan_filed_on is None:
            raise Refused("整改方案还没有交，交了以后再去看。")
        _between(appraisal.plan_filed_on, on, at)
        check = Check.objects.create(appraisal=appraisal, on=on, text=text, by=by)
        record("sanhui.check", check, by=by, committee=matter.meeting.committee)
    return check


def finish_rectifying(
    matter: Matter, *, by: User, done_on: date, note: str, at: datetime
) -> Appraisal:
    """Everything was put right. Refused before the plan was filed, and twice."""
    with transaction.atomic():
        matter, appraisal = _appraisal(matter, by)
        if appraisal.plan_filed_on is None:
            raise Refused("整改方案还没有交。")
        if appraisal.done_on is not None:
            raise Refused("已经记过整改好了。")
        _between(appraisal.plan_filed_on, done_on, at)
        before = digest(appraisal)
        appraisal.done_on, appraisal.done_note = done_on, note
        appraisal.version += 1
        appraisal.save()
        record("sanhui.done", appraisal, by=by, committee=matter.meeting.committee, before=before)
    return appraisal


def close_matter(
    matter: Matter, *, by: User, closed_on: date, note: str, owing: str, at: datetime
) -> Matter:
    """办结. `owing` is what is still open, in words (`panels.owing_of`): refused while there is."""
    with transaction.atomic():
        matter = _locked(matter)
        may_lead(by, matter).require()
        if owing:
            raise Refused(owing)
        _between(matter.accepted_on, closed_on, at)
        before = digest(matter)
        matter.closed_on, matter.closed_note = closed_on, note
        matter.version += 1
        matter.save()
        record("sanhui.close", matter, by=by, committee=matter.meeting.committee, before=before)
    return matter


# Inside


def _meeting(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    locked: Meeting = rows.select_related("committee", "kind", "rules").get(pk=meeting.pk)
    return locked


def _locked(matter: Matter) -> Matter:
    rows = Matter.objects.select_for_update(of=("self",)).select_related(
        "meeting__committee", "meeting__kind", "meeting__rules", "meeting__chair"
    )
    locked: Matter = rows.get(pk=matter.pk)
    return locked


def _appraisal(matter: Matter, by: User) -> tuple[Matter, Appraisal]:
    matter = _locked(matter)
    may_work_on(by, matter).require()
    appraisal = Appraisal.objects.select_for_update().filter(matter=matter).first()
    if appraisal is None:
        raise Refused("还没有记打分，先记打分。")
    return matter, appraisal


def _of_part(matter: Matter, part: Part) -> None:
    if kind_of(matter.meeting) != part:
        raise Refused(f"这个会不是{part.label}。")


def _any_held(matter: Matter) -> None:
    was_held(matter.meeting).require()


def _not_ahead(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise Refused("日期还没到，请再看一下。")


def _between(first: date, day: date, at: datetime) -> None:
    _not_ahead(day, at)
    if day < first:
        raise Refused(f"日期不能早于 {first.month}月{first.day}日。")


def _remind(on: models.Model, matter: Matter, day: date, text: str, at: datetime) -> None:
    """The director hears of it the day before and once it is late."""
    committee = matter.meeting.committee
    due = timezone.make_aware(datetime.combine(day, CLOSING_HOUR))
    directors = User.objects.posted_in(committee, [Role.DIRECTOR], timezone.localdate(at))
    url = reverse("outcome", args=[matter.meeting_id])
    words = f"{text}，最晚 {day.month}月{day.day}日。"
    plan(Rule.CASE, [Event(on, due, list(directors), committee, words, url)], now=at)
