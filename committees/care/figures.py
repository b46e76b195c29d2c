"""What the street reads: how many, never who or why."""

from collections.abc import Iterable

from django.db.models import Count

from committees.care.models import CareLabel
from committees.territory.models import Committee


def care_figures(committees: Iterable[Committee]) -> dict[int, dict[int, int]]:
    """People with each kind of label in force: {committee: {kind: people}}. One query.

    Somebody with two kinds counts once in each. Nothing is ranked; a count stays a count.
    """
    rows = (
        CareLabel.objects.of_present()
        .filter(committee__in=[row.pk for row in committees])
        .order_by()
        .values("committee_id", "kind_id")
        .annotate(people=Count("pk"))
    )
    found: dict[int, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row["committee_id"], {})[row["kind_id"]] = row["people"]
    return found


def people_cared_for(committees: Iterable[Committee]) -> dict[int, int]:
    """People with any label in force, each once: {committee: people}. One query."""
    rows = (
        CareLabel.objects.of_present()
        .filter(committee__in=[row.pk for row in committees])
        .order_by()
        .values("committee_id")
        .annotate(people=Count("resident", distinct=True))
    )
    return {row["committee_id"]: row["people"] for row in rows}
