"""What the pages of a household and a person show of the dated facts: to the own people only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from committees.reach.querysets import reach_of
from committees.residents.models import Household, Resident
from committees.residents.printout import Printed, Row
from committees.residents.shown import day_words
from committees.tenure.actions import last_departure, may_undo
from committees.tenure.models import Dated, Hukou, Ownership, Residence
from committees.tenure.states import HukouPlace


@dataclass(frozen=True)
class Line:
    """One dated fact: what, and from when until when. `pk` of what can be ended."""

    words: str
    days: str
    holds: bool
    url: str = ""
    pk: int = 0


def days_of(fact: Dated) -> str:
    """「2020年6月15日起」, 「到 2024年3月1日」, 「2020年6月15日 – 2024年3月1日」."""
    if fact.until is None:
        return f"{day_words(fact.since)}起" if fact.since else ""
    if fact.since is None:
        return f"到 {day_words(fact.until)}"
    return f"{day_words(fact.since)} – {day_words(fact.until)}"


def _holds(fact: Dated, on: date) -> bool:
    return fact.until is None or fact.until >= on


def hukou_words(hukou: Hukou) -> str:
    """「3 号楼 502 室」, 「外省市，安徽省六安市」."""
    if hukou.dwelling is not None:
        return hukou.dwelling.words
    return "，".join(filter(None, [HukouPlace(hukou.place).label, hukou.address]))


@dataclass(frozen=True)
class Dates:
    """Where she lived, where her hukou was, what she owned, the present first. Three queries."""

    resident: Resident
    homes: list[Line]
    hukous: list[Line]
    flats: list[Line]
    can_undo: bool


def dates_of(resident: Resident, reader: Any, at: datetime) -> Dates | None:
    """None for readers who do not work in the committee."""
    if not reach_of(reader).works_in(resident.committee_id):
        return None
    on = timezone.localdate(at)
    homes = Residence.objects.filter(resident=resident).select_related("household__dwelling")
    hukous = Hukou.objects.filter(resident=resident).select_related("dwelling")
    flats = Ownership.objects.filter(owner=resident).select_related("dwelling")
    return Dates(
        resident=resident,
        homes=[Line(row.household.dwelling.words, days_of(row), _holds(row, on)) for row in homes],
        hukous=[Line(hukou_words(row), days_of(row), _holds(row, on)) for row in hukous],
        flats=[Line(row.dwelling.words, days_of(row), _holds(row, on), pk=row.pk) for row in flats],
        can_undo=not resident.is_here and may_undo(last_departure(resident), on),
    )


def printed_dates(resident: Resident, reader: Any, at: datetime) -> Printed | None:
    """The same on the paper that the resident takes home."""
    dates = dates_of(resident, reader, at)
    if dates is None:
        return None
    kinds = (("住过的地方", dates.homes), ("户籍", dates.hukous), ("名下的房屋", dates.flats))
    rows = [
        Row(kind, "，".join(filter(None, [line.words, line.days])))
        for kind, lines in kinds
        for line in lines
    ]
    return Printed("居住、户籍和产权", rows, empty="没有记。")


@dataclass(frozen=True)
class Owners:
    """Who owns the flat of a household now."""

    household: Household
    lines: list[Line]


def owners_of(household: Household, reader: Any, at: datetime) -> Owners | None:
    """None for readers who do not work in the committee; one query."""
    if not reach_of(reader).works_in(household.committee_id):
        return None
    owned = Ownership.objects.filter(dwelling=household.dwelling_id)
    rows = owned.on(timezone.localdate(at)).select_related("owner__household__dwelling")
    return Owners(household, [_owner_line(row, household) for row in rows])


def _owner_line(row: Ownership, household: Household) -> Line:
    owner = row.owner
    if owner is None:
        return Line(row.owner_name, days_of(row), holds=True, pk=row.pk)
    elsewhere = owner.household.dwelling_id != household.dwelling_id
    lives = f"，住 {owner.household.dwelling}" if elsewhere and owner.is_here else ""
    url = reverse("resident", args=[owner.pk])
    return Line(f"{owner.name}{lives}", days_of(row), holds=True, url=url, pk=row.pk)
