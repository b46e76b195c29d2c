"""Reading rounds and their visits."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_own_work


class SurveyRoundQuerySet(QuerySet):  # type: ignore[type-arg]
    """Rounds are walked by the own committee; the street reads their figures (views_street)."""

    def visible_to(self, user: Any) -> "SurveyRoundQuerySet":
        return in_own_work(self, user)  # type: ignore[return-value]

    def running(self, on: date) -> "SurveyRoundQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class SurveyPartQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "SurveyPartQuerySet":
        return in_own_work(self, user, "round__committee")  # type: ignore[return-value]


class SurveyVisitQuerySet(QuerySet):  # type: ignore[type-arg]
    """Who opened and who did not is the own committee's; the street reads figures."""

    def visible_to(self, user: Any) -> "SurveyVisitQuerySet":
        return in_own_work(self, user, "round__committee")  # type: ignore[return-value]

    def kept(self) -> "SurveyVisitQuerySet":
        """A visit whose log entry was taken back never happened."""
        return self.filter(entry__removed_at__isnull=True)
