"""Who stands on the list of a meeting, from the rules of its kind and the seats of its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from committees.people.models import User
from committees.reminders.planned_calls import PlannedCall, drop_calls, plan_calls
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.dates import cn_day, cn_time
from meetings.attendance.models import Attendee
from meetings.attendance.rules import call_at
from meetings.attendance.states import Capacity
from meetings.convening.invitations import Expected, expected_at
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.states import Answer
from meetings.kinds.states import Roster
from meetings.representatives.models import Seat
from meetings.representatives.rules import group_rank

FOLLOWS = ("user_id", "seat_id", "body_id", "name", "office", "capacity")
Key = tuple[str, int]


@dataclass(frozen=True)
class Place:
    """One line of the list. Without user and seat it stands for a body nobody is known of."""

    name: str
    office: str
    capacity: Capacity
    user_id: int | None = None
    seat_id: int | None = None
    body_id: int | None = None

    @property
    def keys(self) -> list[Key]:
        known: list[Key] = []
        if self.user_id:
            known.append(("user", self.user_id))
        if self.seat_id:
            known.append(("seat", self.seat_id))
        if not known and self.body_id:
            known.append(("body", self.body_id))
        return known


def places_of(meeting: Meeting) -> list[Place]:
    """Everybody the rules ask for, each once, as they are in office on the day of the meeting."""
    on = meeting.starts_at
    expected = expected_at(meeting, on)
    places = [_of_person(one, meeting) for one in expected]
    if not meeting.whole_street:
        places += _of_silent_bodies(meeting.guests(), expected)
    if meeting.rules.roster == Roster.REPRESENTATIVES:
        places = _with_seats(places, meeting, on)
    return places


def _of_person(one: Expected, meeting: Meeting) -> Place:
    return Place(
        one.person.name,
        one.office,
        _capacity(meeting, for_body=one.body is not None),
        user_id=one.person.pk,
        body_id=one.body.pk if one.body else None,
    )


def _of_silent_bodies(guests: Iterable[InvitedBody], known: list[Expected]) -> list[Place]:
    """An invited body of which no contact person is known still stands on the list."""
    spoken_for = {one.body.pk for one in known if one.body}
    return [
        Place(
            guest.body.name, "代表", _capacity(guest.meeting, for_body=True), body_id=guest.body_id
        )
        for guest in guests
        if guest.body_id not in spoken_for
    ]


def _capacity(meeting: Meeting, *, for_body: bool) -> Capacity:
    """Bodies sit at the table of a joint meeting; elsewhere they listen (DOMAIN §3.4)."""
    listens = for_body and meeting.rules.roster != Roster.BODIES
    return Capacity.OBSERVES if listens else Capacity.ATTENDS


def _with_seats(places: list[Place], meeting: Meeting, on: datetime) -> list[Place]:
    """The representatives of that day; who is elected as well stands there once."""
    seats = Seat.objects.representatives().on(timezone.localdate(on))
    office_of = {place.user_id: place.office for place in places if place.user_id}
    found = []
    of_committee = seats.filter(committee=meeting.committee_id)
    for seat in sorted(of_committee, key=lambda seat: (*group_rank(seat.group), seat.pk)):
        chosen_by = f"{seat.group}居民代表" if seat.group else "居民代表"
        office = office_of.get(seat.user_id or 0, chosen_by)
        found.append(Place(seat.name, office, Capacity.ATTENDS, seat.user_id, seat.pk))
    seated = {place.user_id for place in found if place.user_id}
    return [place for place in places if place.user_id not in seated] + found


def expected_rows(meeting: Meeting) -> list[Attendee]:
    """The list as it would be written now, of a meeting that has none yet; nothing is saved."""
    bodies = {guest.body_id: guest.body for guest in meeting.guests()}
    rows = [_row(meeting, place) for place in places_of(meeting)]
    for row in rows:
        row.body = bodies.get(row.body_id) if row.body_id else None
    return rows


def follow_roster(meeting: Meeting, *, at: datetime) -> list[Attendee]:
    """Make the list what the rules ask for now, in the caller's transaction, the meeting locked.

    Who answered or came stays on it, whatever happens to the rules. Whoever has not answered is
    phoned some days before. Gives the list.
    """
    there = list(Attendee.objects.filter(meeting=meeting).order_by("pk"))
    by_key = {key: row for row in there for key in _keys_of(row)}
    kept: set[int] = set()
    fresh, changed = [], []
    for place in places_of(meeting):
        row = next((by_key[key] for key in place.keys if key in by_key), None)
        if row is None:
            fresh.append(_row(meeting, place))
            continue
        kept.add(row.pk)
        if row.arrived_at is None and _follows(row, place):
            changed.append(row)
    gone = [row for row in there if row.pk not in kept and _may_go(row)]
    drop_calls(Rule.MEETING, gone)
    Attendee.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Attendee.objects.bulk_update(changed, [name.removesuffix("_id") for name in FOLLOWS])
    Attendee.objects.bulk_create(fresh)
    rows = [row for row in there if row not in gone] + fresh
    plan_questions(meeting, rows, at)
    return rows


def plan_questions(meeting: Meeting, rows: Iterable[Attendee], at: datetime) -> None:
    """Whoever has not answered is to be phoned, with an account or by the number of the roster or
    of the body; the others are not, and nobody without a number."""
    due = call_at(meeting.starts_at, meeting.rules.call_days, at) if meeting.is_planned else None
    silent = [row for row in rows if not row.answer] if due else []
    phones = _phones_of(row for row in silent if not row.user_id)
    asked = [row for row in silent if row.user_id or phones.get(row.pk)]
    drop_calls(Rule.MEETING, [row for row in rows if row not in asked])
    if due is None:
        return
    day = cn_day(timezone.localdate(meeting.starts_at), timezone.localdate(at))
    text = f"问一声来不来：{meeting.title}，{day} {cn_time(meeting.starts_at)}，{meeting.place}"
    users = User.objects.in_bulk([row.user_id for row in asked if row.user_id])
    plan_calls(
        Rule.MEETING,
        [
            PlannedCall(
                row,
                users.get(row.user_id or 0),
                due,
                meeting.starts_at,
                meeting.committee,
                text,
                row.name,
                phones.get(row.pk, ""),
            )
            for row in asked
        ],
    )


def _phones_of(rows: Iterable[Attendee]) -> dict[int, str]:
    """Numbers of people without an account: a representative's own, else that of the body. Two
    queries."""
    plain = list(rows)
    seats = Seat.objects.in_bulk([row.seat_id for row in plain if row.seat_id])
    bodies = PartnerBody.objects.in_bulk([row.body_id for row in plain if row.body_id])
    return {
        row.pk: (seats[row.seat_id].phone if row.seat_id else "")
        or (bodies[row.body_id].phone if row.body_id else "")
        for row in plain
    }


def _keys_of(row: Attendee) -> list[Key]:
    place = Place(
        row.name, row.office, Capacity(row.capacity), row.user_id, row.seat_id, row.body_id
    )
    return place.keys


def _row(meeting: Meeting, place: Place) -> Attendee:
    return Attendee(meeting=meeting, **{name: getattr(place, name) for name in FOLLOWS})


def _follows(row: Attendee, place: Place) -> bool:
    """Bring the row up to date; True when something changed."""
    before = [getattr(row, name) for name in FOLLOWS]
    for name in FOLLOWS:
        setattr(row, name, getattr(place, name))
    return before != [getattr(row, name) for name in FOLLOWS]


def _may_go(row: Attendee) -> bool:
    """Nothing is known of it yet, and it was not written by hand."""
    by_hand = not _keys_of(row)
    return not by_hand and row.answer == Answer.NONE and row.arrived_at is None
