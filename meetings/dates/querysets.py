"""Reading the dates of a poll and what was answered."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


class OfPollQuerySet(QuerySet):  # type: ignore[type-arg]
    """Proposed dates."""

    def visible_to(self, user: Any) -> "OfPollQuerySet":
        return in_reach(self, user, "poll__meeting__committee")  # type: ignore[return-value]


class OfDateQuerySet(QuerySet):  # type: ignore[type-arg]
    """Answers."""

    def visible_to(self, user: Any) -> "OfDateQuerySet":
        return in_reach(self, user, "date__poll__meeting__committee")  # type: ignore[return-value]
