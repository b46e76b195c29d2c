"""Acts on the register: houses are laid out, households come and go, a number is shown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.policies import may_keep_households
from committees.residents.rules import Door
from committees.territory.models import Building, Committee, Estate
from committees.territory.policies import may_keep_directory
from committees.territory.rules import rooms_of
from committees.territory.sounds import natural_key
from jiedao.common.errors import Refused

MOST_FLATS = 5_000
"""Flats laid out in one go; a larger estate is done in parts."""


@transaction.atomic
def lay_out(
    estate: Estate, numbers: Sequence[str], *, floors: int, per_floor: int, by: Any
) -> tuple[int, int]:
    """Add buildings with all their flats: (buildings, flats). `per_floor` 0 adds no flats.

    Rooms are floor and two digits, 101 … 602. All buildings of the committee are put in the order
    of their numbers. Refused when a number is there already, or for more than MOST_FLATS flats.
    """
    may_keep_directory(by).require()
    Committee.objects.select_for_update().get(pk=estate.committee_id)
    there = set(estate.buildings.filter(number__in=numbers).values_list("number", flat=True))
    if there:
        named = "、".join(number for number in numbers if number in there)
        raise Refused(f"{named} 号楼已经有了。")
    if len(numbers) * floors * per_floor > MOST_FLATS:
        raise Refused(f"一次最多添 {MOST_FLATS} 套，请分几次添。")
    buildings = Building.objects.bulk_create(
        Building(estate=estate, number=number, floors=floors) for number in numbers
    )
    flats = Dwelling.objects.bulk_create(
        _flat(building, Door(building.number, room), floor, estate.committee_id)
        for building in buildings
        for floor, room in rooms_of(floors, per_floor)
    )
    put_in_order(estate.committee)
    label = f"{numbers[0]}–{numbers[-1]} 号楼" if len(numbers) > 1 else f"{numbers[0]} 号楼"
    record("residents.lay_out", estate, by=by, committee=estate.committee, label=label)
    return len(buildings), len(flats)


def _flat(building: Building, door: Door, floor: int, committee_id: int) -> Dwelling:
    return Dwelling(
        committee_id=committee_id,
        building=building,
        floor=floor,
        room=door.room,
        door=str(door),
    )


def put_in_order(committee: Committee) -> None:
    """Number the committee's buildings as one walks: estate by estate, 2 before 10."""
    buildings = list(Building.objects.filter(estate__committee=committee).select_related("estate"))
    buildings.sort(key=lambda row: (row.estate.order, row.estate_id, natural_key(row.number)))
    for order, building in enumerate(buildings, 1):
        building.order = order
    Building.objects.bulk_update(buildings, ["order"])


@transaction.atomic
def remove_building(building: Building, *, by: Any) -> None:
    """Take back a building that was laid out by mistake, with its empty flats.

    Refused as soon as a household has ever been written down there.
    """
    may_keep_directory(by).require()
    building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    committee = building.estate.committee
    if Household.objects.filter(dwelling__building=building).exists():
        raise Refused(f"{building}已经登记过住户，不能删。")
    before = digest(building)
    record(
        "residents.remove_building",
        building,
        by=by,
        committee=committee,
        before=before,
        after="",
        label=str(building),
    )
    building.dwellings.all().delete()
    building.delete()


# Households


@transaction.atomic
def welcome_household(
    building: Building,
    door: Door,
    people: Sequence[tuple[str, str]],
    *,
    by: Any,
    since: date | None,
    another: bool,
    on: date,
) -> Household:
    """Write down who lives at a door; the first of `people` (name, phone) is the head.

    The flat is added when the building has no such room yet. Refused above the top floor, and
    when a household lives there already unless `another` says that there are two.
    """
    committee = building.estate.committee
    may_keep_households(by, committee.pk).require()
    building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    if door.floor > building.floors:
        raise Refused(f"{building}只有 {building.floors} 层，没有 {door.room} 室。")
    dwelling = building.dwellings.filter(room=door.room).first()
    if dwelling is None:
        dwelling = _flat(building, door, door.floor, committee.pk)
        dwelling.save()
    elif not another and dwelling.households.living_here(on).exists():
        raise Refused(f"{door} 已经登记了一户。确实是两户，请勾选“另外一户”。")
    household = Household.objects.create(committee=committee, dwelling=dwelling, since=since)
    for place, (name, phone) in enumerate(people):
        _add_person(household, name, phone, is_head=place == 0)
    record("residents.welcome", household, by=by, committee=committee, label=str(door))
    return household


def _add_person(household: Household, name: str, phone: str, *, is_head: bool) -> Resident:
    return Resident.objects.create(
        committee_id=household.committee_id,
        household=household,
        name=name,
        phone=phone,
        is_head=is_head,
    )


@transaction.atomic
def add_resident(household: Household, *, by: Any, name: str, phone: str) -> Resident:
    """Somebody more in the household; the first one is its head."""
    may_keep_households(by, household.committee_id).require()
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    is_head = not household.residents.filter(is_head=True).exists()
    resident = _add_person(household, name, phone, is_head=is_head)
    record("residents.add", resident, by=by, committee=household.committee)
    return resident


@transaction.atomic
def edit_resident(
    resident: Resident, *, by: Any, version: int, name: str, phone: str, is_head: bool
) -> Resident:
    """Correct name or number, or make the person head: the head before is then none.

    Raises Conflict when somebody saved in between.
    """
    may_keep_households(by, resident.committee_id).require()
    Household.objects.select_for_update(of=("self",)).get(pk=resident.household_id)
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    before = digest(resident)
    resident.expect(version)
    if is_head and not resident.is_head:
        Resident.objects.filter(household=resident.household_id).update(is_head=False)
    resident.name, resident.phone, resident.is_head = name, phone, is_head
    resident.save()
    record("residents.edit", resident, by=by, committee=resident.committee, before=before)
    return resident


@transaction.atomic
def move_out(household: Household, *, by: Any, until: date) -> Household:
    """Write the household's last day here. What was noted about it stays.

    Refused before the day it came, and when it has left already.
    """
    may_keep_households(by, household.committee_id).require()
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    if household.until is not None:
        raise Refused("这一户已经记了搬走的日期。")
    if household.since is not None and until < household.since:
        raise Refused("搬走日期不能早于入住日期。")
    before = digest(household)
    household.until = until
    household.save(update_fields=["until"])
    record("residents.move_out", household, by=by, committee=household.committee, before=before)
    return household


@transaction.atomic
def stay(household: Household, *, by: Any) -> Household:
    """Take a move-out back: the household still lives here."""
    may_keep_households(by, household.committee_id).require()
    household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    before = digest(household)
    household.until = None
    household.save(update_fields=["until"])
    record("residents.stay", household, by=by, committee=household.committee, before=before)
    return household


def reveal_phone(resident: Resident, *, by: Any) -> str:
    """The whole number, and the journal row that says who saw it."""
    may_keep_households(by, resident.committee_id).require()
    record("residents.reveal", resident, by=by, committee=resident.committee)
    return str(resident.phone)
