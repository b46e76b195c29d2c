"""The last twelve months of one committee: a strip of numbers, each with its list."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from casework.duty.figures import ended_shifts
from committees.indicators.rules import rate_words
from jiedao.portal.counted import home_visits
from jiedao.portal.periods import Period, recent_months
from jiedao.portal.scope import Scope


@dataclass(frozen=True)
class MonthFigures:
    """One month; numbers with the address of their list, which is empty for a dash."""

    period: Period
    manned: str
    manned_href: str
    visits: int
    visits_href: str


def year_strip(scope: Scope) -> list[MonthFigures]:
    """Twelve months of the scope's one committee, the oldest first. Three queries."""
    committee = scope.committees[0]
    months = recent_months(scope.today)[::-1]
    year = Period(months[0].first, scope.today, scope.today)
    ended: Any = ended_shifts(year.first, year.last, scope.now).filter(committee=committee)
    whole, manned = _by_month(ended), _by_month(ended.manned())
    visits = _visits(year, committee)
    return [
        MonthFigures(
            month,
            rate_words(manned[month.first], whole[month.first], "班"),
            scope.list_of_one("manned", committee, period=month.key) if whole[month.first] else "",
            visits[month.first],
            scope.list_of_one("visits", committee, period=month.key),
        )
        for month in months
    ]


def _by_month(shifts: Any) -> Counter[date]:
    months = shifts.order_by().annotate(month=TruncMonth("day"))
    return Counter(dict(months.values_list("month").annotate(n=Count("pk"))))


def _visits(year: Period, committee: Any) -> Counter[date]:
    grouped: Any = (
        home_visits(year)
        .filter(committee=committee)
        .order_by()
        .values(month=TruncMonth("happened_on"))
        .annotate(
            known=Count("household", distinct=True),
            said=Count("who", distinct=True, filter=Q(household__isnull=True)),
        )
    )
    return Counter({row["month"]: row["known"] + row["said"] for row in grouped})
