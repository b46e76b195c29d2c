"""Changes asked for, doubles, merges, and the table of months."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from committees.residents.models import Resident
from committees.territory.models import Committee
from committees.upkeep.models import ChangeRequest, Merge, RetentionRule
from tests.access.subjects_care import somebody
from tests.cast import LONG_AGO, Cast


def _director(cast: Cast, committee: Committee) -> Any:
    return cast.east_director if committee == cast.east else cast.west_director


def change_request(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = ChangeRequest.objects.create(
        committee=committee,
        resident=somebody(committee, canary),
        changes='{"sex": ["", "female"]}',
        why=canary,
        proposed_by=_director(cast, committee),
        proposed_at=timezone.now(),
    )
    return {"pk": made.pk}


def _two(committee: Committee, canary: str) -> tuple[Resident, Resident]:
    first = somebody(committee, canary)
    Resident.objects.filter(pk=first.pk).update(born_on=LONG_AGO)
    second = Resident.objects.create(
        committee=committee, household=first.household, name=canary[:50], born_on=LONG_AGO
    )
    return first, second


def double(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    first, second = _two(committee, canary)
    return {"first": first.pk, "second": second.pk}


def merge(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    kept, gone = _two(committee, canary)
    made = Merge.objects.create(
        committee=committee,
        kept=kept,
        gone=gone,
        story='{"moved": {}, "filled": {}, "head": false}',
        by=_director(cast, committee),
        at=timezone.now(),
    )
    Resident.objects.filter(pk=gone.pk).update(merged_into=kept)
    return {"pk": made.pk}


def retention_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The table belongs to no committee; each side writes into another row."""
    what = "departed" if committee == cast.east else "labels"
    RetentionRule.objects.filter(what=what).update(source=canary)
    return {"what": what}


UPKEEP: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "change_request": change_request,
    "double": double,
    "merge": merge,
    "retention_rule": retention_rule,
}
