"""Reading votes."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


class VoteQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "VoteQuerySet":
        return in_reach(self, user, "meeting__committee")  # type: ignore[return-value]

    def closed(self) -> "VoteQuerySet":
        """Counted and in force: what a resolution may rest on."""
        return self.filter(closed_at__isnull=False, annulled_at__isnull=True)

    def open(self) -> "VoteQuerySet":
        """Put to the vote and not counted yet."""
        return self.filter(closed_at__isnull=True, annulled_at__isnull=True)


class CastQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CastQuerySet":
        return in_reach(self, user, "vote__meeting__committee")  # type: ignore[return-value]
