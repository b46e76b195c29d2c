"""The estate as the map shows it: a tile for every building, in the order one walks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from casework.map.care import counted, kinds_by_household
from casework.map.rules import first_recent_day
from casework.map.states import Show
from committees.care.models import LabelKind
from committees.residents.models import Household
from committees.territory.models import Building, Committee


@dataclass
class Tile:
    """A building: how many households, how many with 关爱, and who was not seen for longest.

    `longest_ago` is the day of the door that waits longest, of those somebody has ever been to.
    """

    building: Building
    flats: int
    show: str = Show.CARE
    households: int = 0
    lately: int = 0
    never: int = 0
    longest_ago: date | None = None
    care: list[Sequence[LabelKind]] = field(default_factory=list)
    """The kinds behind each door somebody has to look after."""

    @property
    def in_care(self) -> int:
        return len(self.care)

    @property
    def late(self) -> int:
        return self.households - self.lately

    @property
    def chosen(self) -> int:
        """Households that the filter asks for."""
        if self.show == Show.LATE:
            return self.late
        if self.show in (Show.CARE, Show.LETTERS):
            return self.in_care
        return sum(1 for kinds in self.care if any(kind.key == self.show for kind in kinds))


@dataclass(frozen=True)
class EstateMap:
    """What one page of the map says of a committee."""

    tiles: Sequence[Tile]
    kinds: Sequence[tuple[LabelKind, int]]

    @property
    def households(self) -> int:
        return sum(tile.households for tile in self.tiles)

    @property
    def in_care(self) -> int:
        return sum(tile.in_care for tile in self.tiles)

    @property
    def late(self) -> int:
        return sum(tile.late for tile in self.tiles)


def estate_map(committee: Committee, *, on: date, show: str = Show.CARE) -> EstateMap:
    """Every building of the committee with its figures; five queries however many there are."""
    living = Household.objects.filter(committee=committee).living_here(on)
    buildings = (
        Building.objects.filter(estate__committee=committee)
        .select_related("estate")
        .annotate(flats=Count("dwellings"))
        .order_by("estate__order", "estate_id", "order", "pk")
    )
    seen = _seen(living, on)
    tiles = {one.pk: Tile(one, one.flats, show, **seen.get(one.pk, {})) for one in buildings}
    kinds = kinds_by_household(committee.pk, living, on)
    homes = Household.objects.filter(pk__in=kinds)
    for household, building in homes.values_list("pk", "dwelling__building_id"):
        tiles[building].care.append(kinds[household])
    return EstateMap(list(tiles.values()), counted(kinds.values()))


def _seen(living: QuerySet[Household], on: date) -> dict[int, dict[str, Any]]:
    """{building: how many households live there, and when they were last met}; one query."""
    rows: Any = living.values(building=F("dwelling__building_id")).annotate(
        households=Count("pk"),
        lately=Count("pk", filter=Q(door__last_met_on__gte=first_recent_day(on))),
        never=Count("pk", filter=Q(door__last_met_on__isnull=True)),
        longest_ago=Min("door__last_met_on"),
    )
    return {row.pop("building"): row for row in rows}
