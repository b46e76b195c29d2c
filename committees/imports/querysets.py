"""Reading batches: the committee's elected people see theirs, a street's setup its own."""

from typing import Any

from django.db.models import Q, QuerySet

from committees.imports.states import State
from committees.reach.querysets import reach_of


class BatchQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "BatchQuerySet":
        """Director and members: their committee's. Clerk and admin: what they brought themselves,
        for it holds identity numbers."""
        reach = reach_of(user)
        own = Q(committee__in=reach.elected_in)
        if reach.is_clerk or reach.is_admin:
            own |= Q(at_setup=True, made_by=user)
        return self.filter(own)

    def waiting(self) -> "BatchQuerySet":
        """To be read, or to be written."""
        return self.filter(state__in=[State.READING, State.WRITING])
