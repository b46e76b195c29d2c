"""Reading care: only the committee's own people read why somebody is looked after; the street
reads figures (UX C.2: 「Street and partners see counts, not reasons」)."""

from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet

from committees.reach.querysets import in_own_work, reach_of


class CareQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        return in_own_work(self, user)  # type: ignore[return-value]


class LabelKindQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "LabelKindQuerySet":
        """The table says nothing about anybody; whoever writes labels or keeps it reads it."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.is_admin or reach.committee_ids else self.none()

    def in_use(self) -> "LabelKindQuerySet":
        return self.filter(enabled=True).order_by("order", "pk")


class CareLabelQuerySet(CareQuerySet):
    def on(self, day: date) -> "CareLabelQuerySet":
        """In force on that day; the last day counts."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def current(self) -> "CareLabelQuerySet":
        return self.filter(until__isnull=True)

    def of_present(self) -> "CareLabelQuerySet":
        """In force, of people who are still here, each person once."""
        return self.current().filter(
            resident__departed_on__isnull=True, resident__merged_into__isnull=True
        )

    def to_review(self, day: date) -> "CareLabelQuerySet":
        """In force, and the day to look at it again has come."""
        return self.of_present().filter(review_on__lte=day)

    def with_people(self) -> "CareLabelQuerySet":
        """Kind, person and door in the same query."""
        return self.select_related("kind", "resident__household__dwelling__building")


class ConsentQuerySet(CareQuerySet):
    def in_force(self, day: date) -> "ConsentQuerySet":
        """Given, and neither withdrawn nor run out."""
        running = Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(running, answer="given", withdrawn_on__isnull=True)


class DoorToldQuerySet(CareQuerySet):
    """Who must be carried stands behind it: the committee's own people only."""
