"""A person's shifts and meetings as an iCalendar feed, and the page of its private address.

The feed says when, where and what kind, and never a name (RELIABILITY C15, data minimisation).
"""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_POST
from icalendar import Alarm, Calendar, Event

from casework.duty.models import Shift
from committees.people.access import at_work, me
from committees.people.feed_keys import (
    live_feed_key,
    make_feed_key,
    owner_of_feed,
    revoke_feed_key,
)
from committees.people.models import User
from committees.submissions.once import once
from jiedao.common.http import see_other
from jiedao.common.shown_once import keep_for_next_page, take_from_last_page
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState

BACK, AHEAD = timedelta(days=30), timedelta(days=120)
MEETING_LASTS = timedelta(hours=1)
"""Drawn in the calendar for a meeting whose end is not known."""
SHIFT_ALARM, MEETING_ALARM = timedelta(minutes=60), timedelta(minutes=120)
CALENDAR_TYPE = "text/calendar; charset=utf-8"
HANDED_OVER = "calendar"


@require_GET
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """An unknown key, a revoked one and one of somebody who left are the same missing page."""
    person = owner_of_feed(token)
    if person is None:
        raise Http404
    response = HttpResponse(feed_of(person, timezone.now()), content_type=CALENDAR_TYPE)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


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


# The page of the address


@require_GET
@at_work
def my_calendar(request: HttpRequest) -> HttpResponse:
    token = take_from_last_page(request, HANDED_OVER)
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token])) if token else ""
    context = {"key": live_feed_key(me(request)), "address": address}
    return render(request, "portal/calendar.html", context)


@require_POST
@at_work
@once
def my_calendar_make(request: HttpRequest) -> HttpResponse:
    token = make_feed_key(me(request), at=timezone.now())
    keep_for_next_page(request, HANDED_OVER, token)
    messages.success(request, "地址做好了，请现在复制。它只显示这一次。")
    return see_other(reverse("my-calendar"))


@require_POST
@at_work
@once
def my_calendar_revoke(request: HttpRequest) -> HttpResponse:
    revoke_feed_key(me(request), at=timezone.now())
    messages.success(request, "地址停用了，手机日历不会再更新。")
    return see_other(reverse("my-calendar"))
