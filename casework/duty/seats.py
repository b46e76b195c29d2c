"""What every act on a shift needs: the locked row, nobody twice at once, and who hears of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from casework.duty.models import Shift, Swap
from casework.duty.states import RotaState, Slot, SwapState
from casework.duty.telling import remind, tell_change
from committees.people.models import User
from jiedao.common.errors import Refused

NOBODY = "没有人"


def shift_rows() -> Any:
    return Shift.objects.select_related("rota", "committee", "person")


def locked_shift(shift: Shift) -> Shift:
    locked: Shift = shift_rows().select_for_update(of=("self",)).get(pk=shift.pk)
    return locked


def desk_of(shift: Shift) -> list[Shift]:
    """All seats of the shift's desk: one check-in and nobody needs to look for an empty one."""
    return list(
        shift_rows().filter(
            committee=shift.committee_id, starts_at=shift.starts_at, slot=shift.slot
        )
    )


def name_of(person: User | None) -> str:
    return person.name if person else NOBODY


def lock_people(*people: User | None) -> None:
    """Acts that give shifts to the same person wait for each other. Shifts are locked before."""
    ids = [person.pk for person in people if person is not None]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def refuse_overlap(person: User, shift: Shift, *, leaving_out: Iterable[Shift] = ()) -> None:
    """Refused when the person is on duty somewhere else at that time (DOMAIN §4.2)."""
    other = (
        Shift.objects.filter(
            person=person, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
        )
        .exclude(pk__in=[shift.pk, *(one.pk for one in leaving_out)])
        .first()
    )
    if other:
        words = Slot(other.slot).label
        raise Refused(f"{person.name} {other.day.day} 日{words}已经值班。")


def announce(
    shift: Shift, was: str, now: str, people: Iterable[User | None], *, by: User, at: datetime
) -> None:
    """Reminders follow the shift; those affected hear of it once the rota is published."""
    if shift.rota.state != RotaState.PUBLISHED:
        return
    remind([shift], at=at)
    tell_change(shift, was, now, people, by=by, at=at)


def close_swaps_of(*shifts: Shift) -> None:
    """The shift changed hands otherwise: open requests about it are over."""
    open_ones = Swap.objects.filter(state__in=[SwapState.ASKED, SwapState.AGREED])
    ids = [shift.pk for shift in shifts]
    (open_ones.filter(shift__in=ids) | open_ones.filter(in_return__in=ids)).update(
        state=SwapState.WITHDRAWN
    )
