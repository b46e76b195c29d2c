"""Reading opinions."""

from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from committees.reach.querysets import in_reach
from meetings.opinions.states import Source


class OpinionQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OpinionQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def open(self) -> "OpinionQuerySet":
        """Not followed up to the end."""
        return self.filter(followed_on__isnull=True)

    def done(self) -> "OpinionQuerySet":
        return self.filter(followed_on__isnull=False)

    def waiting_first(self) -> "OpinionQuerySet":
        """Those that wait for an answer, then for the opinion, then for the deed; oldest first."""
        rank = Case(
            When(given_on__isnull=False, answered_on__isnull=True, then=Value(0)),
            When(given_on__isnull=True, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.order_by(rank, "asked_on", "pk")

    def to_give(self) -> "OpinionQuerySet":
        """Asked, and nothing said yet."""
        return self.filter(given_on__isnull=True)

    def to_answer(self) -> "OpinionQuerySet":
        """Given, and not answered yet."""
        return self.filter(given_on__isnull=False, answered_on__isnull=True)

    def of_branch(self) -> "OpinionQuerySet":
        return self.filter(source=Source.BRANCH)


def opinions_given(first: date, last: date) -> "OpinionQuerySet":
    """Opinions that the party organisations gave from `first` to `last`, both days included.

    Rows with committee_id, given_on and answered_on: what the measure 党组织意见答复 is made of.
    """
    from meetings.opinions.models import Opinion

    rows: OpinionQuerySet = Opinion.objects.filter(given_on__gte=first, given_on__lte=last)
    return rows.of_branch()
