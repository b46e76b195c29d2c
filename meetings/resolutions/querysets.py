"""Reading outcomes and items."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach
from committees.territory.querysets import OfCommitteeQuerySet
from meetings.resolutions.states import OPEN_STATES, ItemState

RETURNS_WORTH_A_CALL = 3
"""The third time on an agenda the street offers help (issue of the meetings, D)."""


class ResolutionQuerySet(OfCommitteeQuerySet):
    pass


class ActionItemQuerySet(OfCommitteeQuerySet):
    def open(self) -> "ActionItemQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, on: date) -> "ActionItemQuerySet":
        return self.filter(state__in=OPEN_STATES, due_on__lt=on)

    def unanswered(self) -> "ActionItemQuerySet":
        return self.filter(state=ItemState.TOLD)

    def asking_for_help(self) -> "ActionItemQuerySet":
        """Open and for the third time on an agenda."""
        return self.filter(state__in=OPEN_STATES, times__gte=RETURNS_WORTH_A_CALL)


class OfItemQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfItemQuerySet":
        return in_reach(self, user, "item__committee")  # type: ignore[return-value]
