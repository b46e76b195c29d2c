"""Reading cases."""

import re
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from casework.cases.states import OPEN_STATES, CaseState
from committees.reach.querysets import in_reach, reach_of
from committees.reach.states import Role
from jiedao.common.bases import RecyclableQuerySet
from jiedao.common.chinese import ascii_digits, room_key
from jiedao.common.search import search_filter

SPOKEN = re.compile(r"([0-9]{2})-([0-9]{1,6})")


def spoken(text: str) -> tuple[int, int] | None:
    """26-31 (full-width too) is (2026, 31); None when it is no number of a case."""
    found = SPOKEN.fullmatch(re.sub("[‐-―−—－]", "-", ascii_digits(text)).strip())
    return (2000 + int(found[1]), int(found[2])) if found else None


class CaseQuerySet(RecyclableQuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CaseQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def legible_to(self, user: Any, at: datetime) -> "CaseQuerySet":
        """Of the visible ones those whose words this person may read; what a search looks at.

        Private cases are left to who opened, does, is offered or closes them, to the director,
        and to the people on the list.
        """
        led = reach_of(user).committees_as({Role.DIRECTOR})
        own = Q(owner=user) | Q(opened_by=user) | Q(offered_to=user) | Q(closing_by=user)
        running = Q(readers__until__isnull=True) | Q(readers__until__gt=at)
        listed = self.model.objects.filter(running, readers__user=user).values("pk")
        return self.filter(Q(private=False) | own | Q(committee__in=led) | Q(pk__in=listed))

    def open(self) -> "CaseQuerySet":
        return self.kept().filter(state__in=OPEN_STATES)

    def closed(self) -> "CaseQuerySet":
        return self.kept().filter(state=CaseState.CLOSED)

    def overdue(self, on: date) -> "CaseQuerySet":
        """Open, and the deadline is before this day."""
        return self.open().filter(due_on__lt=on)

    def due_between(self, first: date, last: date) -> "CaseQuerySet":
        """Open, and due in these days, both included."""
        return self.open().filter(due_on__gte=first, due_on__lte=last)

    def to_do_by(self, user: Any, at: datetime) -> "CaseQuerySet":
        """要办: mine and not waiting for others, offered to me, or waiting for my agreement."""
        return self.open().filter(to_do_of(user, at))

    def of_others(self, user: Any, at: datetime) -> "CaseQuerySet":
        """等别人: every open case that is not for this person to move."""
        return self.open().exclude(to_do_of(user, at))

    def matching(self, query: str) -> "CaseQuerySet":
        """Every word of the query: 2 characters and more, pinyin, 3-502, or the number 26-31."""
        found = self
        for word in query.split():
            door, number = room_key(word), spoken(word)
            if door or number:
                found = found.at_door_or_numbered(door, number)
            else:
                found = search_filter(found, "tokens", word)
        return found

    def at_door_or_numbered(
        self, door: str | None, number: tuple[int, int] | None
    ) -> "CaseQuerySet":
        """26-31 may be flat 31 of house 26, or case 31 of the year 2026: both are meant.

        Each part has an index of its own; joined by OR, every case there ever was would be read.
        """
        all_cases = self.model.objects.order_by().values("pk")
        year, of_year = number or (0, 0)
        parts = [all_cases.filter(year=year, number=of_year)]
        if door:
            parts.append(all_cases.filter(household__dwelling__door=door))
            parts.append(all_cases.filter(place=door))
        return self.filter(pk__in=parts[0].union(*parts[1:]))

    def with_places(self) -> "CaseQuerySet":
        """With everything of a row but the people of its household."""
        return self.select_related(
            "committee", "owner", "offered_to", "household__dwelling__building"
        )

    def for_lists(self) -> "CaseQuerySet":
        """With the people of the household too: two queries however many rows."""
        return self.with_places().prefetch_related("household__residents")


def to_do_of(user: Any, at: datetime) -> Q:
    """Open cases whose next move is this person's; one offered or waiting for agreement is not
    the owner's any more, until whoever was asked has let the answer's time pass.
    """
    mine = Q(owner=user, offered_to__isnull=True, closing_by__isnull=True)
    unanswered = (Q(owner=user) | Q(offered_by=user)) & Q(answer_by__lt=at)
    return (
        Q(offered_to=user)
        | unanswered
        | (mine & (~Q(state=CaseState.WAITING) | Q(waits_until__lt=at)))
        | (
            Q(closing_by__isnull=False, committee__in=reach_of(user).elected_in)
            & ~Q(closing_by=user)
        )
    )


class OfCaseQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OfCaseQuerySet":
        return in_reach(self, user, "case__committee")  # type: ignore[return-value]


class CasePhotoQuerySet(RecyclableQuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CasePhotoQuerySet":
        return in_reach(self, user, "case__committee")  # type: ignore[return-value]
