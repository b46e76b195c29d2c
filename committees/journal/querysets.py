"""Reading the journal: the auditor reads all of it, a director the acts on the own committee."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import reach_of
from committees.reach.states import Role


class AuditEntryQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "AuditEntryQuerySet":
        reach = reach_of(user)
        if reach.is_auditor:
            return self
        return self.filter(committee__in=reach.committees_as([Role.DIRECTOR]))
