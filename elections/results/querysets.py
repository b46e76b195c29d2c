"""A result is the counting team's until it is published; then it is everybody's."""

from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import reach_of
from elections.counting.querysets import SUPERVISING


class ResultQuerySet(QuerySet):  # type: ignore[type-arg]
    result_path = ""

    def visible_to(self, user: Any) -> "ResultQuerySet":
        reach = reach_of(user)
        path = self.result_path
        committee = f"{path}round__election__committee__in"
        out = Q(**{f"{path}published_at__isnull": False})
        if not reach.whole_street:
            out &= Q(**{committee: reach.in_elections})
        return self.filter(out | Q(**{committee: reach.committees_as(SUPERVISING)}))

    def published(self) -> "ResultQuerySet":
        """Those residents read; a rehearsal is never published."""
        return self.filter(
            **{
                f"{self.result_path}published_at__isnull": False,
                f"{self.result_path}round__election__rehearsal": False,
            }
        )


class OfResultQuerySet(ResultQuerySet):
    result_path = "result__"
