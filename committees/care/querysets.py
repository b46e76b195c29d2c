"""Reading care: only the committee's own people read why somebody is looked after; the street
reads figures (UX C.2: 「Street and partners see counts, not reasons」)."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import in_own_work


class CareQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CareQuerySet":
        return in_own_work(self, user)  # type: ignore[return-value]


class CareLabelQuerySet(CareQuerySet):
    def on(self, day: date) -> "CareLabelQuerySet":
        """In force on that day; the last day counts."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def current(self) -> "CareLabelQuerySet":
        return self.filter(until__isnull=True)

    def to_review(self, day: date) -> "CareLabelQuerySet":
        """In force, and the day to look at it again has come."""
        return self.current().filter(review_on__lte=day)


class ConsentQuerySet(CareQuerySet):
    def in_force(self, day: date) -> "ConsentQuerySet":
        """Given, and neither withdrawn nor run out."""
        running = Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(running, answer="given", withdrawn_on__isnull=True)
