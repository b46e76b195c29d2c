"""Survey rounds for the access matrix."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.surveys.models import SurveyPart, SurveyRound
from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Building, Committee, Estate
from tests.cast import Cast


def _part(cast: Cast, committee: Committee, canary: str) -> SurveyPart:
    today = timezone.localdate()
    estate = Estate.objects.create(committee=committee, name=canary[:40])
    house = Building.objects.create(estate=estate, number="8")
    made = SurveyRound.objects.create(
        committee=committee,
        title=canary[:30],
        starts_on=today,
        ends_on=today + timedelta(days=20),
        created_by=cast.east_director if committee == cast.east else cast.west_director,
    )
    return SurveyPart.objects.create(round=made, building=house)


def survey(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _part(cast, committee, canary).round_id}


def survey_building(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    part = _part(cast, committee, canary)
    _home(part, canary)
    return {"pk": part.round_id, "building": part.building_id}


def survey_home(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    part = _part(cast, committee, canary)
    return {"pk": part.round_id, "household": _home(part, canary).pk}


def _home(part: SurveyPart, canary: str) -> Household:
    committee = part.round.committee
    flat = Dwelling.objects.create(
        committee=committee, building=part.building, floor=5, room="502", door="8-502"
    )
    home = Household.objects.create(committee=committee, dwelling=flat)
    Resident.objects.create(committee=committee, household=home, name=canary[:50], is_head=True)
    return home


SURVEYS: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "survey": survey,
    "survey_building": survey_building,
    "survey_home": survey_home,
}
