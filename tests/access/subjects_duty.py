"""The rota and what hangs on it, for the access matrix."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from casework.duty.models import HandoverPoint, Leave, Rota, Shift, SlotRule, Swap
from casework.duty.states import RotaState, Slot
from committees.people.models import Posting, User
from committees.territory.models import Committee
from tests.cast import LONG_AGO, Cast


def _person(committee: Committee, canary: str) -> User:
    person = User.objects.create(name=canary[:50])
    Posting.objects.create(user=person, role="member", committee=committee, since=LONG_AGO)
    return person


def _rota(committee: Committee, state: RotaState) -> Rota:
    month = timezone.localdate().replace(day=1)
    if state == RotaState.DRAFT:
        month = (month + timedelta(days=32)).replace(day=1)
    rota, _ = Rota.objects.get_or_create(committee=committee, month=month, state=state)
    return rota


def _shift(
    committee: Committee,
    person: User | None,
    *,
    state: RotaState = RotaState.PUBLISHED,
    slot: Slot = Slot.MORNING,
) -> Shift:
    """A shift of the next hours; its seat is free."""
    starts_at = timezone.now() + timedelta(hours=2)
    rota = _rota(committee, state)
    return Shift.objects.create(
        committee=committee,
        rota=rota,
        day=timezone.localdate(starts_at),
        slot=slot,
        seat=rota.shifts.count() + 1,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        person=person,
    )


def shift(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _shift(committee, _person(committee, canary)).pk}


def draft_shift(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = _shift(committee, _person(committee, canary), state=RotaState.DRAFT)
    return {"pk": made.pk}


def empty_shift(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _shift(committee, None).pk}


def rota(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = _shift(committee, _person(committee, canary), state=RotaState.DRAFT)
    return {"pk": made.rota_id}


def slot_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = SlotRule.objects.create(
        committee=committee, slot=Slot.OFF_PEAK, starts=time(17, 0), ends=time(18, 30)
    )
    return {"pk": made.pk}


def street_slot(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """A slot of the street belongs to no committee."""
    starts = time(6 + committee.pk % 2)
    made, _ = SlotRule.objects.get_or_create(
        committee=None, slot=Slot.OFF_PEAK, starts=starts, defaults={"ends": time(9)}
    )
    return {"pk": made.pk}


def swap(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    giver, taker = _person(committee, canary), _person(committee, canary)
    made = Swap.objects.create(
        committee=committee,
        shift=_shift(committee, giver),
        giver=giver,
        taker=taker,
        asked_by=giver,
        reason=canary[:80],
    )
    return {"pk": made.pk}


def duty_leave(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    today = timezone.localdate()
    made = Leave.objects.create(
        committee=committee,
        person=_person(committee, canary),
        since=today,
        until=today + timedelta(days=3),
        reason=canary[:60],
    )
    return {"pk": made.pk}


def handover_point(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = HandoverPoint.objects.create(
        committee=committee, left_by=_person(committee, canary), text=canary
    )
    return {"pk": made.pk}


DUTY: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "shift": shift,
    "draft_shift": draft_shift,
    "empty_shift": empty_shift,
    "rota": rota,
    "slot_rule": slot_rule,
    "street_slot": street_slot,
    "swap": swap,
    "duty_leave": duty_leave,
    "handover_point": handover_point,
}
