"""Reading dated facts of people and flats: only the committee's own people read them."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import in_own_work


class DatedQuerySet(QuerySet):  # type: ignore[type-arg]
    def on(self, day: date) -> "DatedQuerySet":
        """Those that hold on that day; both ends count."""
        begun = Q(since__isnull=True) | Q(since__lte=day)
        return self.filter(begun, Q(until__isnull=True) | Q(until__gte=day))

    def current(self) -> "DatedQuerySet":
        return self.filter(until__isnull=True)


class OfPersonQuerySet(DatedQuerySet):
    def visible_to(self, user: Any) -> "OfPersonQuerySet":
        return in_own_work(self, user, "resident__committee")  # type: ignore[return-value]


class OfDwellingQuerySet(DatedQuerySet):
    def visible_to(self, user: Any) -> "OfDwellingQuerySet":
        return in_own_work(self, user, "dwelling__committee")  # type: ignore[return-value]
