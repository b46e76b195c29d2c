"""The page of one meeting, put together from the parts of every slice."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from committees.people.access import at_work_or_street, me
from committees.reach.states import PARTNER_ROLES
from jiedao.common.shown_once import take_from_last_page
from meetings.attendance.actions import note_read
from meetings.attendance.rules import may_open_now
from meetings.convening.links import token_of
from meetings.convening.models import InvitedBody
from meetings.convening.policies import may_change, may_run
from meetings.convening.rules import group_text, when_words
from meetings.convening.views import link_name, visible_meeting
from meetings.dates.panels import Dates
from meetings.desk.panels import parts_for_body, parts_of_meeting, parts_of_topic
from meetings.desk.stages import done_of, steps_of
from meetings.items.views_link import by_link
from meetings.kinds.words import sentence


@dataclass(frozen=True)
class Guest:
    """An invited body as the page of the meeting shows it."""

    row: InvitedBody
    by_link: bool
    fresh_link: str

    @property
    def copy_from(self) -> str:
        return f"#link-{self.row.pk}"


@require_GET
@at_work_or_street
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands, what may be done next, and the parts that the slices bring."""
    meeting, now = visible_meeting(request, pk), timezone.now()
    note_read(meeting, me(request), now)
    facts, today = meeting.facts(), timezone.localdate()
    may = bool(may_change(me(request), meeting))
    parts = parts_of_meeting(meeting, me(request), now)
    context = {
        "meeting": meeting,
        "when": when_words(meeting.starts_at, meeting.ends_at, today),
        "steps": steps_of(done_of(meeting)),
        "parts": parts,
        "asks_dates": any(isinstance(one.panel, Dates) and one.panel.is_open for one in parts),
        "guests": [_guest(request, one, may) for one in meeting.guests()],
        "may_change": may,
        "may_run": bool(may_run(me(request), meeting)),
        "may_open": bool(may_open_now(meeting.starts_at, now)),
        "rules": sentence(meeting.rules),
        "has_begun": meeting.starts_at <= now,
        "group_text": group_text(facts, str(meeting.committee), today),
        "street": me(request).reach.whole_street,
    }
    return render(request, "meetings/desk/meeting.html", context)


@require_GET
@at_work_or_street
def topic_page(request: HttpRequest, pk: int, topic: int) -> HttpResponse:
    """One topic of a meeting, one screen (UX B.3): what was said, voted and agreed."""
    meeting, now = visible_meeting(request, pk), timezone.now()
    rows = list(meeting.topics.select_related("body", "carried_from").order_by("order", "pk"))
    place = next((place for place, row in enumerate(rows) if row.pk == topic), None)
    if place is None:
        raise Http404
    found = rows[place]
    found.meeting = meeting
    context = {
        "meeting": meeting,
        "topic": found,
        "number": place + 1,
        "count": len(rows),
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
        "parts": parts_of_topic(found, me(request), now),
    }
    return render(request, "meetings/desk/topic.html", context)


@require_GET
@by_link
def partner_link(request: HttpRequest, invited: InvitedBody) -> HttpResponse:
    """What one body has to know of one meeting; whoever holds the link reads it, nothing else."""
    meeting = invited.meeting
    context = {
        "meeting": meeting,
        "invited": invited,
        "body": invited.body,
        "topics": [topic.text for topic in meeting.topics.all()],
        "when": when_words(meeting.starts_at, meeting.ends_at, timezone.localdate()),
        "parts": parts_for_body(invited, timezone.now()),
        "token": token_of(request),
    }
    return render(request, "meetings/desk/partner.html", context)


def _guest(request: HttpRequest, invited: InvitedBody, may: bool) -> Guest:
    token = take_from_last_page(request, link_name(invited)) if may else ""
    link = request.build_absolute_uri(reverse("partner-link", args=[token])) if token else ""
    return Guest(invited, invited.body.kind in PARTNER_ROLES, link)
