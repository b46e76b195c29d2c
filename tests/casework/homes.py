"""Households of the tests: a door and the people behind it."""

from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Building, Committee, Estate


def move_in(committee: Committee, door: str, *names: str, phone: str = "") -> Household:
    """A household at 3-502; the first name is its head and has the phone."""
    number, room = door.split("-")
    estate, _ = Estate.objects.get_or_create(committee=committee, name=committee.short_name)
    building, _ = Building.objects.get_or_create(estate=estate, number=number)
    dwelling, _ = Dwelling.objects.get_or_create(
        committee=committee, building=building, room=room, door=door
    )
    household = Household.objects.create(committee=committee, dwelling=dwelling)
    for place, name in enumerate(names):
        Resident.objects.create(
            committee=committee,
            household=household,
            name=name,
            is_head=place == 0,
            phone=phone if place == 0 else "",
        )
    return household
