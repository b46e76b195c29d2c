"""Reading accounts."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import in_reach
from committees.territory.querysets import OfCommitteeQuerySet


class AccountQuerySet(OfCommitteeQuerySet):
    def published(self, at: datetime) -> "AccountQuerySet":
        """Residents can read it: its notice is out, and was not taken down."""
        return self.filter(notice__state="released", notice__publish_at__lte=at)

    def unpublished(self, at: datetime) -> "AccountQuerySet":
        is_out = Q(notice__state="released", notice__publish_at__lte=at)
        return self.filter(Q(notice__isnull=True) | ~is_out)


class OfAccountQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfAccountQuerySet":
        return in_reach(self, user, "account__committee")  # type: ignore[return-value]
