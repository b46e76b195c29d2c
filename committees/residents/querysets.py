"""Reading households and residents; names are masked in the pages, not here."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from committees.reach.querysets import in_reach
from committees.residents.states import Departure
from jiedao.common.chinese import ascii_digits, blur, is_chinese, pinyin_of, room_key
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

    def at_door(self, query: str) -> "HouseholdQuerySet":
        """By 3-502, 三号楼502, 502, 3 号楼; an empty query matches all."""
        words = _plain(query)
        return self.filter(_at_door(words)) if words else self

    def matching(
        self, query: str, *, within: Collection[int] | None = None, alike: bool = True
    ) -> "HouseholdQuerySet":
        """By door, name, initials, pinyin, or the last four digits of a phone number; where nobody
        is spelled like that, by what sounds like it (UX D.5).

        `within`: the committees whose people are looked through. Say it wherever it is known: the
        people are searched before the households are. `alike` False: only what was really typed,
        where a hit is taken without anybody looking at it.
        """
        from committees.residents.models import Resident

        words = _plain(query)
        if not words:
            return self
        people = Resident.objects.present()
        found = self
        if within is not None:
            people = people.filter(committee__in=within)
            found = self.filter(dwelling__committee__in=within)
        people = people.matching_or_alike(words) if alike else people.matching(words)
        return found.filter(_at_door(words) | Q(pk__in=people.values("household_id")))

    def best_first(self, query: str) -> "HouseholdQuerySet":
        """`nearness`, to order hits by: the door, then her whom the query fits best (`nearness`
        of people). For the few rows of a result; a list that is walked keeps its house order."""
        from committees.residents.models import Resident

        words = _plain(query)
        nearest = (
            Resident.objects.present()
            .filter(household=OuterRef("pk"))
            .annotate(nearness=nearness(words))
            .order_by("nearness")
            .values("nearness")[:1]
        )
        ranked: HouseholdQuerySet = self.annotate(
            nearness=Case(
                When(_at_door(words), then=Value(AT_THE_DOOR)),
                default=Coalesce(Subquery(nearest), Value(ALIKE)),
                output_field=SmallIntegerField(),
            )
        )
        return ranked


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
        return self.filter(_spelled(_plain(query)))

    def matching_or_alike(self, query: str) -> "ResidentQuerySet":
        """`matching`, and where that finds nobody of these people, who sounds alike: an/ang,
        en/eng, in/ing, n/l, z/zh, c/ch, s/sh, and other characters with the same sound."""
        words = _plain(query)
        exact, sound = _spelled(words), sound_of(words)
        if len(sound) < SHORTEST_SOUND:
            return self.filter(exact)
        return self.filter(exact | (Q(sound__startswith=sound) & ~Exists(self.filter(exact))))


PHONE_TAIL = 4
SHORTEST_SOUND = 3
"""Letters; less sounds like half the committee."""

AT_THE_DOOR, WHOLE, BEGINNING, SPELLING, WITHIN, TAIL, ALIKE = range(7)
"""How near a hit is to what was asked, the nearest first (UX D.5)."""


def _spelled(words: str) -> Q:
    letters = _letters(words)
    if letters:
        return Q(initials__startswith=letters) | Q(pinyin__startswith=letters)
    if len(words) == PHONE_TAIL and words.isascii() and words.isdigit():
        return Q(phone_tail=blind_index("phone-tail", words))
    return Q(name__icontains=words)


def _letters(words: str) -> str:
    """「liu gui'fang」 as it is stored; empty for anything that is not all letters."""
    spelled = re.sub("[ '’]", "", words)
    return spelled if re.fullmatch("[a-zü]+", spelled) else ""


def sound_of(query: str) -> str:
    """What a query sounds like (`chinese.blur`); empty for digits and doors."""
    words = _plain(query)
    if letters := _letters(words):
        return blur(letters)
    return blur(pinyin_of(words)[0]) if is_chinese(words) else ""


def nearness(words: str) -> Case:
    """Whole, from its beginning, spelled so, inside the name, by the number, or only alike."""
    if letters := _letters(words):
        whole = Q(pinyin=letters) | Q(initials=letters)
        begins, spelled = Q(initials__startswith=letters), Q(pinyin__startswith=letters)
        near = [(whole, WHOLE), (begins, BEGINNING), (spelled, SPELLING)]
    else:
        tail = blind_index("phone-tail", words)
        near = [
            (Q(name=words), WHOLE),
            (Q(name__startswith=words), BEGINNING),
            (Q(name__icontains=words), WITHIN),
            (Q(phone_tail=tail), TAIL),
        ]
    whens = [When(fits, then=Value(place)) for fits, place in near]
    return Case(*whens, default=Value(ALIKE), output_field=SmallIntegerField())


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
