"""Rows below a matter of the three meetings: seen by whoever sees its meeting."""

from typing import Any, Self

from django.db.models import QuerySet

from committees.reach.querysets import in_reach


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
