"""How many households were visited, counted from the log: nobody fills anything in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from casework.log.models import LogEntry
from casework.log.querysets import LogEntryQuerySet
from casework.log.states import LogKind
from committees.territory.models import Committee


@dataclass(frozen=True)
class Visits:
    """`met` households in which somebody was met, each once; `missed` those where somebody went
    and met nobody in the whole period; `away` visits on which nobody was at home."""

    met: int = 0
    missed: int = 0
    away: int = 0


_COUNTED = {
    "met": Count("place", distinct=True, filter=Q(nobody_home=False)),
    "all": Count("place", distinct=True),
    "away": Count("pk", filter=Q(nobody_home=True)),
}


def visits_of(committees: Iterable[Committee], first: date, last: date) -> dict[int, Visits]:
    """By committee id, both days included; committees without a visit stand with 0. One query."""
    wanted = {committee.pk: Visits() for committee in committees}
    rows = _visits(wanted, first, last).values_list("committee_id").annotate(**_COUNTED)
    return wanted | {pk: Visits(met, went - met, away) for pk, met, went, away in rows}


def months_of(committee: Committee, first: date, last: date) -> dict[date, Visits]:
    """By the first day of each month in which somebody went, the newest first. One query."""
    rows = _visits([committee.pk], first, last).annotate(month=TruncMonth("happened_on"))
    counted = rows.values_list("month").annotate(**_COUNTED).order_by("-month")
    return {month: Visits(met, went - met, away) for month, met, went, away in counted}


def _visits(committee_ids: Iterable[int], first: date, last: date) -> LogEntryQuerySet:
    home = LogEntry.objects.kept().between(first, last).filter(kind=LogKind.HOME)
    return home.filter(committee__in=list(committee_ids)).with_place().order_by()
