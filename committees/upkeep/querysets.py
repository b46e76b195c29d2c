"""Reading upkeep: only the committee's own people read what somebody asked to change."""

from typing import Any, Self

from django.db.models import QuerySet

from committees.reach.querysets import in_own_work, reach_of


class UpkeepQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        return in_own_work(self, user)  # type: ignore[return-value]


class ChangeRequestQuerySet(UpkeepQuerySet):
    def waiting(self) -> "ChangeRequestQuerySet":
        return self.filter(state="waiting")

    def with_people(self) -> "ChangeRequestQuerySet":
        return self.select_related(
            "resident__household__dwelling", "proposed_by", "decided_by", "committee"
        )


class MergeQuerySet(UpkeepQuerySet):
    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)


class RetentionRuleQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "RetentionRuleQuerySet":
        """The table says nothing about anybody."""
        reach = reach_of(user)
        known = reach.whole_street or reach.is_admin or reach.committee_ids
        return self if known else self.none()

    def in_use(self) -> "RetentionRuleQuerySet":
        return self.filter(enabled=True)
