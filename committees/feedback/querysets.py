"""Reading what residents reported."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach, reach_of


class PageReportQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "PageReportQuerySet":
        """Own committee's pages; all of them for the street."""
        if reach_of(user).whole_street:
            return self
        return in_reach(self, user)  # type: ignore[return-value]

    def unsettled(self) -> "PageReportQuerySet":
        return self.filter(settled_at__isnull=True)
