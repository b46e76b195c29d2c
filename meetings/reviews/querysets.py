"""Reading appraisals."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


class ReviewQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ReviewQuerySet":
        return in_reach(self, user, "meeting__committee")  # type: ignore[return-value]


class GradingQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "GradingQuerySet":
        return in_reach(self, user, "review__meeting__committee")  # type: ignore[return-value]
