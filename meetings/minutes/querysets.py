"""Reading minutes."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach
from meetings.minutes.states import MinutesState


class MinutesQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "MinutesQuerySet":
        return in_reach(self, user, "meeting__committee")  # type: ignore[return-value]

    def locked(self) -> "MinutesQuerySet":
        return self.filter(state=MinutesState.LOCKED)

    def released(self) -> "MinutesQuerySet":
        """What residents may read."""
        return self.filter(released_at__isnull=False)


class OfMinutesQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfMinutesQuerySet":
        return in_reach(self, user, "minutes__meeting__committee")  # type: ignore[return-value]
