"""How the committees stand to the street's models: for the library, the matrix and the measures.

Everything here is public (which committee has adopted what), so nobody's reach is asked.
A constant number of queries, whatever the number of committees and models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from committees.regulations.models import Basis, Regulation, RegulationVersion
from committees.regulations.querysets import VersionQuerySet
from committees.regulations.states import AdoptedState
from committees.territory.models import Committee


@dataclass(frozen=True)
class Cell:
    """One committee and one model. `version` is the committee's own text in force, if any.

    `kept`: it has looked at the newest version of the model and stays with its own.
    """

    state: AdoptedState
    version: RegulationVersion | None = None
    kept: bool = False


NOTHING = Cell(AdoptedState.NOT_YET)


@dataclass(frozen=True)
class Adoption:
    """Every model that applies, and the cell of every committee that has one of its own."""

    models: list[Regulation]
    cells: Mapping[tuple[int, int], Cell]

    def cell(self, committee: Committee, model: Regulation) -> Cell:
        return self.cells.get((committee.pk, model.pk), NOTHING)


def in_force_of(committee: Committee, on: date) -> VersionQuerySet:
    """The committee's own texts that apply on that day, in the order of the library."""
    rows = RegulationVersion.objects.in_force_of(committee, on).select_related("regulation__model")
    ordered: VersionQuerySet = rows.order_by("regulation__order", "pk")
    return ordered


def adoption(on: date, committee: Committee | None = None) -> Adoption:
    """All committees, or one. Three queries."""
    models = list(Regulation.objects.models().public().standing_on(on))
    newest = newest_of_models(on)
    rows = RegulationVersion.objects.in_force(on).filter(regulation__model__in=models)
    if committee is not None:
        rows = rows.of_committee(committee)
    outdated = Exists(Basis.objects.outdated(on).filter(version=OuterRef("pk")))
    own: Any = rows.select_related("regulation").annotate(is_outdated=outdated)
    cells = {
        (row.regulation.committee_id, row.regulation.model_id): _cell(
            row, newest.get(row.regulation.model_id)
        )
        for row in own
    }
    return Adoption(models, cells)


def newest_of_models(on: date) -> dict[int, int]:
    """Regulation of the model → its version that applies on that day."""
    rows = RegulationVersion.objects.in_force(on).filter(regulation__is_model=True)
    return dict(rows.values_list("regulation_id", "pk"))


def _cell(own: Any, newest: int | None) -> Cell:
    """What it rests on weighs more than the age of the text itself."""
    kept = newest is not None and own.regulation.kept_id == newest
    if own.is_outdated:
        return Cell(AdoptedState.OUTDATED, own, kept)
    if newest is not None and own.taken_from_id != newest:
        return Cell(AdoptedState.OLD, own, kept)
    return Cell(AdoptedState.ADOPTED, own)


def adopted_state(committee: Committee, model: Regulation, on: date) -> Cell:
    """One cell: adopted, old version, rests on superseded law, or not yet."""
    return adoption(on, committee).cell(committee, model)
