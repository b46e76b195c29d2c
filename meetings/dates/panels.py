"""Which date suits whom, as the page of a meeting and the link of a body show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from committees.people.models import User
from meetings.attendance.models import Attendee
from meetings.attendance.panels import SILENT_SHOWN, name_for, rows_of
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_run, may_write
from meetings.convening.rules import when_words
from meetings.dates.models import DateAnswer, DatePoll, ProposedDate


@dataclass
class DateLine:
    """One date: how many of how many can come, and who cannot. `mine`: what the reader said."""

    date: ProposedDate
    when: str
    whole: int
    can: int = 0
    cannot: list[str] = field(default_factory=list)
    mine: bool | None = None

    @property
    def words(self) -> str:
        """「12 人里 5 人可以，2 人不行，5 人还没回答。」"""
        open_ones = self.whole - self.can - len(self.cannot)
        told = [f"{self.whole} 人里 {self.can} 人可以"]
        if self.cannot:
            told.append(f"{len(self.cannot)} 人不行")
        if open_ones:
            told.append(f"{open_ones} 人还没回答")
        return f"{'，'.join(told)}。"


@dataclass(frozen=True)
class Dates:
    """The latest poll of a meeting, its dates in the order of the calendar."""

    poll: DatePoll
    lines: list[DateLine]
    silent: list[str]
    is_open: bool
    asked: bool
    may_run: bool
    may_write: bool

    @property
    def shown_silent(self) -> list[str]:
        return self.silent[:SILENT_SHOWN]

    @property
    def more_silent(self) -> int:
        return max(len(self.silent) - SILENT_SHOWN, 0)

    @property
    def taken(self) -> DateLine | None:
        return next((line for line in self.lines if line.date.taken), None)


def poll_of(meeting: Meeting) -> DatePoll | None:
    """The latest one. One query, and one for its dates."""
    poll: DatePoll | None = meeting.date_polls.prefetch_related("dates").first()
    return poll


def dates_panel(meeting: Meeting, user: User, at: datetime) -> Dates | None:
    """None while nobody asked. One query then, four otherwise."""
    poll = poll_of(meeting)
    if poll is None:
        return None
    rows = rows_of(meeting)
    answers = _answers_of(poll)
    lines = _lines(poll, len(rows), at)
    complete = set()
    for row in rows:
        said = [answers.get((line.date.pk, row.pk)) for line in lines]
        if None not in said:
            complete.add(row.pk)
        for line, answer in zip(lines, said, strict=True):
            if answer is not None:
                _count(line, answer, row, meeting, user)
    return Dates(
        poll,
        lines,
        [name_for(row, meeting, user) for row in rows if row.pk not in complete],
        is_open=poll.ended_at is None and meeting.is_planned,
        asked=any(row.user_id == user.pk for row in rows),
        may_run=bool(may_run(user, meeting)),
        may_write=bool(may_write(user, meeting)),
    )


@dataclass(frozen=True)
class BodyDates:
    """What a body is asked through its link: its own answers and nobody else's."""

    lines: list[DateLine]


def dates_of_body(invited: InvitedBody, at: datetime) -> BodyDates | None:
    """None unless a poll is open and the body stands on the list."""
    poll = poll_of(invited.meeting)
    if poll is None or poll.ended_at is not None or not invited.meeting.is_planned:
        return None
    rows = set(invited.meeting.attendees.filter(body=invited.body_id).values_list("pk", flat=True))
    if not rows:
        return None
    lines = {line.date.pk: line for line in _lines(poll, len(rows), at)}
    for answer in DateAnswer.objects.filter(date__poll=poll, attendee__in=rows):
        lines[answer.date_id].mine = answer.can
    return BodyDates(list(lines.values()))


def _lines(poll: DatePoll, whole: int, at: datetime) -> list[DateLine]:
    today = timezone.localdate(at)
    dates: Iterable[ProposedDate] = poll.dates.all()
    return [DateLine(one, when_words(one.starts_at, None, today), whole) for one in dates]


def _answers_of(poll: DatePoll) -> dict[tuple[int, int], DateAnswer]:
    rows = DateAnswer.objects.filter(date__poll=poll).select_related("written_by")
    return {(row.date_id, row.attendee_id): row for row in rows}


def _count(line: DateLine, answer: DateAnswer, row: Attendee, meeting: Meeting, user: User) -> None:
    if row.user_id == user.pk:
        line.mine = answer.can
    if answer.can:
        line.can += 1
        return
    by = f"（电话，{answer.written_by.name}记）" if answer.written_by else ""
    line.cannot.append(f"{name_for(row, meeting, user)}{by}")
