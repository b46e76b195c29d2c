"""Flats for the access matrix."""

from collections.abc import Callable
from typing import Any

from committees.residents.models import Dwelling
from committees.territory.models import Building, Committee, Estate
from tests.cast import Cast


def flat(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    estate = Estate.objects.create(committee=committee, name=canary[:40])
    house = Building.objects.create(estate=estate, number="7")
    made = Dwelling.objects.create(
        committee=committee, building=house, floor=6, room="604", door="7-604"
    )
    return {"pk": made.pk}


MAP: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {"flat": flat}
