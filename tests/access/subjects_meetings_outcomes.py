"""Outcomes, items, links and accounts for the access matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.files.actions import store_file
from committees.people.models import Posting, User
from committees.territory.models import Committee, PartnerBody
from jiedao.common.keys import feed_token
from jiedao.common.uploads import CleanFile
from meetings.attendance.models import Attendee
from meetings.convening.actions import link_digest
from meetings.convening.models import InvitedBody, Meeting
from meetings.disclosure.models import Account, AccountLine
from meetings.resolutions.models import ActionItem, ItemPhoto, ItemStep, Receipt, Resolution
from tests.cast import LONG_AGO, Cast
from tests.gatherings import a_meeting, a_topic, an_item, an_outcome

DOT = CleanFile("photo", ".png", b"\x89PNG", 1, 1)


def _held(cast: Cast, committee: Committee, canary: str, days_ago: int = 1) -> Meeting:
    director = cast.east_director if committee == cast.east else cast.west_director
    return a_meeting(
        committee,
        title=canary,
        place="会议室",
        starts_at=timezone.now() - timedelta(days=days_ago),
        state="held",
        convened_by=director,
    )


def _resolution(cast: Cast, committee: Committee, canary: str, **fields: Any) -> Resolution:
    return an_outcome(a_topic(_held(cast, committee, canary), canary), text=canary, **fields)


def _body(committee: Committee) -> PartnerBody:
    bodies = PartnerBody.objects.filter(committee=committee, kind="property").order_by("pk")
    body: PartnerBody = bodies.first()
    return body


def _item(cast: Cast, committee: Committee, canary: str, **fields: Any) -> ActionItem:
    return an_item(_resolution(cast, committee, canary), canary, body=_body(committee), **fields)


def held_meeting(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    meeting = _held(cast, committee, canary)
    a_topic(meeting, canary)
    return {"pk": meeting.pk}


def resolution(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    due = timezone.localdate() + timedelta(days=5)
    return {"pk": _resolution(cast, committee, canary, publish_by=due).pk}


def item(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _item(cast, committee, canary).pk}


def item_done(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = _item(cast, committee, canary, state="done", proof=canary, done_at=timezone.now())
    return {"pk": made.pk}


def item_photo(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = _item(cast, committee, canary)
    step = ItemStep.objects.create(item=made, kind="progress", by=made.written_by)
    stored = store_file(DOT, name=canary, by=made.written_by, committee=committee)
    photo = ItemPhoto.objects.create(item=made, step=step, file=stored)
    return {"pk": made.pk, "photo": photo.pk}


def receipt_photo(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = _item(cast, committee, canary)
    stored = store_file(DOT, name=canary, by=made.written_by, committee=committee)
    receipt = Receipt.objects.create(
        item=made,
        handed_on=timezone.localdate(),
        received_by="前台",
        photo=stored,
        by=made.written_by,
    )
    return {"pk": made.pk, "receipt": receipt.pk}


def link_item(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made, token = _item(cast, committee, canary), feed_token()
    InvitedBody.objects.create(
        meeting=made.resolution.meeting, body=made.body, token_digest=link_digest(token)
    )
    return {"token": token, "pk": made.pk}


def live_link(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    guest = InvitedBody.objects.create(
        meeting=_held(cast, committee, canary),
        body=_body(committee),
        token_digest=link_digest(feed_token()),
    )
    return {"pk": guest.meeting_id, "guest": guest.pk}


def absence(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The property company came neither this time nor the time before."""
    body = _body(committee)
    for days_ago in (40, 1):
        meeting = _held(cast, committee, canary, days_ago)
        InvitedBody.objects.create(meeting=meeting, body=body)
        Attendee.objects.create(meeting=meeting, name="到会的人", arrived_at=meeting.starts_at)
    return {"pk": meeting.pk, "body": body.pk}


def account(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    director = cast.east_director if committee == cast.east else cast.west_director
    made = Account.objects.create(
        committee=committee, year=2026, quarter=1, opening=0, written_by=director
    )
    AccountLine.objects.create(account=made, side="income", what=canary, fen=100)
    return {"pk": made.pk}


def contact_posting(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    person = User.objects.create(name=canary[:50])
    made = Posting.objects.create(user=person, role="property", committee=committee, since=LONG_AGO)
    return {"pk": made.pk}


OUTCOMES = {
    "contact_posting": contact_posting,
    "held_meeting": held_meeting,
    "resolution": resolution,
    "item": item,
    "item_done": item_done,
    "item_photo": item_photo,
    "receipt_photo": receipt_photo,
    "link_item": link_item,
    "live_link": live_link,
    "absence": absence,
    "account": account,
}
