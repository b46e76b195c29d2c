"""Reading help given. Rows are the committee's own; the street reads sums."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from casework.aid.states import Decision
from committees.reach.querysets import in_own_work, in_reach
from jiedao.common.bases import RecyclableQuerySet


class AidQuerySet(RecyclableQuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "AidQuerySet":
        """Names of those who were helped stay in their committee."""
        return in_own_work(self, user)  # type: ignore[return-value]

    def for_lists(self) -> "AidQuerySet":
        """With the lines and the people behind them: three queries however many rows."""
        rows = self.select_related("fund", "given_by", "written_by", "decided_by", "case")
        return rows.prefetch_related("lines__household__dwelling", "lines__household__residents")

    def counted(self) -> "AidQuerySet":
        return self.kept().exclude(decision=Decision.REFUSED)

    def of_year(self, year: int) -> "AidQuerySet":
        return self.filter(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))


class AidLineQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "AidLineQuerySet":
        return in_own_work(self, user, "aid__committee")  # type: ignore[return-value]

    def sums_for(self, user: Any) -> "AidLineQuerySet":
        """What may be added up: the street sees the sums of all committees, never a row."""
        return in_reach(self.counted(), user, "aid__committee")  # type: ignore[return-value]

    def counted(self) -> "AidLineQuerySet":
        """Kept, and not refused."""
        kept = self.filter(aid__removed_at__isnull=True)
        return kept.exclude(aid__decision=Decision.REFUSED)


class AidPaperQuerySet(RecyclableQuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "AidPaperQuerySet":
        return in_own_work(self, user, "aid__committee")  # type: ignore[return-value]
