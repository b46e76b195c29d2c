"""Residents of the tests: who they are to an election is one call."""

from datetime import date
from typing import Any

from committees.residents.models import Dwelling, Household, Resident, ResidentsGroup
from committees.tenure.models import Hukou
from committees.territory.models import Building, Committee, Estate
from elections.timetable.models import Election, Step

LONG_AGO = date(2020, 1, 1)
GROWN = date(1970, 5, 1)


def a_home(committee: Committee, door: str, group: str = "") -> Household:
    number, room = door.split("-")
    estate, _ = Estate.objects.get_or_create(committee=committee, name=committee.short_name)
    building, _ = Building.objects.get_or_create(estate=estate, number=number)
    found = (
        ResidentsGroup.objects.get_or_create(committee=committee, name=group)[0] if group else None
    )
    dwelling, _ = Dwelling.objects.get_or_create(
        committee=committee,
        building=building,
        room=room,
        defaults={"door": door, "group": found},
    )
    household, _ = Household.objects.get_or_create(committee=committee, dwelling=dwelling)
    return household


def a_resident(
    committee: Committee, name: str, door: str = "3-502", *, hukou: str = "here", **more: Any
) -> Resident:
    """Grown up and registered here unless said. `hukou=""`: nobody wrote it down."""
    home = a_home(committee, door, more.pop("group", ""))
    more.setdefault("born_on", GROWN)
    resident = Resident.objects.create(committee=committee, household=home, name=name, **more)
    if hukou:
        Hukou.objects.create(resident=resident, place=hukou)
    return resident


def hang(election: Election, on: date = LONG_AGO) -> None:
    """The roll hung on that day, and that was all the time objections had."""
    steps = Step.objects.filter(election=election)
    steps.filter(code="roll").update(done_on=on)
    steps.filter(code="objections_end").update(due_on=on)
