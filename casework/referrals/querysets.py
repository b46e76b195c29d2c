"""Reading referrals."""

from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from casework.referrals.states import OPEN_STATES, ReferralState
from committees.reach.querysets import in_reach, reach_of
from committees.reach.states import PARTNER_ROLES, Role
from meetings.resolutions.querysets import bodies_of_person

SPEAKING_ROLES = PARTNER_ROLES | {Role.BRANCH, Role.STATION}
"""Whoever speaks for one of the four bodies beside the committee."""


def bounces_of(case: str) -> Coalesce:
    """How often a case was sent back; `case` leads to its key in the outer query."""
    from casework.referrals.models import Referral

    back = (
        Referral.objects.filter(case=OuterRef(case), state=ReferralState.DECLINED)
        .order_by()
        .values("case")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(back, output_field=IntegerField()), 0)


class ReferralQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ReferralQuerySet":
        """Those of the committees one works in; to a partner those asked of the own body, while
        the case is there."""
        reach, own = reach_of(user), in_reach(self, user)
        if reach.whole_street or not reach.committees_as(PARTNER_ROLES):
            return own  # type: ignore[return-value]
        return own | self.asked_of(user)  # type: ignore[return-value]

    def asked_of(self, user: Any) -> "ReferralQuerySet":
        """Asked of a body for which the person speaks today. Whoever speaks for none costs no
        query."""
        if not reach_of(user).committees_as(SPEAKING_ROLES):
            return self.none()
        return self.filter(body__in=bodies_of_person(user), case__removed_at__isnull=True)

    def open(self) -> "ReferralQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def of_the_street(self) -> "ReferralQuerySet":
        """Asked of a section of the street office, or of the street to find the right one."""
        return self.filter(body__isnull=True)

    def unanswered(self, at: datetime) -> "ReferralQuerySet":
        """The time for an answer is over."""
        return self.filter(state=ReferralState.SENT, answer_by__lt=at)

    def with_bounces(self) -> "ReferralQuerySet":
        """`bounces`: how often the case was sent back so far, by whomever (CAPABILITIES 62)."""
        return self.annotate(bounces=bounces_of("case"))  # type: ignore[no-any-return]

    def for_lists(self) -> "ReferralQuerySet":
        return self.select_related(
            "case__committee",
            "case__owner",
            "case__household__dwelling__building",
            "department",
            "body",
        ).prefetch_related("case__household__residents")
