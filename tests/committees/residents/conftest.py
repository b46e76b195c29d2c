"""Houses and people of East and West."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from committees.residents.actions import lay_out
from committees.residents.models import Household, Resident
from committees.residents.rules import Door, Facts
from committees.tenure.actions import welcome_household
from committees.territory.models import Building, Committee, Estate
from tests.cast import Cast

MoveIn = Callable[..., Household]


@pytest.fixture
def houses(cast: Cast) -> Cast:
    """Buildings 1–3 of six floors with four flats each, in both committees."""
    for committee in (cast.east, cast.west):
        estate = Estate.objects.create(committee=committee, name=f"{committee.short_name}小区")
        lay_out(estate, ["1", "2", "3"], floors=6, per_floor=4, by=cast.clerk)
    return cast


@pytest.fixture
def move_in(houses: Cast) -> MoveIn:
    """`move_in("3-502", "刘国强", phone="10000000051")` for East; another committee by name."""

    def come(
        door: str, *names: str, phone: str = "", committee: Committee | None = None
    ) -> Household:
        where = committee or houses.east
        number, _, room = door.partition("-")
        building = Building.objects.get(estate__committee=where, number=number)
        people = [
            Facts(name=name, phone=phone if place == 0 else "") for place, name in enumerate(names)
        ]
        director = houses.west_director if where == houses.west else houses.east_director
        return welcome_household(
            building,
            Door(number, room),
            people,
            by=director,
            since=None,
            another=False,
            on=timezone.localdate(),
        )

    return come


def head_of(household: Household) -> Resident:
    return household.residents.get(is_head=True)
