"""Reading where buildings stand."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


class BuildingPlaceQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "BuildingPlaceQuerySet":
        return in_reach(self, user, "building__estate__committee")  # type: ignore[return-value]
