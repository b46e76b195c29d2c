"""One shift changes: another person, other hours, somebody claims it."""

from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from casework.duty.models import Shift
from casework.duty.policies import (
    may_be_changed,
    may_plan,
    may_work,
)
from casework.duty.rules import (
    times_of,
)
from casework.duty.seats import (
    announce,
    close_swaps_of,
    lock_people,
    locked_shift,
    name_of,
    refuse_overlap,
)
from casework.duty.states import RotaState
from casework.duty.telling import clock_words, remind
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused


def put_person(
    shift: Shift,
    *,
    by: User,
    person: User | None,
    lead: User | None,
    version: int,
    at: datetime,
) -> Shift:
    """Put a person on the seat (None clears it) and say who leads.

    On a published rota the reminders move and those affected get 「原来…，现在…」.
    Refused: not the director; checked in or over; on leave; on duty elsewhere at that time.
    Conflict when somebody saved the shift since the page was made.
    """
    with transaction.atomic():
        shift = locked_shift(shift)
        may_plan(by, shift.committee_id).require()
        may_be_changed(shift, at).require()
        shift.expect(version)
        lock_people(person)
        if person is not None:
            refuse_overlap(person, shift)
            _refuse_leave(person, shift)
        before, old = digest(shift), shift.person
        shift.person, shift.lead = person, lead
        shift.save()
        if old != person:
            close_swaps_of(shift)
            announce(shift, name_of(old), name_of(person), [old, person], by=by, at=at)
        record("duty.put", shift, by=by, committee=shift.committee, before=before)
    return shift


def _refuse_leave(person: User, shift: Shift) -> None:
    last = timezone.localtime(shift.ends_at).date()
    if person.leaves.filter(
        committee=shift.committee_id, since__lte=last, until__gte=shift.day
    ).exists():
        raise Refused(f"{person.name} {shift.day.day} 日请假，请换一个人。")


def retime_shift(
    shift: Shift, *, by: User, starts: time, ends: time, version: int, at: datetime
) -> Shift:
    """Move the shift to other hours of its day; requests to swap and reminders move with it (S19).

    Refused: not the director; checked in or over; into the past; onto another shift of hers.
    """
    with transaction.atomic():
        shift = locked_shift(shift)
        may_plan(by, shift.committee_id).require()
        may_be_changed(shift, at).require()
        shift.expect(version)
        before, was = digest(shift), clock_words(shift)
        shift.starts_at, shift.ends_at = times_of(shift.day, starts, ends)
        if shift.ends_at <= at:
            raise Refused("这个时间已经过去了，请写以后的时间。")
        _refuse_taken_seat(shift)
        lock_people(shift.person)
        if shift.person is not None:
            refuse_overlap(shift.person, shift)
        shift.save()
        announce(shift, was, clock_words(shift), [shift.person], by=by, at=at)
        record("duty.retime", shift, by=by, committee=shift.committee, before=before)
    return shift


def _refuse_taken_seat(shift: Shift) -> None:
    same = Shift.objects.filter(
        committee=shift.committee_id,
        starts_at=shift.starts_at,
        slot=shift.slot,
        seat=shift.seat,
    )
    if same.exclude(pk=shift.pk).exists():
        raise Refused("这个时间已经有同样的一班了。")


def claim_shift(shift: Shift, *, by: User, at: datetime) -> Shift:
    """Take an empty seat of a published rota. Of several at once exactly one gets it.

    The condition stands in the UPDATE itself, on the row's own columns (a joined one would be
    judged by the snapshot): whoever comes second changes no row and is refused.
    Refused also: not one's committee; over; on duty elsewhere at that time.
    """
    with transaction.atomic():
        may_work(by, shift.committee_id).require()
        if shift.rota.state != RotaState.PUBLISHED:
            raise Refused("值班表还没公布，请主任来排。")
        refuse_overlap(by, shift)
        if not _won(shift, by, at):
            raise Refused("这一班刚才有人认领了，或者已经过去。")
        shift = locked_shift(shift)
        lock_people(by)
        refuse_overlap(by, shift)
        remind([shift], at=at)
        record("duty.claim", shift, by=by, committee=shift.committee)
    return shift


def _won(shift: Shift, by: User, at: datetime) -> bool:
    """The conditional UPDATE. False too when the same person wins another seat of that hour."""
    try:
        with transaction.atomic():
            seat = Shift.objects.filter(pk=shift.pk, person__isnull=True, ends_at__gt=at)
            return bool(seat.update(person=by, version=F("version") + 1))
    except IntegrityError:
        return False
