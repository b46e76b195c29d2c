"""Scope is a queryset: every `visible_to(user)` of the portal is built on `in_reach`."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from committees.reach.rules import NOWHERE, Reach

Row = TypeVar("Row", bound=Model)


def reach_of(user: Any) -> Reach:
    """The reach of whoever asks; somebody who did not sign in reaches nothing."""
    reach: Reach = getattr(user, "reach", NOWHERE)
    return reach


def in_reach(rows: QuerySet[Row], user: Any, path: str = "committee") -> QuerySet[Row]:
    """Rows of the committees the person works with. A stranger gets none of them.

    `path` leads from the row to its committee. Street leader and clerk see all 34; director,
    member, party branch and station their own; administrator, auditor and partners none.
    """
    reach = reach_of(user)
    if reach.whole_street:
        return rows
    if not reach.committee_ids:
        return rows.none()
    return rows.filter(**{f"{path}__in": reach.committee_ids})


def in_own_work(rows: QuerySet[Row], user: Any, path: str = "committee") -> QuerySet[Row]:
    """Rows of the committees the person works in herself: what the street reads as figures only,
    such as why somebody is looked after (UX C.2)."""
    return rows.filter(**{f"{path}__in": reach_of(user).committee_ids})


class ScopedQuerySet(QuerySet[Row]):
    """For models whose `committee` column says whose they are."""

    def visible_to(self, user: Any) -> "ScopedQuerySet[Row]":
        return in_reach(self, user)  # type: ignore[return-value]
