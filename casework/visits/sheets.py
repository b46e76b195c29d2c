"""The rows of the 巡访表: people who are looked after, building by building."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from casework.visits.querysets import labels_in_force
from committees.care.states import Care
from committees.people.models import User
from committees.residents.models import Resident
from committees.territory.models import Building, Committee


@dataclass(frozen=True)
class Line:
    """A person: door, name, every how many days, the last day somebody was met there."""

    room: str
    name: str
    days: int | None
    last_met_on: date | None


@dataclass
class Sheet:
    """One building, which begins on a page of its own."""

    building: Building
    lines: list[Line] = field(default_factory=list)


def sheet_rows(
    user: User,
    committee: Committee,
    today: date,
    *,
    building: Building | None = None,
    everybody: bool = False,
) -> list[Sheet]:
    """As one walks. Without `everybody` those whose label belongs to 养老. One query."""
    labels = labels_in_force(today).filter(resident=OuterRef("pk"), kind__visit_days__isnull=False)
    if not everybody:
        labels = labels.filter(kind__care=Care.ELDER)
    people = Resident.objects.visible_to(user).filter(
        Exists(labels), committee=committee, household__until__isnull=True
    )
    if building is not None:
        people = people.filter(household__dwelling__building=building)
    rows = people.select_related("household__door", "household__dwelling__building__estate")
    sheets: dict[int, Sheet] = {}
    for person in rows.order_by(
        "household__dwelling__building__order",
        "household__dwelling__building_id",
        "household__dwelling__floor",
        "household__dwelling__room",
        "pk",
    ):
        dwelling, door = person.household.dwelling, getattr(person.household, "door", None)
        sheet = sheets.setdefault(dwelling.building_id, Sheet(dwelling.building))
        days, met = (door.visit_days, door.last_met_on) if door else (None, None)
        sheet.lines.append(Line(dwelling.room, person.name, days, met))
    return list(sheets.values())
