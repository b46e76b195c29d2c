"""Reading alarms: the street sees that there is one; whom was asked stays with the committee."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from casework.knocks.states import KnockState
from committees.reach.querysets import in_own_work, in_reach


class KnockQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "KnockQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def open(self) -> "KnockQuerySet":
        """Nobody has written 「见到本人」 yet; the oldest first."""
        return self.filter(state=KnockState.OPEN).order_by("opened_at", "pk")

    def ended(self) -> "KnockQuerySet":
        return self.exclude(state=KnockState.OPEN)

    def last_seen(self) -> "dict[int, datetime]":
        """By household: when somebody who was searched for was last seen. One query."""
        rows = self.filter(seen_at__isnull=False).order_by().values_list("household")
        return dict(rows.annotate(at=Max("seen_at")))

    def for_lists(self) -> "KnockQuerySet":
        """With door, person and how often somebody was asked: one query however many rows."""
        rows: KnockQuerySet = self.select_related(
            "committee", "household__dwelling__building", "resident", "opened_by", "ended_by"
        ).annotate(tries=Count("steps"))
        return rows


class StepQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "StepQuerySet":
        return in_own_work(self, user, "knock__committee")  # type: ignore[return-value]
