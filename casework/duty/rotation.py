"""The rotation: who takes which place, fair over the year. Pure.

Source: issue of the working day, D: over twelve months counts differ by at most 1 and the load of
weekends and festivals by at most 2 between people available alike, or the page names what
forbids it (`fairness`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from math import floor

from casework.duty.rules import (
    SHANGHAI,
    Member,
    Need,
    Obstacle,
)

MOST_APART = 1
"""Shifts by which two people available alike may differ over twelve months."""
HEAVY_APART = 2
"""The same for shifts on weekends and festivals."""
FAR = 14
"""Days of rest between two shifts beyond which more rest makes no difference."""
Key = tuple[datetime, str, int]
Taken = Iterable[tuple[int, datetime, datetime]]
"""Shifts that people have already: (person, start, end)."""


@dataclass
class Tally:
    """What somebody did, and what would have been the fair share of it.

    Every place adds an equal part to the share of each person who could have taken it. So leave
    earns no debt, and a newcomer does not have to catch up with the past.
    """

    shifts: int = 0
    heavy: int = 0
    leads: int = 0
    share: Fraction = field(default_factory=Fraction)
    heavy_share: Fraction = field(default_factory=Fraction)
    lead_share: Fraction = field(default_factory=Fraction)


@dataclass(frozen=True)
class Filled:
    """A place with the person who takes it (None: nobody can) and the one who leads."""

    need: Need
    person_id: int | None = None
    lead_id: int | None = None


def tally(filled: Iterable[Filled], members: Sequence[Member]) -> dict[int, Tally]:
    """Counts and fair shares of a stretch of the rota."""
    sums = {member.id: Tally() for member in members}
    led: set[tuple[date, int]] = set()
    for place in filled:
        _share_out(place.need, members, sums)
        if place.person_id in sums:
            _count(place.need, sums[place.person_id])
        if place.lead_id in sums and (place.need.day, place.lead_id) not in led:
            led.add((place.need.day, place.lead_id))
            _share_lead(place.need, members, sums)
            sums[place.lead_id].leads += 1
    return sums


def _share_out(need: Need, members: Sequence[Member], sums: Mapping[int, Tally]) -> None:
    able = [member for member in members if member.obstacle(need) is None]
    for member in able:
        part = Fraction(1, len(able))
        sums[member.id].share += part
        if need.heavy:
            sums[member.id].heavy_share += part


def _share_lead(need: Need, members: Sequence[Member], sums: Mapping[int, Tally]) -> None:
    able = [member for member in members if _may_lead(member, need)]
    for member in able:
        sums[member.id].lead_share += Fraction(1, len(able))


def _may_lead(member: Member, need: Need) -> bool:
    """An age limit spares the desk, not the telephone: 带班 leads from home."""
    return member.may_lead and member.obstacle(need) in (None, Obstacle.SPARED)


def _count(need: Need, sums: Tally) -> None:
    sums.shifts += 1
    sums.heavy += need.heavy


def rotate(
    needs: Iterable[Need],
    members: Iterable[Member],
    *,
    earlier: Mapping[int, Tally] | None = None,
    taken: Taken = (),
    fixed: Mapping[Key, int] | None = None,
) -> tuple[list[Filled], dict[int, Tally]]:
    """Fill the places in turn; gives them back with the new counts.

    Weekends and festivals are dealt out first, by who had fewest of them; then the working days,
    by who had fewest at all. Nobody is in two places at once. Between equals the one who rested
    longest comes first, then the fixed order: the same input gives the same rota.
    `earlier` carries the counts of the months before. `fixed` names people for some places (by
    `Need.key`); they are taken where nothing stands in their way.
    """
    needs = sorted(needs, key=lambda need: need.key)
    work = _Rotation(members, earlier or {}, taken)
    for heavy in (True, False):
        dealt = [need for need in needs if need.heavy == heavy]
        open_ones = [need for need in dealt if not work.keep(need, (fixed or {}).get(need.key))]
        for need in open_ones:
            work.fill(need)
    leads = work.leads(needs)
    filled = [Filled(need, work.chosen.get(need), leads.get(need)) for need in needs]
    return filled, work.sums


class _Rotation:
    """The state of one run."""

    def __init__(
        self, members: Iterable[Member], earlier: Mapping[int, Tally], taken: Taken
    ) -> None:
        self.members = sorted(members, key=lambda member: (member.order, member.id))
        self.sums = {one.id: _copy(earlier.get(one.id, Tally())) for one in self.members}
        self.chosen: dict[Need, int] = {}
        self.busy: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        for person, start, end in taken:
            self.busy[person].append((start.astimezone(SHANGHAI), end.astimezone(SHANGHAI)))

    def keep(self, need: Need, person_id: int | None) -> bool:
        """Give the place to the named person, if that is possible."""
        if not any(member.id == person_id for member in self._able(need)):
            return False
        _share_out(need, self.members, self.sums)
        self._give(need, person_id)  # type: ignore[arg-type]  # a member's id
        return True

    def fill(self, need: Need) -> None:
        """Give the place to whoever is owed it most; leave it empty when nobody can."""
        _share_out(need, self.members, self.sums)
        able = self._able(need)
        if able:
            rank = self._heavy_rank if need.heavy else self._rank
            self._give(need, min(able, key=lambda member: rank(member, need)).id)

    def leads(self, needs: Iterable[Need]) -> dict[Need, int]:
        """One person leads a day's shifts where possible, rather not one at the desk then."""
        led: dict[Need, int] = {}
        of_day: dict[date, int] = {}
        for need in needs:
            able = [member for member in self.members if _may_lead(member, need)]
            if not need.with_lead or not able:
                continue
            today = of_day.get(need.day)
            lead = min(able, key=lambda member: self._lead_rank(member, need, today)).id
            if today is None:
                of_day[need.day] = lead
                _share_lead(need, self.members, self.sums)
                self.sums[lead].leads += 1
            led[need] = lead
        return led

    def _able(self, need: Need) -> list[Member]:
        return [
            member
            for member in self.members
            if member.obstacle(need) is None
            and not any(
                start < need.ends_at and need.starts_at < end for start, end in self.busy[member.id]
            )
        ]

    def _give(self, need: Need, person_id: int) -> None:
        self.chosen[need] = person_id
        self.busy[person_id].append((need.starts_at, need.ends_at))
        _count(need, self.sums[person_id])

    def _rank(self, member: Member, need: Need) -> tuple[int, ...]:
        """Owed most first. Whole shifts decide: two people available alike have the same share,
        so of the two the one with fewer shifts always comes first."""
        sums = self.sums[member.id]
        return -floor(sums.share - sums.shifts), -self._rest(member, need)

    def _heavy_rank(self, member: Member, need: Need) -> tuple[int, ...]:
        """The same for weekends and festivals; a difference of one leaves it to the total."""
        sums = self.sums[member.id]
        return -floor((sums.heavy_share - sums.heavy) / HEAVY_APART), *self._rank(member, need)

    def _lead_rank(self, member: Member, need: Need, today: int | None) -> tuple[int, ...]:
        sums = self.sums[member.id]
        at_desk = any(
            start < need.ends_at and need.starts_at < end for start, end in self.busy[member.id]
        )
        return at_desk, member.id != today, -floor(sums.lead_share - sums.leads)

    def _rest(self, member: Member, need: Need) -> int:
        """Days to the nearest shift of the same person, at most FAR."""
        days = [abs((start.date() - need.day).days) for start, _ in self.busy[member.id]]
        return min([FAR, *days])


def _copy(sums: Tally) -> Tally:
    return Tally(**vars(sums))
