"""Reading doors. They tell who is looked after, so only the committee's own people read them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_own_work


class DoorQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "DoorQuerySet":
        return in_own_work(self, user)  # type: ignore[return-value]

    def due(self, on: date) -> "DoorQuerySet":
        """A visit is planned, and its day has come."""
        return self.filter(next_visit_on__lte=on)

    def used(self) -> "DoorQuerySet":
        """Somebody has stood there; a door with a plan alone follows from the labels."""
        return self.filter(last_tried_on__isnull=False)
