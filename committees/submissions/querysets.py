"""Own drafts only."""

from typing import Any

from django.db.models import QuerySet


class DraftQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "DraftQuerySet":
        return self.filter(user_id=getattr(user, "pk", None))
