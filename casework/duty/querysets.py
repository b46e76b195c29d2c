"""Reading shifts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from casework.duty.states import RotaState
from committees.reach.querysets import in_reach

LATE_AFTER = timedelta(minutes=15)
"""接待点有人率: checked in at most 15 minutes late (CONTRACTS, "Figures")."""


class ShiftQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ShiftQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def published(self) -> "ShiftQuerySet":
        return self.filter(rota__state=RotaState.PUBLISHED)

    def on(self, day: date) -> "ShiftQuerySet":
        return self.filter(day=day).order_by("starts_at", "seat")

    def between(self, first: date, last: date) -> "ShiftQuerySet":
        """Both days included."""
        return self.filter(day__gte=first, day__lte=last)

    def ended(self, at: datetime) -> "ShiftQuerySet":
        return self.filter(ends_at__lte=at)

    def manned(self) -> "ShiftQuerySet":
        """Somebody was there no later than 15 minutes after the start."""
        return self.filter(Q(checked_in_at__lte=F("starts_at") + LATE_AFTER))

    def unmanned(self) -> "ShiftQuerySet":
        """Nobody is noted to have been there within 15 minutes of the start."""
        late = Q(checked_in_at__gt=F("starts_at") + LATE_AFTER)
        return self.filter(Q(checked_in_at__isnull=True) | late)

    def running(self, at: datetime) -> "ShiftQuerySet":
        return self.filter(starts_at__lte=at, ends_at__gt=at)
