"""Asking which date suits, answering, taking one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import record
from committees.people.models import User
from jiedao.common.errors import Refused
from meetings.attendance.asking_again import ask_again, count_as_coming
from meetings.attendance.models import Attendee
from meetings.attendance.policies import may_answer
from meetings.attendance.roster import follow_roster
from meetings.convening.actions import move
from meetings.convening.invitations import expected_at, tell_at_once
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_run, may_write
from meetings.convening.rules import ASKED_UNLESS_CAN, when_words
from meetings.dates.models import DateAnswer, DatePoll, ProposedDate
from meetings.dates.rules import sensible_dates, still_to_come


def ask_dates(meeting: Meeting, *, by: User, starts: Sequence[datetime], at: datetime) -> DatePoll:
    """Ask everybody on the list about two to four times; they get a message now.

    Refused for anybody but director and chair, once the meeting is no longer in preparation, while
    another poll of it is open, and for times that `sensible_dates` refuses.
    """
    with transaction.atomic():
        meeting = _locked(meeting)
        may_run(by, meeting).require()
        _in_preparation(meeting)
        if meeting.date_polls.filter(ended_at__isnull=True).exists():
            raise Refused("这个会正在问日期，先定一个，或者点“不问了”。")
        notice_days = 0 if meeting.short_notice_why else meeting.rules.notice_days
        sensible_dates(starts, at, notice_days).require()
        poll: DatePoll = DatePoll.objects.create(meeting=meeting, asked_by=by, asked_at=at)
        ProposedDate.objects.bulk_create(ProposedDate(poll=poll, starts_at=one) for one in starts)
        record("meeting.ask-dates", meeting, by=by, committee=meeting.committee)
        listed = "；".join(_when(one, at) for one in sorted(starts))
        words = f"{meeting.title}哪天开，请您看一下能不能来：{listed}。请在会议的页面上回答。"
        _tell(poll, meeting, words, by=by, at=at)
    return poll


def answer_date(date: ProposedDate, *, by: User, can: bool, at: datetime) -> None:
    """可以 or 不行 in one tap, as often as she changes her mind. Refused for whoever is not on the
    list, and once the poll is over."""
    with transaction.atomic():
        meeting = _asking(date.poll)
        row = Attendee.objects.filter(meeting=meeting, user=by).first()
        if row is None:
            raise Refused("您不在这个会的名单上，不用回答。")
        _write([row], {date: can}, written_by=None, at=at)
        record("meeting.answer-dates", meeting, by=by, committee=meeting.committee, label=row.name)


def answer_by_phone(
    row: Attendee, *, by: User, said: Mapping[ProposedDate, bool], at: datetime
) -> None:
    """What somebody on the list said on the phone. Refused for whoever does not work here, for a
    date of another meeting, and once the poll is over."""
    with transaction.atomic():
        polls = {date.poll_id: date.poll for date in said}
        if [poll.meeting_id for poll in polls.values()] != [row.meeting_id]:
            raise Refused("请给每个日期选“可以”或者“不行”。")
        meeting = _asking(next(iter(polls.values())))
        row.meeting = meeting
        may_write(by, meeting).require()
        may_answer(by, row).require()
        _write([row], said, written_by=None if row.user_id == by.pk else by, at=at)
        record("meeting.answer-dates", meeting, by=by, committee=meeting.committee, label=row.name)


def answer_date_for_body(
    date: ProposedDate, invited: InvitedBody, *, can: bool, at: datetime
) -> None:
    """A body answers through its link; its people on the list answer with it."""
    with transaction.atomic():
        meeting = _asking(date.poll)
        rows = list(Attendee.objects.filter(meeting=meeting, body=invited.body_id))
        if date.poll.meeting_id != invited.meeting_id or not rows:
            raise Refused("你们不在这个会的名单上，不用回答。")
        _write(rows, {date: can}, written_by=None, at=at)
        name = invited.body.name
        record("meeting.answer-dates", meeting, by=None, committee=meeting.committee, label=name)


def take_date(date: ProposedDate, *, by: User, at: datetime) -> Meeting:
    """就定这天: the meeting moves there as by any change, list, messages and reminders with it,
    and the poll is over. Who said 可以 comes, the others are asked again. Refused as `move`, for a
    time that has passed, and twice."""
    with transaction.atomic():
        meeting = _asking(date.poll)
        may_run(by, meeting).require()
        still_to_come(date.starts_at, at).require()
        stays = meeting.starts_at == date.starts_at
        ProposedDate.objects.filter(pk=date.pk).update(taken=True)
        DatePoll.objects.filter(pk=date.poll_id).update(ended_at=at)
        record("meeting.take-date", meeting, by=by, committee=meeting.committee)
        meeting = move(meeting, by=by, starts_at=date.starts_at, at=at, asks=ASKED_UNLESS_CAN)
        if not stays:
            ask_again(meeting, by=by)
        can = DateAnswer.objects.filter(date=date, can=True)
        count_as_coming(meeting, can.values_list("attendee_id", flat=True), at)
        follow_roster(meeting, at=at)
        if stays:
            words = f"{meeting.title}的时间定了，不变：{_when(date.starts_at, at)}。"
            tell_at_once(expected_at(meeting, at), meeting, words, by=by, at=at)
    return meeting


def drop_poll(poll: DatePoll, *, by: User, at: datetime) -> None:
    """不问了: the meeting stays when it is, and whoever was asked is told so."""
    with transaction.atomic():
        meeting = _asking(poll)
        may_run(by, meeting).require()
        DatePoll.objects.filter(pk=poll.pk).update(ended_at=at)
        record("meeting.drop-dates", meeting, by=by, committee=meeting.committee)
        words = f"{meeting.title}不再问日期，还是{_when(meeting.starts_at, at)}。"
        _tell(poll, meeting, words, by=by, at=at, step="drop")


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "rules")
    locked: Meeting = rows.get(pk=meeting.pk)
    return locked


def _asking(poll: DatePoll) -> Meeting:
    """The meeting, locked, of a poll that is still open."""
    meeting = _locked(poll.meeting)
    if not meeting.date_polls.filter(pk=poll.pk, ended_at__isnull=True).exists():
        raise Refused("日期已经问完了，不用再回答。")
    _in_preparation(meeting)
    return meeting


def _in_preparation(meeting: Meeting) -> None:
    if not meeting.is_planned:
        raise Refused(f"这个会{meeting.get_state_display()}，不用再问日期了。")


def _write(
    rows: Iterable[Attendee],
    said: Mapping[ProposedDate, bool],
    *,
    written_by: User | None,
    at: datetime,
) -> None:
    answers = [
        DateAnswer(date=date, attendee=row, can=can, written_by=written_by, at=at)
        for row in rows
        for date, can in said.items()
    ]
    DateAnswer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["date", "attendee"],
        update_fields=["can", "written_by", "at"],
    )


def _tell(
    poll: DatePoll, meeting: Meeting, words: str, *, by: User, at: datetime, step: str = "ask"
) -> None:
    people = expected_at(meeting, at)
    tell_at_once(people, meeting, words, by=by, at=at, key=f"dates-{step}-{poll.pk}")


def _when(starts_at: datetime, at: datetime) -> str:
    return when_words(starts_at, None, timezone.localdate(at))
