"""Reading the roll: names for the committee and its election people, figures for the street."""

from django.db.models import Exists, OuterRef, Q

from elections.timetable.querysets import AtTheCommitteeQuerySet, OfElectionQuerySet
from elections.timetable.states import OVER
from jiedao.common.chinese import ascii_digits, room_key


class VoterQuerySet(AtTheCommitteeQuerySet):
    def on_roll(self) -> "VoterQuerySet":
        """Those who may vote."""
        return self.filter(listed=True)

    def matching(self, query: str) -> "VoterQuerySet":
        """By name, initials, pinyin, or door (3-502, 3 号楼, 502); an empty query matches all."""
        words = ascii_digits(query).strip().lower()
        bare = words.replace(" ", "")
        if not bare:
            return self
        if bare.isascii() and bare.isalpha():
            return self.filter(Q(initials__startswith=bare) | Q(pinyin__startswith=bare))
        if door := room_key(words):
            return self.filter(door=door)
        if any(sign.isdigit() for sign in bare):
            number = "".join(sign for sign in bare if sign.isalnum() and sign.isascii()).upper()
            return self.filter(Q(door__startswith=f"{number}-") | Q(door__endswith=f"-{number}"))
        return self.filter(name__icontains=words)

    def in_real_elections(self) -> "VoterQuerySet":
        """Of elections that are going on; a rehearsal makes nobody a voter elsewhere."""
        return self.filter(election__rehearsal=False).exclude(election__stage__in=OVER)

    def doubled(self) -> "VoterQuerySet":
        """On this roll, and by the same paper on another one that is going on: E1, T1."""
        others = self.model._default_manager.on_roll().in_real_elections()
        elsewhere = others.filter(id_index=OuterRef("id_index")).exclude(
            election=OuterRef("election")
        )
        mine = self.in_real_elections().filter(~Q(id_index=""), listed=True)
        return mine.filter(Exists(elsewhere))


class ObjectionQuerySet(AtTheCommitteeQuerySet):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(decision="")


class RollChangeQuerySet(AtTheCommitteeQuerySet):
    pass


class FreezeQuerySet(OfElectionQuerySet):
    def in_force(self) -> "FreezeQuerySet":
        """Confirmed by a second person, and not opened again."""
        return self.filter(confirmed_at__isnull=False, reopened_at__isnull=True)

    def standing(self) -> "FreezeQuerySet":
        """In force, or waiting for the second person: nobody writes on the roll."""
        return self.filter(reopened_at__isnull=True)
