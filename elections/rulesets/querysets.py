"""Reading rule sets."""

from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import reach_of


class RuleSetQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "RuleSetQuerySet":
        """Everybody who works with elections reads the rules; a stranger none."""
        reach = reach_of(user)
        return self if reach.whole_street or reach.is_admin or reach.committee_ids else self.none()

    def usable(self) -> "RuleSetQuerySet":
        """Sets an election may open with: the laws, and copies a second person agreed to."""
        return self.filter(Q(based_on=None) | Q(agreed_by__isnull=False))


class RuleSourceQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "RuleSourceQuerySet":
        reach = reach_of(user)
        return self if reach.whole_street or reach.is_admin or reach.committee_ids else self.none()
