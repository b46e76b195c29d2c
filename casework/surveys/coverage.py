"""How far a round has come: households met, doors where nobody was, doors without time."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, Q, Value
from django.db.models.functions import Least

from casework.surveys.models import SurveyPart, SurveyRound, SurveyVisit
from casework.surveys.rules import Coverage
from casework.surveys.states import Outcome

Covered = dict[int, dict[int, Coverage]]
"""{round: {building: how far}}."""


def coverage_of(rounds: Collection[SurveyRound], on: date) -> Covered:
    """Two queries however many rounds. A household counts when it lives there on the day asked
    for, or lived there on the last day of a round that is over.
    """
    ids = [round_.pk for round_ in rounds]
    there = _living("building__dwellings__households__", on)
    houses = (
        SurveyPart.objects.filter(round__in=ids)
        .order_by()
        .values_list("round_id", "building_id")
        .annotate(households=Count("building__dwellings__households", filter=there))
    )
    walked = {
        (one["round_id"], one["household__dwelling__building_id"]): one
        for one in SurveyVisit.objects.kept()
        .filter(_living("household__", on), round__in=ids)
        .order_by()
        .values("round_id", "household__dwelling__building_id")
        .annotate(
            met=_doors(outcome=Outcome.MET),
            opened=_doors(outcome__in=[Outcome.MET, Outcome.REFUSED]),
            tried=_doors(),
        )
    }
    found: Covered = {pk: {} for pk in ids}
    for round_id, building, households in houses:
        found[round_id][building] = _coverage(households, walked.get((round_id, building)))
    return found


def _doors(**asked: Any) -> Count:
    return Count("household", distinct=True, filter=Q(**asked) if asked else None)


def _coverage(households: int, walked: dict[str, int] | None) -> Coverage:
    if walked is None:
        return Coverage(households)
    met, opened, tried = walked["met"], walked["opened"], walked["tried"]
    return Coverage(households, met, opened - met, tried - opened)


def _living(path: str, on: date) -> Q:
    last = Least(Value(on, output_field=DateField()), F("round__ends_on"))
    stays = Q(**{f"{path}until__isnull": True}) | Q(**{f"{path}until__gte": last})
    came = Q(**{f"{path}since__isnull": True}) | Q(**{f"{path}since__lte": F("round__ends_on")})
    return stays & came
