"""Reading meetings."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from committees.reach.querysets import in_reach, reach_of
from committees.reach.rules import Reach
from committees.reach.states import ELECTED_ROLES, Role
from committees.territory.models import Committee, PartnerBody
from committees.territory.states import BodyKind
from meetings.convening.states import MeetingState, TopicState
from meetings.kinds.states import KindKey

BODY_ROLES = (Role.BRANCH, Role.STATION, Role.OWNERS, Role.PROPERTY)
"""Roles of the people who come for a body; each has the value of the body's kind."""

AHEAD = (MeetingState.PLANNED, MeetingState.OPEN)


class MeetingQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Those of one's committees; a meeting of the whole street is everybody's."""
        reach = reach_of(user)
        if reach.committee_ids and not reach.whole_street:
            mine = Q(committee__in=reach.committee_ids) | Q(whole_street=True)
            return self.filter(mine)
        return in_reach(self, user)  # type: ignore[return-value]

    def planned(self) -> "MeetingQuerySet":
        """Not over yet: to come, or running now."""
        return self.filter(state__in=AHEAD)

    def over(self) -> "MeetingQuerySet":
        """Held or cancelled."""
        return self.exclude(state__in=AHEAD)

    def representatives_of(self, year: int) -> "MeetingQuerySet":
        """Representatives' meetings held in that year, the earliest first."""
        return self.filter(
            kind=KindKey.REPRESENTATIVES, state=MeetingState.HELD, starts_at__year=year
        ).order_by("starts_at", "pk")

    def expected_of(self, reach: Reach) -> "MeetingQuerySet":
        """Meetings at which the person is expected: all of the committee of which one is elected,
        and those to which one's body is invited."""
        mine = Q(committee__in=reach.committees_as(ELECTED_ROLES))
        for role in BODY_ROLES:
            mine |= Q(
                committee__in=reach.committees_as([role]), invited_bodies__body__kind=role.value
            )
        return self.filter(mine).distinct()

    def since(self, at: datetime) -> "MeetingQuerySet":
        return self.filter(starts_at__gte=at)


class TopicQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "TopicQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def waiting(self) -> "TopicQuerySet":
        """Proposed and not on an agenda yet, the oldest first."""
        return self.filter(state=TopicState.WAITING).order_by("proposed_at", "pk")

    def to_settle(self) -> "TopicQuerySet":
        """On an agenda, settled or not; what was carried on counts while its copy only waits."""
        there = Q(state__in=(TopicState.LISTED, TopicState.SETTLED))
        waits = Q(state=TopicState.CARRIED, carried_to__state=TopicState.WAITING)
        return self.filter(there | waits).order_by("order", "pk")

    def on_agenda(self) -> "TopicQuerySet":
        return self.filter(meeting__isnull=False).order_by("order", "pk")


class OfMeetingQuerySet(QuerySet):  # type: ignore[type-arg]
    """Bodies invited to a meeting."""

    def visible_to(self, user: Any) -> "OfMeetingQuerySet":
        return in_reach(self, user, "meeting__committee")  # type: ignore[return-value]


def bodies_of(committee: Committee) -> "QuerySet[PartnerBody]":
    """The partner bodies of the committee, the party organisation first (PRACTICE §1)."""
    rank = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(BodyKind.values)),
        output_field=IntegerField(),
    )
    return PartnerBody.objects.filter(committee=committee).order_by(rank, "pk")


def representatives_held(committees: Iterable[Committee], year: int) -> dict[int, int]:
    """How many representatives' meetings each committee held in the year: {id: n}. One query.

    The Organic Law (2025 revision) asks for them; how many a year is the street's figure.
    """
    from meetings.convening.models import Meeting

    asked = [committee.pk for committee in committees]
    rows = Meeting.objects.representatives_of(year).order_by().filter(committee__in=asked)
    counted = dict(rows.values_list("committee").annotate(n=Count("pk")))
    return {pk: counted.get(pk, 0) for pk in asked}


def public_meetings(committee: Committee, at: datetime) -> "MeetingQuerySet":
    """What residents may read: public meetings from today on, a cancelled one saying so."""
    from meetings.convening.models import Meeting

    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    found: MeetingQuerySet = (
        Meeting.objects.filter(committee=committee, is_public=True)
        .exclude(state=MeetingState.HELD)
        .filter(starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=366))
        .order_by("starts_at", "pk")
    )
    return found
