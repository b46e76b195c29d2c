"""Figures of the duty log for the overview, each in one query, with the rows behind it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from casework.log.models import LogEntry
from committees.territory.models import Committee


def visits_figures(committees: Iterable[Committee], first: date, last: date) -> dict[int, int]:
    """Households visited at home, each once, per committee id; both days included.

    A door that stayed closed does not count. Committees without a visit stand with 0.
    """
    wanted = {committee.pk: 0 for committee in committees}
    rows = (
        LogEntry.objects.home_visits(first, last)
        .filter(committee__in=wanted)
        .with_place()
        .order_by()
        .values_list("committee_id")
        .annotate(places=Count("place", distinct=True))
    )
    return wanted | dict(rows)


def visited_places(
    committees: Iterable[Committee], first: date, last: date
) -> QuerySet[Any, dict[str, Any]]:
    """The rows behind `visits_figures`: one per household, so that their number is the figure.

    Each has committee_id, place, last (day), times and entry (id of the newest entry written).
    """
    rows: QuerySet[Any, dict[str, Any]] = (
        LogEntry.objects.home_visits(first, last)
        .filter(committee__in=[committee.pk for committee in committees])
        .with_place()
        .order_by()
        .values("committee_id", "place")
        .annotate(last=Max("happened_on"), times=Count("pk"), entry=Max("pk"))
        .order_by("committee_id", "-last", "place")
    )
    return rows


def last_entry_day(committees: Iterable[Committee]) -> dict[int, date | None]:
    """The day of the newest entry of each committee, by the day it happened (R7); one query."""
    ids = [committee.pk for committee in committees]
    newest = (
        LogEntry.objects.kept()
        .filter(committee=OuterRef("pk"))
        .order_by("-happened_on", "-pk")
        .values("happened_on")[:1]
    )
    rows = Committee.objects.filter(pk__in=ids).values_list("pk", Subquery(newest))
    return dict.fromkeys(ids) | dict(rows)
