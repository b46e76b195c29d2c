"""Reading households and residents; names are masked in the pages, not here."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from committees.reach.querysets import in_reach
from committees.residents.states import Departure
from jiedao.common.chinese import ascii_digits, room_key
from jiedao.common.crypto import blind_index

HOUSE_ORDER = (
    "dwelling__building__order",
    "dwelling__building_id",
    "dwelling__floor",
    "dwelling__room",
    "id",
)
"""As one walks through the estate: building, floor, room."""

SHORTEST_ROOM = 3
"""Characters; anything shorter is a building."""


class HouseholdQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "HouseholdQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def living_here(self, on: date) -> "HouseholdQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gte=on))

    def with_people(self) -> "HouseholdQuerySet":
        """Dwelling and who belongs to it, the head first: two queries however many rows."""
        from committees.residents.models import Resident

        people = Resident.objects.at_home().order_by("-is_head", "pk")
        return self.select_related("dwelling__building__estate").prefetch_related(
            Prefetch("residents", queryset=people)
        )

    def in_house_order(self) -> "HouseholdQuerySet":
        return self.order_by(*HOUSE_ORDER)

    def at_door(self, query: str) -> "HouseholdQuerySet":
        """By 3-502, 三号楼502, 502, 3 号楼; an empty query matches all."""
        words = _plain(query)
        return self.filter(_at_door(words)) if words else self

    def matching(self, query: str, *, within: Collection[int] | None = None) -> "HouseholdQuerySet":
        """By door, name, initials, pinyin, or the last four digits of a phone number.

        `within`: the committees whose people are looked through. Say it wherever it is known: the
        people are searched before the households are.
        """
        from committees.residents.models import Resident

        words = _plain(query)
        if not words:
            return self
        people = Resident.objects.present().matching(words)
        found = self
        if within is not None:
            people = people.filter(committee__in=within)
            found = self.filter(dwelling__committee__in=within)
        return found.filter(_at_door(words) | Q(pk__in=people.values("household_id")))


class ResidentQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ResidentQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def present(self) -> "ResidentQuerySet":
        """Who neither moved away nor died, each person once."""
        return self.filter(departed_on__isnull=True, merged_into__isnull=True)

    def at_home(self) -> "ResidentQuerySet":
        """Who is present, and of a household that ended whoever was there on its last day."""
        with_it = Q(departed_on=F("household__until")) & ~Q(departure=Departure.MISTAKE)
        return self.filter(Q(departed_on__isnull=True) | with_it, merged_into__isnull=True)

    def gone(self) -> "ResidentQuerySet":
        """Who moved away, died, or should never have been written down."""
        return self.filter(departed_on__isnull=False, merged_into__isnull=True)

    def matching(self, query: str) -> "ResidentQuerySet":
        """By name, initials, pinyin, or the last four digits of the phone number.

        Letters are looked for in the spelling alone, digits in the phone alone: each has its index.
        """
        spelled = _plain(query).replace(" ", "")
        if spelled.isascii() and spelled.isalpha():
            return self.filter(Q(initials__startswith=spelled) | Q(pinyin__startswith=spelled))
        if len(spelled) == PHONE_TAIL and spelled.isascii() and spelled.isdigit():
            return self.filter(phone_tail=blind_index("phone-tail", spelled))
        return self.filter(name__icontains=_plain(query))


PHONE_TAIL = 4


def _plain(query: str) -> str:
    return ascii_digits(query).strip().lower()


def _at_door(words: str) -> Q:
    """A whole door, a building, or a room anywhere."""
    if door := room_key(words):
        return Q(dwelling__door=door)
    bare = re.sub("(号楼|号|幢|栋|楼|室|房| )+", "", words).upper()
    if words.endswith(("楼", "幢", "栋", "-")) or len(bare) < SHORTEST_ROOM:
        return Q(dwelling__door__startswith=f"{bare.rstrip('-')}-")
    return Q(dwelling__room=bare) | Q(dwelling__door=bare)
