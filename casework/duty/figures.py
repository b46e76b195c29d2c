"""接待点有人率: every number and the very rows it counts."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, Q

from casework.duty.lines import Line
from casework.duty.models import Shift
from casework.duty.querysets import LATE_AFTER, ShiftQuerySet
from casework.duty.rules import ONE_DAY, midnight
from committees.territory.models import Committee

FEW = 10
"""Under so many cases a count stands instead of a rate (CONTRACTS, "Figures")."""


class Figures(NamedTuple):
    manned: int
    ended: int

    @property
    def words(self) -> str:
        """「96%（50 班有 48 班）」; under ten shifts only the count."""
        if self.ended < FEW:
            return f"{self.ended} 班有 {self.manned} 班"
        return f"{self.manned * 100 // self.ended}%（{self.ended} 班有 {self.manned} 班）"


def ended_shifts(first: date, last: date, at: datetime) -> ShiftQuerySet:
    """The denominator: published shifts of these days that are over. `.manned()` counts above it.

    The instants say nothing new (a night ends the next morning): they let the index by end serve.
    """
    shifts: ShiftQuerySet = Shift.objects.published().between(first, last).ended(at)
    return shifts.filter(ends_at__gte=midnight(first), ends_at__lt=midnight(last + 2 * ONE_DAY))


def shift_figures(
    committees: Iterable[Committee], first: date, last: date, at: datetime
) -> dict[int, Figures]:
    """Committee id -> (manned, ended), in one query. Committees without a shift are left out."""
    rows = (
        ended_shifts(first, last, at)
        .filter(committee__in=committees)
        .order_by()
        .values_list("committee_id")
        .annotate(
            manned=Count("pk", filter=Q(checked_in_at__lte=F("starts_at") + LATE_AFTER)),
            ended=Count("pk"),
        )
    )
    return {committee: Figures(manned, ended) for committee, manned, ended in rows}


def coverage(lines: Iterable[Line]) -> Figures:
    """接待点有人率 of the shifts on the page that are over."""
    over = [line.shift for line in lines if line.over]
    manned = [
        one for one in over if one.checked_in_at and one.checked_in_at <= one.starts_at + LATE_AFTER
    ]
    return Figures(len(manned), len(over))
