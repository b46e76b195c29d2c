"""Answering an invitation, opening a meeting, arriving and leaving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reminders.planned_calls import drop_calls
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.keys import short_code
from jiedao.common.moves import check_move
from meetings.attendance.models import Attendee
from meetings.attendance.policies import may_answer
from meetings.attendance.roster import follow_roster
from meetings.attendance.rules import (
    CODE_LENGTH,
    may_open_now,
    normal_code,
    same_name,
    sensible_stay,
)
from meetings.attendance.states import Capacity, Signed
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_run, may_write, not_sealed
from meetings.convening.states import MOVES, Answer, MeetingState
from meetings.kinds.states import Roster

TAKEN = ("answer", "answer_note", "answered_at", "earlier_answer", "earlier_note")
WALK_INS_MOST = 2_000
NOBODY = "签到码或姓名不对，请看一下会场的签到码，写名册上的姓名。"


@dataclass(frozen=True)
class Reply:
    """参加, 请假 with the reason, or 换人 with who comes instead."""

    answer: Answer
    note: str = ""

    def check(self) -> None:
        if self.answer == Answer.EXCUSED and not self.note:
            raise Refused("请假请写一句原因。")
        if self.answer == Answer.SENDS and not self.note:
            raise Refused("换人请写换谁来。")


def answer(row: Attendee, *, by: User, reply: Reply, at: datetime) -> Attendee:
    """Write down what somebody answered. Whoever answered is not phoned any more.

    Refused for another person's answer unless one writes for the committee, without the reason or
    the name, and once the meeting is over.
    """
    with transaction.atomic():
        row = _locked(row)
        may_answer(by, row).require()
        _answer(row, reply, at)
        record("meeting.answer", row, by=by, committee=row.meeting.committee, label=row.name)
    return row


def answer_many(meeting: Meeting, *, by: User, replies: Mapping[int, Reply], at: datetime) -> int:
    """What several people said on the phone, in one go: by id of the row. One journal row.

    Rows that are not on the list any more, and those whose answer stays, are passed over. Gives
    how many were written. Refused as `answer`, with the name of whom it is about.
    """
    with transaction.atomic():
        meeting = _locked_meeting(meeting)
        may_write(by, meeting).require()
        rows = Attendee.objects.select_for_update().filter(meeting=meeting, pk__in=list(replies))
        count = 0
        for row in rows:
            row.meeting = meeting
            reply = replies[row.pk]
            if (row.answer, row.answer_note) == (reply.answer, reply.note):
                continue
            try:
                _answer(row, reply, at)
            except Refused as refused:
                raise Refused(f"{row.name}：{refused.reason}") from None
            count += 1
        if count:
            record("meeting.answers", meeting, by=by, committee=meeting.committee)
    return count


def answer_for_body(invited: InvitedBody, *, reply: Reply, at: datetime) -> InvitedBody:
    """A body answers through its link; its people on the list answer with it."""
    with transaction.atomic():
        rows = InvitedBody.objects.select_for_update(of=("self",)).select_related(
            "meeting__committee", "body"
        )
        invited = rows.get(pk=invited.pk)
        before = digest(invited)
        people = Attendee.objects.select_for_update().filter(
            meeting=invited.meeting, body=invited.body_id
        )
        for row in people:
            row.meeting = invited.meeting
            _answer(row, reply, at)
        if not people:
            _check(invited.meeting, reply)
        _take(invited, reply, at)
        record(
            "meeting.body-answer",
            invited,
            by=None,
            committee=invited.meeting.committee,
            before=before,
            label=invited.body.name,
        )
    return invited


def note_read(meeting: Meeting, user: User, at: datetime) -> None:
    """She has seen the page of the meeting. The first time counts."""
    rows = Attendee.objects.filter(meeting=meeting, user=user, read_at__isnull=True)
    rows.update(read_at=at)


def note_body_read(invited: InvitedBody, at: datetime) -> None:
    """Somebody of the body has opened its link. The first time counts."""
    if invited.read_at is None:
        InvitedBody.objects.filter(pk=invited.pk, read_at__isnull=True).update(read_at=at)
        rows = Attendee.objects.filter(meeting=invited.meeting_id, body=invited.body_id)
        rows.filter(read_at__isnull=True).update(read_at=at)


def open_meeting(
    meeting: Meeting, *, by: User, at: datetime, entitled: int | None = None
) -> Meeting:
    """Let people sign in: the list is brought up to date, a code of four characters is drawn.

    `entitled`: how many may come, where no roster names them. Refused for anybody but director and
    chair, twice, and more than 12 hours before the meeting.
    """
    with transaction.atomic():
        meeting = _locked_meeting(meeting)
        may_run(by, meeting).require()
        check_move(MOVES, meeting.state, MeetingState.OPEN)
        may_open_now(meeting.starts_at, at).require()
        before = digest(meeting)
        if meeting.rules.roster == Roster.OPEN and entitled is not None:
            meeting.entitled = entitled
        meeting.state, meeting.opened_at = MeetingState.OPEN, at
        meeting.version += 1
        _with_fresh_code(meeting)
        follow_roster(meeting, at=at)
        record("meeting.open", meeting, by=by, committee=meeting.committee, before=before)
    return meeting


def close_doors(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """Opened by mistake: nobody has signed in yet. It is a meeting to come again."""
    with transaction.atomic():
        meeting = _locked_meeting(meeting)
        may_run(by, meeting).require()
        check_move(MOVES, meeting.state, MeetingState.PLANNED)
        if Attendee.objects.filter(meeting=meeting, arrived_at__isnull=False).exists():
            raise Refused("已经有人签到了，不能退回准备。")
        before = digest(meeting)
        meeting.state, meeting.opened_at, meeting.code = MeetingState.PLANNED, None, ""
        meeting.version += 1
        meeting.save()
        follow_roster(meeting, at=at)
        record("meeting.unopen", meeting, by=by, committee=meeting.committee, before=before)
    return meeting


@dataclass(frozen=True)
class Stay:
    """When somebody came, and when she went; None for not at all."""

    arrived_at: datetime | None
    left_at: datetime | None = None


def tick(
    meeting: Meeting, *, by: User, stays: Mapping[int, Stay], signed: Signed, at: datetime
) -> int:
    """Write down who came and went, many at once: by id of the row. One journal row.

    `signed` says whether the secretary ticks (TICK) or copies the sheet (PAPER); who signed in
    herself keeps that. Gives how many changed. Refused before the meeting opened or its day came,
    and once its minutes are locked.
    """
    with transaction.atomic():
        meeting = _locked_meeting(meeting)
        may_write(by, meeting).require()
        _may_arrive(meeting, at)
        rows = Attendee.objects.select_for_update().filter(meeting=meeting, pk__in=list(stays))
        changed = [row for row in rows if _stays(row, stays[row.pk], signed, by)]
        Attendee.objects.bulk_update(changed, ["arrived_at", "left_at", "signed", "signed_by"])
        if changed:
            record("meeting.tick", meeting, by=by, committee=meeting.committee)
    return len(changed)


def sign_in_by_code(code: str, name: str, *, at: datetime) -> Attendee:
    """Somebody in the room types the code from the wall and her name.

    A deputy signs under her own name for whom she comes. At an open meeting a resident who is on
    no list is registered. The refusal is the same for a wrong code and a wrong name.
    """
    with transaction.atomic():
        found = Meeting.objects.select_for_update(of=("self",)).select_related("rules", "committee")
        meeting = found.filter(state=MeetingState.OPEN, code=normal_code(code) or "-").first()
        if meeting is None or not name.strip():
            raise Refused(NOBODY)
        row = _named(meeting, name)
        if row is None:
            row = _walk_in(meeting, name, by=None)
        if row.arrived_at is None:
            row.arrived_at, row.signed = at, Signed.CODE
            row.save(update_fields=["arrived_at", "signed"])
            record("meeting.sign-in", row, by=None, committee=meeting.committee, label=row.name)
    return row


def walk_in(
    meeting: Meeting,
    *,
    by: User,
    name: str,
    office: str = "",
    body: PartnerBody | None = None,
    at: datetime,
) -> Attendee:
    """Register somebody who stands on no list: a resident, a guest, one more from a body.

    She counts for the quorum where the kind is open to residents, and listens elsewhere.
    """
    with transaction.atomic():
        meeting = _locked_meeting(meeting)
        may_write(by, meeting).require()
        _may_arrive(meeting, at)
        if body is not None and body.committee_id != meeting.committee_id:
            raise Refused("有一个单位不属于本居委会。")
        if not name.strip():
            raise Refused("请写“姓名”。")
        _room_for_more(meeting)
        counts = meeting.rules.roster == Roster.OPEN or (
            body is not None and meeting.rules.roster == Roster.BODIES
        )
        row: Attendee = Attendee.objects.create(
            meeting=meeting,
            capacity=Capacity.ATTENDS if counts else Capacity.OBSERVES,
            body=body,
            name=name.strip(),
            office=office.strip(),
            arrived_at=at,
            signed=Signed.TICK,
            signed_by=by,
        )
        record("meeting.walk-in", row, by=by, committee=meeting.committee, label=row.name)
    return row


def _locked(row: Attendee) -> Attendee:
    rows = Attendee.objects.select_for_update(of=("self",)).select_related(
        "meeting__committee", "meeting__rules"
    )
    locked: Attendee = rows.get(pk=row.pk)
    return locked


def _locked_meeting(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "rules")
    locked: Meeting = rows.get(pk=meeting.pk)
    return locked


def _check(meeting: Meeting, reply: Reply) -> None:
    reply.check()
    if not meeting.is_ahead:
        raise Refused(f"这个会{meeting.get_state_display()}，不用再回答了。")


def _answer(row: Attendee, reply: Reply, at: datetime) -> None:
    _check(row.meeting, reply)
    _take(row, reply, at)
    drop_calls(Rule.MEETING, [row])


def _take(asked: Attendee | InvitedBody, reply: Reply, at: datetime) -> None:
    """What was answered for another time is done with."""
    asked.answer, asked.answer_note, asked.answered_at = reply.answer, reply.note, at
    asked.earlier_answer = asked.earlier_note = ""
    asked.save(update_fields=[*TAKEN])


def _with_fresh_code(meeting: Meeting) -> None:
    """Draw until no other open meeting has it; the database has the last word."""
    for _ in range(20):
        meeting.code = short_code(CODE_LENGTH)
        try:
            with transaction.atomic():
                meeting.save()
        except IntegrityError:
            continue
        return
    raise Refused("现在开不了，请再点一次。")


def _may_arrive(meeting: Meeting, at: datetime) -> None:
    not_sealed(meeting).require()
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("这个会取消了，不能签到。")
    if meeting.is_planned and meeting.starts_at > at:
        raise Refused("还没开会。先点“开会签到”，再记谁来了。")


def _stays(row: Attendee, stay: Stay, signed: Signed, by: User) -> bool:
    if (row.arrived_at, row.left_at) == (stay.arrived_at, stay.left_at):
        return False
    verdict = sensible_stay(stay.arrived_at, stay.left_at)
    if not verdict:
        raise Refused(f"{row.name}：{verdict.reason}")
    if stay.arrived_at is None:
        row.signed, row.signed_by = "", None
    elif row.arrived_at is None:
        row.signed, row.signed_by = signed, by
    row.arrived_at, row.left_at = stay.arrived_at, stay.left_at
    return True


def _named(meeting: Meeting, name: str) -> Attendee | None:
    """Who is meant: first one who is not here yet, of two with the same name."""
    rows = list(Attendee.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
    meant = [
        row
        for row in rows
        if same_name(row.name, name)
        or any(
            said == Answer.SENDS and same_name(deputy, name)
            for said, deputy in (
                (row.answer, row.answer_note),
                (row.earlier_answer, row.earlier_note),
            )
        )
    ]
    return next((row for row in meant if row.arrived_at is None), meant[0] if meant else None)


def _walk_in(meeting: Meeting, name: str, *, by: User | None) -> Attendee:
    if meeting.rules.roster != Roster.OPEN:
        raise Refused(NOBODY)
    _room_for_more(meeting)
    row: Attendee = Attendee.objects.create(meeting=meeting, name=name.strip(), signed_by=by)
    return row


def _room_for_more(meeting: Meeting) -> None:
    if Attendee.objects.filter(meeting=meeting).count() >= WALK_INS_MOST:
        raise Refused("名册已经太长了，请用纸签到。")
