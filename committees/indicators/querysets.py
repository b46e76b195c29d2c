"""Reading the table of indicators."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import reach_of


class IndicatorQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "IndicatorQuerySet":
        """Definitions are no secret to those who are measured."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.committee_ids else self.none()

    def in_use(self) -> "IndicatorQuerySet":
        return self.filter(enabled=True).order_by("order", "pk")
