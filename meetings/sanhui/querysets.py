"""Rows below a matter of the three meetings: seen by whoever sees its meeting."""

from datetime import date
from typing import Any, Self

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


class AppraisalQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        return in_reach(self, user, "matter__meeting__committee")  # type: ignore[return-value]

    def owing_a_plan(self) -> Self:
        """The unit has not filed its rectification plan yet."""
        return self.filter(plan_filed_on__isnull=True)

    def overdue(self, day: date) -> Self:
        """Not filed in time: the street helps to ask for it."""
        return self.owing_a_plan().filter(plan_due_on__lt=day)

    def to_rectify(self) -> Self:
        """Filed, and not everything put right."""
        return self.filter(plan_filed_on__isnull=False, done_on__isnull=True)


class OfMatterQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        return in_reach(self, user, "matter__meeting__committee")  # type: ignore[return-value]


class OfAgreementQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        path = "agreement__matter__meeting__committee"
        return in_reach(self, user, path)  # type: ignore[return-value]


class OfAppraisalQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> Self:
        path = "appraisal__matter__meeting__committee"
        return in_reach(self, user, path)  # type: ignore[return-value]
