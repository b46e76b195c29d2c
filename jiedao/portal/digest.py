"""What the morning list says about shifts, meetings and cases."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.cases.models import Case
from casework.duty.models import Shift
from committees.delivery.digest import SOURCES, Heading, Line
from committees.people.models import User
from jiedao.common.dates import cn_time, days_left_words
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState

SOON_DAYS = 3


def register() -> None:
    """In the order in which they stand under a heading."""
    SOURCES.extend(source for source in (duty_lines, meeting_lines, case_lines) if _new(source))


def _new(source: object) -> bool:
    return source not in SOURCES


def duty_lines(person: User, on: date) -> list[Line]:
    shifts = Shift.objects.published().on(on).filter(person=person)
    return [
        Line(
            Heading.TODAY,
            f"{_clock(shift.starts_at)}–{_clock(shift.ends_at)} {shift.get_slot_display()}值班",
        )
        for shift in shifts
    ]


def _clock(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.hour}:{local:%M}"


def meeting_lines(person: User, on: date) -> list[Line]:
    meetings = Meeting.objects.filter(
        committee__in=person.reach_on(on).committee_ids,
        state=MeetingState.PLANNED,
        starts_at__date=on,
    ).order_by("starts_at", "pk")
    return [
        Line(Heading.TODAY, f"{cn_time(meeting.starts_at)} {meeting}，{meeting.place}")
        for meeting in meetings
    ]


def case_lines(person: User, on: date) -> list[Line]:
    """One's own open cases, by number: what they are about stays in the house."""
    cases = Case.objects.open().filter(owner=person, due_on__lte=on + timedelta(days=SOON_DAYS))
    return [
        Line(_heading(case.due_on, on), f"事项 {case} {days_left_words((case.due_on - on).days)}")
        for case in cases.order_by("due_on", "pk").only("year", "number", "due_on")
    ]


def _heading(due_on: date, on: date) -> Heading:
    if due_on == on:
        return Heading.TODAY
    return Heading.LATE if due_on < on else Heading.SOON
