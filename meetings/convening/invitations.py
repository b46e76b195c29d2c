"""Who is expected at a meeting, and how they hear of it.

Elected members always; the contact persons of a body when it is invited.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from committees.people.models import Posting, User
from committees.reach.states import ELECTED_ROLES, PARTNER_ROLES, Role
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.dates import cn_time
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.querysets import BODY_ROLES
from meetings.convening.rules import when_words


@dataclass(frozen=True)
class Expected:
    """Somebody who is to come. `guest` is the invitation of a body whose people have no password
    and no pages of their own; it is None for everybody who signs in fully. `body` for whom the
    person comes, None for the committee's own people; `office` in words."""

    person: User
    guest: InvitedBody | None = None
    office: str = ""
    body: PartnerBody | None = None


def expected_at(meeting: Meeting, at: datetime) -> list[Expected]:
    """Everybody with an account who is expected, each once. Two queries.

    A contact person who stands for one certain body is expected when that body is invited. To a
    meeting of the whole street the directors of all committees come.
    """
    if meeting.whole_street:
        return _whole_street(at)
    guests = {guest.body.kind: guest for guest in reversed(meeting.guests())}
    bodies = [guest.body_id for guest in meeting.guests()]
    asked = Q(role__in=ELECTED_ROLES)
    for role in BODY_ROLES:
        if role.value in guests:
            asked |= Q(role=role) & (Q(body__isnull=True) | Q(body__in=bodies))
    postings = _in_force(at).filter(asked, committee=meeting.committee_id)
    people: dict[int, Expected] = {}
    for posting in postings:
        known = people.get(posting.user_id)
        if known is None or (known.guest is not None and posting.role not in PARTNER_ROLES):
            people[posting.user_id] = _expected(posting, guests)
    return list(people.values())


def _expected(posting: Posting, guests: dict[str, InvitedBody]) -> Expected:
    invited = guests.get(posting.role)
    return Expected(
        posting.user,
        invited if posting.role in PARTNER_ROLES else None,
        posting.title or str(posting.get_role_display()),
        invited.body if invited else None,
    )


def _whole_street(at: datetime) -> list[Expected]:
    rows = _in_force(at).filter(role=Role.DIRECTOR).select_related("committee")
    directors = {row.user_id: row for row in rows.order_by("committee__order", "pk")}
    return [
        Expected(row.user, None, f"{row.committee.short_name}主任") for row in directors.values()
    ]


def _in_force(at: datetime) -> Any:
    return (
        Posting.objects.on(timezone.localdate(at))
        .filter(user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )


def page_of(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def remind_of(meeting: Meeting, at: datetime) -> None:
    """Make the reminders of the meeting what they should be now, in the caller's transaction.

    Those of a body without pages hang on its invitation and carry no address.
    """
    text = f"{meeting.title}，{cn_time(meeting.starts_at)}，{meeting.place}"
    people = expected_at(meeting, at)
    start, where = meeting.starts_at, meeting.committee
    inside = [one.person for one in people if one.guest is None]
    events = [Event(meeting, start, inside, where, text, page_of(meeting))]
    for guest in meeting.guests():
        contacts = [one.person for one in people if one.guest == guest]
        events.append(Event(guest, start, contacts, where, text))
    plan(Rule.MEETING, events, now=at)


def forget(meeting: Meeting) -> None:
    """Nobody is reminded of it any more."""
    cancel(Rule.MEETING, [meeting, *meeting.guests()])


def uninvite(guests: Iterable[InvitedBody]) -> None:
    """These bodies need not come: no reminders, and their links open nothing."""
    guests = list(guests)
    cancel(Rule.MEETING, guests)
    InvitedBody.objects.filter(pk__in=[guest.pk for guest in guests]).delete()


def tell_at_once(
    people: Iterable[Expected],
    meeting: Meeting,
    text: str,
    *,
    by: User,
    at: datetime,
    key: str = "",
) -> None:
    """A message now to everybody but the one who acts; once for each version of the meeting, or
    for what `key` names."""
    others = [one for one in people if one.person.pk != by.pk]
    for inside, url in ((True, page_of(meeting)), (False, "")):
        tell(
            [one.person for one in others if (one.guest is None) is inside],
            about=meeting,
            text=text,
            at=at,
            committee=meeting.committee,
            url=url,
            key=key or f"v{meeting.version}",
        )


def invitation_words(meeting: Meeting, at: datetime) -> str:
    today = timezone.localdate(at)
    when = when_words(meeting.starts_at, meeting.ends_at, today)
    return f"请您参加{meeting.title}：{when}，{meeting.place}。"


def cancelled_words(meeting: Meeting, at: datetime) -> str:
    when = when_words(meeting.starts_at, None, timezone.localdate(at))
    return f"会议取消：{meeting.title}，原定 {when}。原因：{meeting.cancelled_why}。"
