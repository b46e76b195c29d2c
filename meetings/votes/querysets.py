"""Reading votes."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


class VoteQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "VoteQuerySet":
        return in_reach(self, user, "meeting__committee")  # type: ignore[return-value]

    def closed(self) -> "VoteQuerySet":
        return self.filter(closed_at__isnull=False)


class CastQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CastQuerySet":
        return in_reach(self, user, "vote__meeting__committee")  # type: ignore[return-value]
