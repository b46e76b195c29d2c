"""Reading exports: the committee's elected people see who took what."""

from typing import Any

from django.db.models import QuerySet

from committees.exports.states import State
from committees.reach.querysets import reach_of


class ExportQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ExportQuerySet":
        return self.filter(committee__in=reach_of(user).elected_in)

    def waiting(self) -> "ExportQuerySet":
        return self.filter(state=State.MAKING)
