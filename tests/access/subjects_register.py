"""Makers for the pages of the register: groups, and who owns a flat."""

from typing import Any

from committees.residents.models import Dwelling, ResidentsGroup
from committees.tenure.models import Ownership
from committees.territory.models import Building, Committee, Estate
from tests.cast import Cast


def residents_group(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = ResidentsGroup.objects.create(
        committee=committee, name=f"小组{committee.pk}", leader_name=canary[:50]
    )
    return {"pk": made.pk}


def ownership(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    estate = Estate.objects.create(committee=committee, name="产权小区")
    house = Building.objects.create(estate=estate, number="9")
    flat = Dwelling.objects.create(
        committee=committee, building=house, floor=1, room="101", door="9-101"
    )
    made = Ownership.objects.create(dwelling=flat, owner_name=canary[:60])
    return {"pk": made.pk}


REGISTER = {"residents_group": residents_group, "ownership": ownership}
