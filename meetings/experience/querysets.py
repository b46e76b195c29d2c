"""Reading the experience library: shared by everybody who works in the street."""

from typing import Any, Self

from django.db.models import QuerySet

from committees.reach.querysets import reach_of
from jiedao.common.search import search_filter


class SharedQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        """All 34 read each other's methods, and the street reads them all; a stranger none."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.committee_ids else self.none()


class ExperienceQuerySet(SharedQuerySet):
    def matching(self, query: str) -> "ExperienceQuerySet":
        """By the characters of title and text; an empty query matches all."""
        return search_filter(self, "tokens", query) if query.strip() else self
