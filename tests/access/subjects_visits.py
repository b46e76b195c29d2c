"""Alarms, and a household somebody has to visit, for the access matrix."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from casework.doors.actions import keep_up
from casework.knocks.models import Knock, KnockStep
from committees.care.models import CareLabel, LabelKind
from committees.people.models import User
from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Building, Committee, Estate
from tests.cast import LONG_AGO, Cast


def _director(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def _home(cast: Cast, committee: Committee, canary: str, room: str) -> Resident:
    estate, _ = Estate.objects.get_or_create(committee=committee, name="走访小区")
    building, _ = Building.objects.get_or_create(estate=estate, number="9")
    flat = Dwelling.objects.create(
        committee=committee, building=building, floor=9, room=room, door=f"9-{room}"
    )
    home = Household.objects.create(committee=committee, dwelling=flat)
    return Resident.objects.create(
        committee=committee, household=home, name=canary[:50], is_head=True, phone="10000000097"
    )


def _looked_after(cast: Cast, committee: Committee, canary: str, room: str) -> Resident:
    person = _home(cast, committee, canary, room)
    CareLabel.objects.create(
        committee=committee,
        resident=person,
        kind=LabelKind.objects.get(key="lives-alone"),
        since=LONG_AGO,
        review_on=timezone.localdate(),
        ground="duty",
        noted_by=_director(cast, committee),
    )
    return person


def _knock(cast: Cast, committee: Committee, canary: str, room: str, **more: Any) -> Knock:
    person = _looked_after(cast, committee, canary, room)
    director = _director(cast, committee)
    knock = Knock.objects.create(
        committee=committee,
        household=person.household,
        resident=person,
        knocked_on=timezone.localdate(),
        opened_by=director,
        **more,
    )
    KnockStep.objects.create(knock=knock, rung="phone", whom=canary, outcome="said", by=director)
    return knock


def knock(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _knock(cast, committee, canary, "901").pk}


def knock_over(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    now = timezone.now()
    over = {"seen_at": now, "seen_by": canary[:40], "words": canary, "ended_at": now}
    by = _director(cast, committee)
    return {"pk": _knock(cast, committee, canary, "902", state="seen", ended_by=by, **over).pk}


def looked_after(cast: Cast, committee: Committee, canary: str) -> None:
    """Stands on the plan and on the sheet."""
    _looked_after(cast, committee, canary, "903")
    keep_up(committee, on=timezone.localdate())


VISITS: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "knock": knock,
    "knock_over": knock_over,
}
