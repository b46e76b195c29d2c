"""Minutes of some meetings: a draft, a paper on its round, and those signed, locked and read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Prefetch, Q

from committees.people.models import User
from jiedao.portal.demo.meeting_texts import ADDENDUM, UNSIGNED
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey
from meetings.minutes.drafting import record_of
from meetings.minutes.models import Addendum, Minutes, Revision, Signature
from meetings.minutes.rules import draft_text, public_text
from meetings.minutes.states import MinutesState

LATELY, TWO_A_YEAR = timedelta(days=60), timedelta(days=240)
TO_SIGN, TO_LOCK, TO_RELEASE = 1, 4, 5
"""Working days after the meeting."""
NOT_YET = {0: MinutesState.DRAFT, 1: MinutesState.SIGNING}
"""How far the two newest of the first committee have come."""
READ = (KindKey.JOINT, KindKey.REPRESENTATIVES)
"""Kinds whose minutes residents read here."""


@dataclass
class _Rows:
    minutes: list[Minutes] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    addenda: list[Addendum] = field(default_factory=list)
    sealed: list[Meeting] = field(default_factory=list)


def write(setting: Setting, store: Store, places: Sequence[Neighbourhood]) -> None:
    """The first committee shows every stage; each of the others its last joint meeting."""
    by_committee: dict[int, list[Meeting]] = {}
    for meeting in _held(setting):
        by_committee.setdefault(meeting.committee_id, []).append(meeting)
    rows = _Rows()
    for place in places:
        held = by_committee.get(place.committee.pk, [])
        told = held if place.is_first else _newest(held, KindKey.JOINT)
        for nth, meeting in enumerate(told):
            last = NOT_YET.get(nth) if place.is_first else None
            _write_one(rows, setting, place, meeting, last)
    store.add(rows.minutes)
    store.add(rows.revisions)
    store.add(rows.signatures)
    store.add(rows.addenda)
    store.change(rows.sealed, "sealed_at")


def _held(setting: Setting) -> Iterator[Meeting]:
    """Newest first, with whoever came, in two queries."""
    came = Attendee.objects.filter(arrived_at__isnull=False).order_by("pk")
    kinds = [KindKey.JOINT, KindKey.COMMITTEE, KindKey.STUDY, KindKey.REPRESENTATIVES]
    rows = Meeting.objects.filter(state=MeetingState.HELD, kind__key__in=kinds)
    lately = rows.filter(
        Q(starts_at__gte=setting.now - LATELY)
        | Q(kind__key=KindKey.REPRESENTATIVES, starts_at__gte=setting.now - TWO_A_YEAR)
    ).order_by("-starts_at", "-pk")
    yield from lately.select_related("committee", "rules", "chair").prefetch_related(
        Prefetch("attendees", came, to_attr="came")
    )


def _newest(held: Sequence[Meeting], kind: KindKey) -> list[Meeting]:
    return [meeting for meeting in held if meeting.kind_id == kind][:1]


def _write_one(
    rows: _Rows,
    setting: Setting,
    place: Neighbourhood,
    meeting: Meeting,
    last: MinutesState | None,
) -> None:
    """As far as it has come by today, and not past `last`: written on the day after, signed,
    locked, read."""
    roll = dice("minutes", place.committee.code, meeting.starts_at)
    secretary, director = place.team.members[0], place.team.director
    written, locked, released = (
        moment(setting.calendar.add(meeting.starts_at.date(), days).on, hour)
        for days, hour in ((TO_SIGN, 10), (TO_LOCK, 15), (TO_RELEASE, 9))
    )
    if not setting.is_past(written):
        return
    body = draft_text(record_of(meeting))
    minutes = Minutes(
        meeting=meeting, body=body, drafted_by=secretary, drafted_at=written, version=1
    )
    rows.minutes.append(minutes)
    rows.revisions.append(Revision(minutes=minutes, number=1, body=body, by=secretary, at=written))
    if last == MinutesState.DRAFT or not setting.is_past(written + timedelta(days=1)):
        return
    minutes.state = MinutesState.SIGNING
    done = last is None and setting.is_past(locked)
    lines = list(_signed(minutes, meeting, written + timedelta(days=1), secretary, everybody=done))
    rows.signatures += lines
    if not done:
        return
    lines[-1].signed_at, lines[-1].note = None, roll.choice(UNSIGNED)
    minutes.state, minutes.digest = MinutesState.LOCKED, sha256(body.encode()).hexdigest()
    minutes.locked_at, minutes.locked_by = locked, director
    meeting.sealed_at = locked
    rows.sealed.append(meeting)
    if meeting.kind_id in READ and setting.is_past(released):
        minutes.public_body = public_text(body, ()).text
        minutes.released_at, minutes.released_by = released, director
    if place.is_first and meeting.kind_id in READ:
        at = released + timedelta(hours=2)
        rows.addenda.append(Addendum(minutes=minutes, number=1, text=ADDENDUM, by=secretary, at=at))


def _signed(
    minutes: Minutes, meeting: Meeting, at: datetime, seen_by: User, *, everybody: bool
) -> Iterator[Signature]:
    """One line for everybody who came; of a paper on its round every third is still open."""
    came: list[Attendee] = meeting.came  # type: ignore[attr-defined]
    for number, one in enumerate(came):
        signs = everybody or number % 3 != 2
        yield Signature(
            minutes=minutes,
            name=one.name,
            office=one.office,
            signed_at=at if signs else None,
            seen_by=seen_by if signs else None,
        )
