"""Reading outcomes and items."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from committees.notices.models import Notice
from committees.reach.querysets import in_reach, reach_of
from committees.reach.states import PARTNER_ROLES
from committees.territory.querysets import OfCommitteeQuerySet
from jiedao.common.search import search_filter
from meetings.resolutions.states import OPEN_STATES, ItemState

if TYPE_CHECKING:
    from meetings.convening.models import Meeting

IN_TIME = Q(state=ItemState.CONFIRMED, done_at__date__lte=F("due_on"))
SPOKEN_BY = "_spoken_by"
RETURNS_WORTH_A_CALL = 3
"""The third time on an agenda the street offers help (issue of the meetings, D)."""


class ResolutionQuerySet(OfCommitteeQuerySet):
    def visible_to(self, user: Any) -> "ResolutionQuerySet":
        return super().visible_to(user)  # type: ignore[return-value]

    def matching(self, query: str) -> "ResolutionQuerySet":
        """By the characters of topic, text and number; an empty query matches all."""
        return search_filter(self, "tokens", query) if query.strip() else self

    def to_publish(self) -> "ResolutionQuerySet":
        """Those that residents are to read."""
        return self.filter(publish_by__isnull=False)

    def published(self, at: datetime) -> "ResolutionQuerySet":
        """Residents can read it: its notice is out, and was not taken down."""
        return self.filter(notice__state="released", notice__publish_at__lte=at)

    def unpublished(self, at: datetime) -> "ResolutionQuerySet":
        """To be published and not yet to be read; a notice that was taken down counts as none.

        Each half has an index of its own; joined by OR, all that was ever decided would be read.
        """
        due = self.model.objects.order_by().filter(publish_by__isnull=False).values("pk")
        hidden = Notice.objects.not_out(at).order_by().values("pk")
        return self.filter(
            pk__in=due.filter(notice__isnull=True).union(due.filter(notice__in=hidden))
        )

    def for_lists(self) -> "ResolutionQuerySet":
        return self.select_related("committee", "meeting", "topic", "notice")


class OfResolutionQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfResolutionQuerySet":
        return in_reach(self, user, "resolution__committee")  # type: ignore[return-value]


class ActionItemQuerySet(OfCommitteeQuerySet):
    def visible_to(self, user: Any) -> "ActionItemQuerySet":
        """Those of the committees one works in; to a partner those of the own body alone."""
        reach = reach_of(user)
        own: ActionItemQuerySet = in_reach(self, user)  # type: ignore[assignment]
        if reach.whole_street or not reach.committees_as(PARTNER_ROLES):
            return own
        return own | self.filter(body__in=bodies_of_person(user))

    def open(self) -> "ActionItemQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def over(self) -> "ActionItemQuerySet":
        """Confirmed, or not to be done any more."""
        return self.exclude(state__in=OPEN_STATES)

    def overdue(self, on: date) -> "ActionItemQuerySet":
        return self.filter(state__in=OPEN_STATES, due_on__lt=on)

    def unanswered(self) -> "ActionItemQuerySet":
        return self.filter(state=ItemState.TOLD)

    def asking_for_help(self) -> "ActionItemQuerySet":
        """Open and for the third time on an agenda."""
        return self.filter(state__in=OPEN_STATES, times__gte=RETURNS_WORTH_A_CALL)

    def led_by(self, user: Any) -> "ActionItemQuerySet":
        """Those that the person, or a body for which she speaks, has to see to."""
        return self.filter(Q(person=user.pk) | Q(body__in=bodies_of_person(user)))

    def due_between(self, first: date, last: date) -> "ActionItemQuerySet":
        """Those that were to be done in the period; dropped ones count nowhere."""
        return self.filter(due_on__range=(first, last)).exclude(state=ItemState.DROPPED)

    def settled_in_time(self) -> "ActionItemQuerySet":
        """Confirmed, and done by the day agreed; when somebody confirmed it does not matter."""
        return self.filter(IN_TIME)

    def returning_to(self, meeting: "Meeting") -> "ActionItemQuerySet":
        """上次的事项: agreed at an earlier meeting of this kind and still open."""
        day = timezone.localdate(meeting.starts_at)
        earlier = self.filter(
            resolution__meeting__kind=meeting.kind_id,
            committee=meeting.committee_id,
            resolution__made_on__lte=day,
            state__in=OPEN_STATES,
        )
        return earlier.exclude(resolution__meeting=meeting.pk)

    def for_lists(self) -> "ActionItemQuerySet":
        return self.select_related("committee", "body", "person", "resolution__meeting")


class OfItemQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfItemQuerySet":
        reach = reach_of(user)
        own = in_reach(self, user, "item__committee")
        if reach.whole_street or not reach.committees_as(PARTNER_ROLES):
            return own  # type: ignore[return-value]
        return own | self.filter(item__body__in=bodies_of_person(user))  # type: ignore[return-value]


def bodies_of_person(user: Any) -> Any:
    """Bodies for which the person speaks today, as a subquery: one certain body, or the body of
    that kind in the committee."""
    from committees.territory.models import PartnerBody

    wanted = Q(pk__in=[])
    for role, committee, body in _spoken_by(user):
        if body is not None:
            wanted |= Q(pk=body, kind=role)
        else:
            wanted |= Q(committee=committee, kind=role)
    return PartnerBody.objects.filter(wanted).values("pk")


def _spoken_by(user: Any) -> Any:
    """Role, committee and body of today's posts; asked once for a request, as `reach` is."""
    from committees.people.models import Posting

    known = user.__dict__.get(SPOKEN_BY)
    if known is None:
        posts = Posting.objects.on(timezone.localdate()).filter(user=user.pk)
        rows = posts.exclude(committee=None).values_list("role", "committee", "body")
        known = user.__dict__[SPOKEN_BY] = list(rows)
    return known
