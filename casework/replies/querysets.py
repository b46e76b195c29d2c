"""Reading standard texts: they name nobody."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import reach_of


class StandardTextQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "StandardTextQuerySet":
        """Whoever works in a committee or for the street."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.committee_ids else self.none()
