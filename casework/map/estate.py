"""The estate as the map shows it: a tile for every building, in the order one walks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from casework.map.care import counted, kinds_by_household
from casework.map.met import last_met
from casework.map.rules import visited_lately
from casework.map.states import Show
from committees.care.models import LabelKind
from committees.residents.models import Household
from committees.territory.models import Building, Committee


@dataclass
class Door:
    """One household as the figures see it."""

    household: int
    kinds: Sequence[LabelKind]
    last: date | None
    lately: bool


@dataclass
class Tile:
    """A building: how many households, how many with 关爱, and who was not seen for longest."""

    building: Building
    flats: int
    doors: list[Door] = field(default_factory=list)
    show: str = Show.CARE

    @property
    def households(self) -> int:
        return len(self.doors)

    @property
    def in_care(self) -> int:
        return sum(1 for door in self.doors if door.kinds)

    @property
    def lately(self) -> int:
        return sum(1 for door in self.doors if door.lately)

    @property
    def late(self) -> int:
        return self.households - self.lately

    @property
    def never(self) -> int:
        return sum(1 for door in self.doors if door.last is None)

    @property
    def longest_ago(self) -> date | None:
        """The day of the door that waits longest, of those somebody has ever been to."""
        return min((door.last for door in self.doors if door.last), default=None)

    @property
    def chosen(self) -> int:
        """Households that the filter asks for."""
        if self.show == Show.LATE:
            return self.late
        if self.show in (Show.CARE, Show.LETTERS):
            return self.in_care
        return sum(1 for door in self.doors if any(kind.key == self.show for kind in door.kinds))


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
    tiles = {one.pk: Tile(one, one.flats, show=show) for one in buildings}
    kinds, last = kinds_by_household(living, on), last_met(living)
    for household, building in living.values_list("pk", "dwelling__building_id"):
        day = last.get(household)
        tiles[building].doors.append(
            Door(household, kinds.get(household, ()), day, visited_lately(day, on))
        )
    return EstateMap(list(tiles.values()), counted(_kinds_of(tiles.values())))


def _kinds_of(tiles: Iterable[Tile]) -> Iterable[Sequence[LabelKind]]:
    return (door.kinds for tile in tiles for door in tile.doors)
