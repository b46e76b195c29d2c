"""Reading clocks, pauses and reports; each row's committee is its case's."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from casework.cases.states import OPEN_STATES
from committees.reach.querysets import in_reach


class OfCaseQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfCaseQuerySet":
        return in_reach(self, user, "case__committee")  # type: ignore[return-value]


class ClockQuerySet(OfCaseQuerySet):
    def running(self) -> "ClockQuerySet":
        """Of open cases, and not met yet."""
        return self.filter(
            met_at__isnull=True, case__state__in=OPEN_STATES, case__removed_at__isnull=True
        )

    def late(self, now: datetime) -> "ClockQuerySet":
        return self.running().filter(due_at__lt=now)

    def seriously_late(self, now: datetime) -> "ClockQuerySet":
        return self.running().filter(serious_at__lt=now)

    def to_escalate(self, now: datetime) -> "ClockQuerySet":
        """Somebody further up has to hear of them now."""
        return self.running().filter(escalate_at__lte=now)


class PauseQuerySet(OfCaseQuerySet):
    def in_force(self, now: datetime) -> "PauseQuerySet":
        return self.filter(Q(ended_at__isnull=True), until__gt=now)
