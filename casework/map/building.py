"""One building as the map shows it: floors top to bottom, rooms left to right (UX F.6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.map.care import counted, kinds_by_household
from casework.map.met import last_met
from casework.map.rules import Plan, plan_of, shown_letters, visited_lately
from casework.map.states import Flat, Show
from committees.care.models import LabelKind
from committees.residents.models import Dwelling, Household
from committees.territory.models import Building


@dataclass
class Home:
    """A household behind a door, with what the map says of it."""

    row: Household
    kinds: Sequence[LabelKind]
    last: date | None
    lately: bool


@dataclass
class Cell:
    """A flat of the grid."""

    dwelling: Dwelling
    show: str
    homes: list[Home] = field(default_factory=list)

    @property
    def floor(self) -> int:
        return self.dwelling.floor

    @property
    def room(self) -> str:
        return self.dwelling.room

    @property
    def state(self) -> Flat:
        if self.homes:
            return Flat.HOME
        return Flat.VACANT if self.dwelling.vacant else Flat.UNKNOWN

    @property
    def kinds(self) -> list[LabelKind]:
        found = {kind.pk: kind for home in self.homes for kind in home.kinds}
        return sorted(found.values(), key=lambda kind: (kind.order, kind.pk))

    @property
    def in_care(self) -> bool:
        """The neutral mark: no reason beside the door until somebody asks for one."""
        return self.show in (Show.CARE, Show.LATE) and bool(self.kinds)

    @property
    def letters(self) -> Sequence[LabelKind]:
        """Only what was asked for, at most three."""
        return shown_letters(self._asked)[0]

    @property
    def more(self) -> int:
        return shown_letters(self._asked)[1]

    @property
    def _asked(self) -> list[LabelKind]:
        if self.show == Show.LETTERS:
            return self.kinds
        return [kind for kind in self.kinds if kind.key == self.show]

    @property
    def lately(self) -> bool:
        """Every household behind this door was met in the last 90 days."""
        return bool(self.homes) and all(home.lately for home in self.homes)

    @property
    def quiet(self) -> bool:
        """The filter does not ask for this door."""
        if self.show == Show.LATE:
            return self.state != Flat.HOME or self.lately
        return self.show not in ("", Show.LETTERS) and not self._asked


@dataclass(frozen=True)
class BuildingMap:
    """What one page says of a building."""

    plan: Plan[Cell]
    cells: Sequence[Cell]
    kinds: Sequence[tuple[LabelKind, int]]

    @property
    def homes(self) -> list[Home]:
        return [home for cell in self.cells for home in cell.homes]

    @property
    def households(self) -> int:
        return len(self.homes)

    @property
    def in_care(self) -> int:
        return sum(1 for home in self.homes if home.kinds)

    @property
    def late(self) -> int:
        return sum(1 for home in self.homes if not home.lately)

    @property
    def vacant(self) -> int:
        return sum(1 for cell in self.cells if cell.state == Flat.VACANT)

    @property
    def unknown(self) -> int:
        return sum(1 for cell in self.cells if cell.state == Flat.UNKNOWN)

    def at(self, room: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.room == room), None)


def building_map(building: Building, *, on: date, show: str = Show.CARE) -> BuildingMap:
    """Every flat with who lives there; six queries however many there are."""
    living = Household.objects.filter(dwelling__building=building).living_here(on)
    kinds = kinds_by_household(building.estate.committee_id, living, on)
    last = last_met(living)
    cells = {flat.pk: Cell(flat, show) for flat in building.dwellings.order_by("-floor", "room")}
    for row in living.with_people().order_by("pk"):
        day = last.get(row.pk)
        home = Home(row, kinds.get(row.pk, ()), day, visited_lately(day, on))
        cells[row.dwelling_id].homes.append(home)
    flats = list(cells.values())
    shown = (home.kinds for cell in flats for home in cell.homes)
    return BuildingMap(plan_of(flats), flats, counted(shown))
