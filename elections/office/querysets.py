"""Reading hand-overs and training."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from committees.reach.querysets import ScopedQuerySet, in_reach, reach_of


class HandoverQuerySet(QuerySet):  # type: ignore[type-arg]
    """The committee's people; who leaves still reads her own list for the set days (R9)."""

    handover_path = ""

    def visible_to(self, user: Any) -> "HandoverQuerySet":
        path = self.handover_path
        reach = reach_of(user)
        if reach.whole_street:
            return in_reach(self, user, f"{path}committee")  # type: ignore[return-value]
        here = Q(**{f"{path}committee__in": reach.committee_ids})
        until = {f"{path}leaver_reads_until__gte": timezone.localdate()}
        return self.filter(here | Q(**{f"{path}leaver": user.pk}, **until))


class HandoverLineQuerySet(HandoverQuerySet):
    handover_path = "handover__"


class OfficeEndQuerySet(ScopedQuerySet[Any]):
    """Ends of offices of one's committees."""


class CourseQuerySet(QuerySet):  # type: ignore[type-arg]
    """Courses are for everybody who works; the street writes them."""

    def visible_to(self, user: Any) -> "CourseQuerySet":
        reach = reach_of(user)
        if reach.whole_street or reach.committee_ids:
            return self
        return self.none()


class AttendanceQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "AttendanceQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]
