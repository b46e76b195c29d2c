"""Makers of topics, invitations, votes and kinds of meeting for the access matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee, PartnerBody
from jiedao.common.keys import feed_token, short_code
from meetings.attendance.models import Attendee
from meetings.convening.actions import link_digest
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.dates.models import DatePoll, ProposedDate
from meetings.kinds.models import Kind
from meetings.votes.models import Vote
from tests.cast import Cast
from tests.gatherings import a_meeting, a_topic


def director_of(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def _meeting(cast: Cast, committee: Committee, canary: str, **fields: Any) -> Meeting:
    known = {
        "title": canary,
        "place": canary,
        "starts_at": timezone.now() + timedelta(days=7),
        "convened_by": director_of(cast, committee),
    }
    return a_meeting(committee, **{**known, **fields})


def meeting_topic(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    topic = a_topic(_meeting(cast, committee, canary), canary)
    return {"pk": topic.meeting_id, "topic": topic.pk}


def waiting_topic(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    topic = Topic.objects.create(committee=committee, text=canary, state="waiting")
    return {"pk": topic.pk}


def declined_topic(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    topic = Topic.objects.create(
        committee=committee, text=canary, state="declined", answer="下次再说"
    )
    return {"pk": topic.pk}


def meeting_roster(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The director stands on the list."""
    meeting = _meeting(cast, committee, canary)
    director = director_of(cast, committee)
    Attendee.objects.create(meeting=meeting, user=director, name=canary)
    return {"pk": meeting.pk}


def meeting_of_body(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The property company is invited, and its person stands on the list."""
    meeting = _meeting(cast, committee, canary)
    body = PartnerBody.objects.filter(committee=committee, kind="property").earliest("pk")
    person = cast.east_property if committee == cast.east else director_of(cast, committee)
    InvitedBody.objects.create(meeting=meeting, body=body)
    Attendee.objects.create(meeting=meeting, user=person, body=body, name=canary)
    return {"pk": meeting.pk}


def _proposed(cast: Cast, committee: Committee, canary: str) -> ProposedDate:
    """The director and the property company stand on the list and are asked."""
    director, now = director_of(cast, committee), timezone.now()
    meeting = _meeting(cast, committee, canary)
    body = PartnerBody.objects.filter(committee=committee, kind="property").earliest("pk")
    Attendee.objects.create(meeting=meeting, user=director, name=canary)
    Attendee.objects.create(meeting=meeting, body=body, name=canary)
    poll = DatePoll.objects.create(meeting=meeting, asked_by=director, asked_at=now)
    for days in (9, 8):
        starts_at = now + timedelta(days=days)
        date: ProposedDate = ProposedDate.objects.create(poll=poll, starts_at=starts_at)
    return date


def meeting_asked(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _proposed(cast, committee, canary).poll.meeting_id}


def proposed_date(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    date = _proposed(cast, committee, canary)
    return {"pk": date.poll.meeting_id, "date": date.pk}


def partner_date(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    date, token = _proposed(cast, committee, canary), feed_token()
    InvitedBody.objects.create(
        meeting=date.poll.meeting,
        body=PartnerBody.objects.filter(committee=committee, kind="property").earliest("pk"),
        token_digest=link_digest(token),
    )
    return {"token": token, "date": date.pk}


def _open(cast: Cast, committee: Committee, canary: str, kind: str = "joint") -> Meeting:
    code, now = short_code(4), timezone.now()
    return _meeting(
        cast, committee, canary, kind=kind, starts_at=now, state="open", code=code, opened_at=now
    )


def meeting_open(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _open(cast, committee, canary).pk}


def meeting_of_residents(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The number of those entitled is asked before it opens."""
    return {"pk": _meeting(cast, committee, canary, kind="residents").pk}


def _voting(cast: Cast, committee: Committee, canary: str) -> Topic:
    meeting = _open(cast, committee, canary, kind="committee")
    return a_topic(meeting, canary)


def voting_topic(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    topic = _voting(cast, committee, canary)
    return {"pk": topic.meeting_id, "topic": topic.pk}


def meeting_vote(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    topic = _voting(cast, committee, canary)
    vote = Vote.objects.create(
        meeting=topic.meeting,
        topic=topic,
        question=canary,
        opened_at=timezone.now(),
        opened_by=director_of(cast, committee),
    )
    return {"pk": topic.meeting_id, "vote": vote.pk}


def meeting_kind(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Kinds belong to no committee; each side writes into another one."""
    key = "study" if committee == cast.east else "exchange"
    Kind.objects.filter(key=key).update(name=canary)
    return {"key": key}


AGENDA = {
    "meeting_topic": meeting_topic,
    "waiting_topic": waiting_topic,
    "declined_topic": declined_topic,
    "meeting_roster": meeting_roster,
    "meeting_of_body": meeting_of_body,
    "meeting_asked": meeting_asked,
    "proposed_date": proposed_date,
    "partner_date": partner_date,
    "meeting_open": meeting_open,
    "meeting_of_residents": meeting_of_residents,
    "voting_topic": voting_topic,
    "meeting_vote": meeting_vote,
    "meeting_kind": meeting_kind,
}
