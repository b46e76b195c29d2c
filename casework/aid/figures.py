"""Sums of help given: by fund and month, by committee. One query each."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth

from casework.aid.models import AidLine, Fund
from casework.aid.querysets import AidLineQuerySet
from casework.aid.rules import Sums
from committees.people.models import User
from committees.territory.models import Committee

MONTHS = list(range(1, 13))


def by_month(user: User, committee: Committee, year: int, funds: Iterable[Fund]) -> Sums:
    """Rows are the twelve months."""
    rows = _of_year(user, year).filter(aid__committee=committee)
    sums = Sums(MONTHS, [fund.pk for fund in funds])
    found = rows.values("aid__fund_id", month=ExtractMonth("aid__on"))
    for row in found.annotate(fen=Sum("aid__fen"), times=Count("pk")):
        sums.add(row["month"], row["aid__fund_id"], row["fen"], row["times"])
    return sums


def by_committee(
    user: User, committees: Iterable[Committee], year: int, funds: Iterable[Fund]
) -> Sums:
    """Rows are the committees in the street's fixed order."""
    sums = Sums([committee.pk for committee in committees], [fund.pk for fund in funds])
    found = _of_year(user, year).values("aid__fund_id", "aid__committee_id")
    for row in found.annotate(fen=Sum("aid__fen"), times=Count("pk")):
        sums.add(row["aid__committee_id"], row["aid__fund_id"], row["fen"], row["times"])
    return sums


def _of_year(user: User, year: int) -> AidLineQuerySet:
    lines = AidLine.objects.sums_for(user)
    days = (date(year, 1, 1), date(year, 12, 31))
    return lines.filter(aid__on__range=days).order_by()
