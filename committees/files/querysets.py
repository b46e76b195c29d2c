"""Files that wait for their form: nobody's business but their owner's."""

from typing import Any

from django.db.models import QuerySet


class StagedFileQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "StagedFileQuerySet":
        return self.filter(user_id=getattr(user, "pk", None))
