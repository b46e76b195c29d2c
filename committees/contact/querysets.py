"""Reading the street's call log: street leader and clerk only."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import reach_of


class ContactQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ContactQuerySet":
        return self if reach_of(user).whole_street else self.none()
