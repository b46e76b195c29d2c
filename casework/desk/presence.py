"""Being there: check-in, its later note, check-out, take-over."""

from datetime import datetime

from django.db import transaction

from casework.duty.models import Shift
from casework.duty.policies import (
    may_check_in,
    may_check_out,
    may_note_check_in,
    may_take_back_check_in,
    may_take_over,
)
from casework.duty.seats import (
    announce,
    close_swaps_of,
    desk_of,
    lock_people,
    locked_shift,
    name_of,
    refuse_overlap,
)
from casework.duty.telling import remind
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused


def check_in(shift: Shift, *, by: User, at: datetime) -> Shift:
    """The person is there. An elected colleague may do it for her; the row says who did.

    From 60 minutes before the start until the end; later it is 补签 (`note_check_in`). At most
    15 minutes late counts as manned (CONTRACTS, "Figures").
    """
    with transaction.atomic():
        shift = locked_shift(shift)
        may_check_in(by, shift, at).require()
        before = digest(shift)
        shift.checked_in_at, shift.checked_in_by = at, by
        shift.version += 1
        shift.save()
        remind(desk_of(shift), at=at)
        record("duty.check-in", shift, by=by, committee=shift.committee, before=before)
    return shift


def note_check_in(shift: Shift, *, by: User, came_at: datetime, at: datetime) -> Shift:
    """补签: she came at `came_at`, and that is written down only now. Both instants are kept.

    Refused: over 30 days ago; outside the shift; somebody else's without being elected.
    """
    with transaction.atomic():
        shift = locked_shift(shift)
        may_note_check_in(by, shift, came_at, at).require()
        before = digest(shift)
        shift.checked_in_at, shift.checked_in_by = came_at, by
        shift.check_in_noted_at = at
        shift.version += 1
        shift.save()
        remind(desk_of(shift), at=at)
        record("duty.note-check-in", shift, by=by, committee=shift.committee, before=before)
    return shift


def take_back_check_in(shift: Shift, *, by: User, at: datetime) -> Shift:
    """撤销 of a check-in tapped by mistake; by whoever tapped it, before the hand-over."""
    with transaction.atomic():
        shift = locked_shift(shift)
        may_take_back_check_in(by, shift).require()
        before = digest(shift)
        shift.checked_in_at = shift.checked_in_by = shift.check_in_noted_at = None
        shift.version += 1
        shift.save()
        remind(desk_of(shift), at=at)
        record("duty.take-back", shift, by=by, committee=shift.committee, before=before)
    return shift


def check_out(shift: Shift, *, by: User, at: datetime) -> Shift:
    """The shift is handed over. Refused before the check-in and a second time."""
    with transaction.atomic():
        shift = locked_shift(shift)
        may_check_out(by, shift).require()
        before = digest(shift)
        shift.checked_out_at = at
        shift.version += 1
        shift.save()
        record("duty.check-out", shift, by=by, committee=shift.committee, before=before)
    return shift


def take_over(shift: Shift, *, by: User, why: str, at: datetime) -> Shift:
    """Take a running shift from its person, with the reason; both names stay on it (S18).

    Whoever takes over is there: a missing check-in is made. The former person is told and freed.
    Refused: not running; one's own; handed over already; on duty elsewhere at that time.
    """
    with transaction.atomic():
        shift = locked_shift(shift)
        may_take_over(by, shift, at).require()
        if not why.strip():
            raise Refused("请写“为什么接替”，几个字就行，例如：临时去医院。")
        lock_people(by)
        refuse_overlap(by, shift)
        before, old = digest(shift), shift.person
        shift.taken_over_from, shift.taken_over_why, shift.person = old, why.strip(), by
        if shift.checked_in_at is None:
            shift.checked_in_at, shift.checked_in_by = at, by
        shift.version += 1
        shift.save()
        close_swaps_of(shift)
        remind(desk_of(shift), at=at)
        announce(shift, name_of(old), by.name, [old], by=by, at=at)
        record("duty.take-over", shift, by=by, committee=shift.committee, before=before)
    return shift
