"""Who is looked after behind which door, as the map counts it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from committees.care.models import CareLabel, LabelKind
from committees.residents.models import Household


def kinds_by_household(
    committee: int, households: QuerySet[Household], on: date
) -> dict[int, list[LabelKind]]:
    """{household: kinds of its people in the table's order, each once}; two queries.

    The committee has few labels and the street many people, so its labels are where to begin.
    A figure may be made of it for the street; the kinds themselves are for the own committee.
    """
    rows = (
        CareLabel.objects.on(on)
        .filter(
            committee=committee,
            resident__household__in=households,
            resident__departed_on__isnull=True,
            resident__merged_into__isnull=True,
        )
        .order_by("kind__order", "kind_id")
        .values_list("resident__household_id", "kind_id")
    )
    kinds = {kind.pk: kind for kind in LabelKind.objects.all()}
    found: dict[int, dict[int, LabelKind]] = {}
    for household, kind in rows:
        found.setdefault(household, {})[kind] = kinds[kind]
    return {household: list(of_one.values()) for household, of_one in found.items()}


def counted(kinds: Iterable[Iterable[LabelKind]]) -> list[tuple[LabelKind, int]]:
    """Every kind that occurs, with the number of households it occurs in, in the table's order."""
    number: dict[LabelKind, int] = {}
    for of_one in kinds:
        for kind in of_one:
            number[kind] = number.get(kind, 0) + 1
    return sorted(number.items(), key=lambda pair: (pair[0].order, pair[0].pk))
