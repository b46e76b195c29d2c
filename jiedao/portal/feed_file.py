"""The iCalendar file of a person's feed."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q
from icalendar import Alarm, Calendar, Event

from casework.duty.models import Shift
from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState

BACK, AHEAD = timedelta(days=30), timedelta(days=120)
MEETING_LASTS = timedelta(hours=1)
"""Drawn in the calendar for a meeting whose end is not known."""
SHIFT_ALARM, MEETING_ALARM = timedelta(minutes=60), timedelta(minutes=120)


def feed_of(person: User, now: datetime) -> bytes:
    """Published shifts and meetings from a month back to four months ahead. Two queries."""
    calendar = Calendar()
    calendar.add("prodid", "-//jiedao//duty and meetings//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "值班和会议")
    for shift in _shifts(person, now):
        calendar.add_component(_shift_event(shift, person, now))
    for meeting in _meetings(person, now):
        calendar.add_component(_meeting_event(meeting, now))
    text: bytes = calendar.to_ical()
    return text


def _shifts(person: User, now: datetime) -> list[Shift]:
    mine = Shift.objects.published().filter(Q(person=person) | Q(lead=person))
    near = mine.filter(starts_at__gte=now - BACK, starts_at__lt=now + AHEAD)
    return list(near.select_related("committee").order_by("starts_at", "pk"))


def _meetings(person: User, now: datetime) -> list[Meeting]:
    expected = Meeting.objects.expected_of(person.reach)
    near = expected.filter(starts_at__gte=now - BACK, starts_at__lt=now + AHEAD)
    return list(near.select_related("committee", "kind").order_by("starts_at", "pk"))


def _shift_event(shift: Shift, person: User, now: datetime) -> Event:
    role = "值班" if shift.person_id == person.pk else "带班"
    words = f"{role}（{shift.get_slot_display()}）"
    event = _event(f"shift-{shift.pk}", words, shift.starts_at, shift.ends_at, now)
    event.add("location", shift.committee.name)
    event.add_component(_alarm(words, SHIFT_ALARM))
    return event


def _meeting_event(meeting: Meeting, now: datetime) -> Event:
    ends_at = meeting.ends_at or meeting.starts_at + MEETING_LASTS
    words = meeting.kind.name
    event = _event(f"meeting-{meeting.pk}", words, meeting.starts_at, ends_at, now)
    event.add("location", meeting.place)
    event.add("sequence", meeting.version)
    if meeting.state == MeetingState.CANCELLED:
        event.add("status", "CANCELLED")
    elif meeting.is_planned:
        event.add_component(_alarm(words, MEETING_ALARM))
    return event


def _event(uid: str, words: str, starts: datetime, ends: datetime, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@jiedao")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("summary", words)
    return event


def _alarm(words: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -before)
    return alarm
