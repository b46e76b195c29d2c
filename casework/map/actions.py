"""Acts on the map: a flat stands empty, a map with needs goes onto paper."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from casework.map.models import BuildingPlace
from casework.map.policies import may_mark, may_print_needs
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.residents.models import Dwelling
from committees.territory.models import Building
from jiedao.common.errors import Refused

LONGEST_REASON = 60
"""Characters; the journal keeps it as it is written."""


@transaction.atomic
def mark_vacant(dwelling: Dwelling, *, vacant: bool, by: User, on: date) -> Dwelling:
    """空房: somebody looked, nobody lives there; or it is lived in again.

    Refused: strangers to the committee; a flat in which a household is registered.
    """
    dwelling = Dwelling.objects.select_for_update(of=("self",)).get(pk=dwelling.pk)
    may_mark(by, dwelling.committee_id).require()
    if vacant and dwelling.households.living_here(on).exists():
        raise Refused("这里登记着住户。搬走了请在这一户的页面上记“搬走”。")
    if dwelling.vacant == vacant:
        return dwelling
    before = digest(dwelling)
    dwelling.vacant = vacant
    dwelling.save(update_fields=["vacant"])
    act = "map.vacant" if vacant else "map.lived_in"
    record(act, dwelling, by=by, committee=dwelling.committee, before=before, label=dwelling.words)
    return dwelling


@transaction.atomic
def note_printing(building: Building, *, reason: str, by: User) -> None:
    """One journal row for every map with needs that goes onto paper (R33).

    Refused: strangers to the committee, no reason.
    """
    committee = building.estate.committee
    may_print_needs(by, committee).require()
    why = reason.strip()
    if not why:
        raise Refused("请写“为什么要打印”，例如：停水时上门送水。")
    record(
        "map.print_needs",
        building,
        by=by,
        committee=committee,
        label=f"{building}：{why[:LONGEST_REASON]}",
    )


@transaction.atomic
def place_building(building: Building, *, lat: Decimal, lng: Decimal, by: User) -> BuildingPlace:
    """Where the building stands on the ground, in the degrees of the office's own tiles.

    Refused: strangers to the committee.
    """
    building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    committee = building.estate.committee
    may_mark(by, committee).require()
    place = BuildingPlace.objects.filter(building=building).first() or BuildingPlace(
        building=building
    )
    before = digest(place) if place.pk else ""
    place.lat, place.lng = lat, lng
    place.save()
    record("map.place", place, by=by, committee=committee, before=before, label=str(building))
    return place
