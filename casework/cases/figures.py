"""Figures of cases for the overview, each in one query, and the rows behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from casework.cases.models import Case
from casework.cases.querysets import CaseQuerySet
from committees.people.models import User
from committees.territory.models import Committee

SOON_DAYS = 3
"""Calendar days before the deadline from which its chip is amber (UX C.4)."""


@dataclass(frozen=True)
class CaseFigures:
    """Open cases of a committee; `overdue` and `due_soon` are parts of `open`."""

    open: int = 0
    overdue: int = 0
    due_soon: int = 0


def case_figures(committees: Iterable[Committee], on: date) -> dict[int, CaseFigures]:
    """Per committee id. The lists behind: `.open()`, `.overdue(on)`, `due_soon(…, on)`."""
    figures = {committee.pk: CaseFigures() for committee in committees}
    rows = (
        Case.objects.open()
        .filter(committee__in=figures)
        .order_by()
        .values("committee_id")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=on)),
            due_soon=Count("pk", filter=Q(due_on__gte=on, due_on__lte=_until(on))),
        )
    )
    for row in rows:
        committee_id = row.pop("committee_id")
        figures[committee_id] = CaseFigures(**row)
    return figures


def due_soon(cases: CaseQuerySet, on: date) -> CaseQuerySet:
    """Open and due from this day to three days later."""
    return cases.due_between(on, _until(on))


def overdue_list(user: User, on: date, limit: int) -> list[Case]:
    """The cases this person may see that are late, latest deadline miss first; two queries."""
    rows = Case.objects.visible_to(user).overdue(on).for_lists().order_by("due_on", "pk")
    return list(rows[:limit])


def _until(on: date) -> date:
    return on + timedelta(days=SOON_DAYS)
