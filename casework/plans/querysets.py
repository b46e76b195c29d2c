"""Reading plans."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach, reach_of


class TemplateQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "TemplateQuerySet":
        """Whoever works in a committee or for the street; they name nobody."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.committee_ids else self.none()

    def in_use(self) -> "TemplateQuerySet":
        return self.filter(enabled=True)


class PlanStepQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "PlanStepQuerySet":
        return in_reach(self, user, "case__committee")  # type: ignore[return-value]

    def to_do(self) -> "PlanStepQuerySet":
        return self.filter(done_at__isnull=True, dropped_at__isnull=True)
