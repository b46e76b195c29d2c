"""Reading the duty log."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Concat

from committees.reach.querysets import in_reach, reach_of
from committees.reach.states import Role
from jiedao.common.bases import RecyclableQuerySet
from jiedao.common.chinese import room_key
from jiedao.common.search import search_filter

OTHERS: list[Callable[[Any], Any]] = []
"""Who else may read a private entry: slices above say which entries (`apps.ready`)."""


def open_to(user: Any, path: str = "") -> Q:
    """Of the entries in reach those this person may read: private ones only as their author, as
    the director of the committee, or on the list of the case that came of them. `path` leads to
    the entry. Nothing is asked of an entry for whoever leads every committee in reach."""
    reach = reach_of(user)
    led = reach.committees_as([Role.DIRECTOR])
    if led and not reach.whole_street and led >= reach.committee_ids:
        return Q()
    open_now = Q(**{f"{path}private": False})
    open_now |= Q(**{f"{path}author": getattr(user, "pk", None)})
    open_now |= Q(**{f"{path}committee__in": led})
    for entries in OTHERS:
        open_now |= Q(**{f"{path}pk__in": entries(user)})
    return open_now


class LogEntryQuerySet(RecyclableQuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "LogEntryQuerySet":
        return in_reach(self, user).filter(open_to(user))  # type: ignore[return-value]

    def between(self, first: date, last: date) -> "LogEntryQuerySet":
        """By the day it happened (R7), both days included."""
        return self.filter(happened_on__gte=first, happened_on__lte=last)

    def matching(self, query: str, *, within: Collection[int]) -> "LogEntryQuerySet":
        """Every word of the query, among the entries of these committees; a word such as 3-502
        or 三号楼502 is the door."""
        found = self
        for word in query.split():
            door = room_key(word)
            found = found.at_door(door, within) if door else search_filter(found, "tokens", word)
        return found

    def at_door(self, door: str, within: Collection[int]) -> "LogEntryQuerySet":
        """Of the household behind this door, or of a door the register does not know.

        Each half has an index of its own; joined by OR, every entry there ever was would be read.
        The committees stand in both halves, or the doors of all 34 are expected to be found.
        """
        all_entries = self.model.objects.filter(committee__in=within).order_by().values("pk")
        known = all_entries.filter(household__dwelling__door=door)
        unknown = all_entries.filter(household=None, who=door)
        return self.filter(pk__in=known.union(unknown))

    def with_places(self) -> "LogEntryQuerySet":
        """With everything of a row but the people of its household."""
        return self.select_related("author", "household__dwelling__building")

    def for_lists(self) -> "LogEntryQuerySet":
        """With the people of the household too: two queries however many rows."""
        return self.with_places().prefetch_related("household__residents")

    def home_visits(self, first: date, last: date) -> "LogEntryQuerySet":
        """上门走访 at doors that were opened, in these days."""
        return self.kept().between(first, last).filter(kind="home", nobody_home=False)

    def with_place(self) -> "LogEntryQuerySet":
        """`place`: the household, or for a door not in the register what was written of it."""
        known = Concat(Value("#"), Cast("household_id", CharField()))
        return self.annotate(  # type: ignore[no-any-return]
            place=Case(
                When(household__isnull=True, then=F("who")), default=known, output_field=CharField()
            )
        )


class LogPhotoQuerySet(RecyclableQuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "LogPhotoQuerySet":
        rows = in_reach(self, user, "entry__committee")
        return rows.filter(open_to(user, "entry__"))  # type: ignore[return-value]
