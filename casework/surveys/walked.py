"""A building of a round as somebody walks it: every household, and how it went so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.log.models import LogEntry
from casework.surveys.models import SurveyPart, SurveyRound, SurveyVisit
from casework.surveys.rules import Coverage
from casework.surveys.states import COLOURS, ICONS, Outcome
from committees.residents.models import Household
from committees.territory.models import Building
from committees.territory.sounds import natural_key

_WEIGHT = {Outcome.NOBODY: 0, Outcome.REFUSED: 1, Outcome.MET: 2}


@dataclass
class Stop:
    """A household on the way. `visits` newest first."""

    household: Household
    visits: list[SurveyVisit] = field(default_factory=list)

    @property
    def room(self) -> str:
        return self.household.dwelling.room

    @property
    def outcome(self) -> Outcome | None:
        """Met once is met; an opened door says more than a closed one."""
        found = [Outcome(visit.outcome) for visit in self.visits]
        return max(found, key=lambda one: _WEIGHT[one], default=None)

    @property
    def colour(self) -> str:
        return COLOURS[self.outcome] if self.outcome else ""

    @property
    def icon(self) -> str:
        return ICONS[self.outcome] if self.outcome else ""

    @property
    def open_needs(self) -> list[LogEntry]:
        """Needs that no case has been made of yet."""
        return [
            visit.entry
            for visit in self.visits
            if visit.needs
            and not visit.entry.settled
            and not any(case.is_kept for case in visit.entry.cases.all())
        ]


@dataclass(frozen=True)
class Walk:
    """One building of one round."""

    stops: Sequence[Stop]

    @property
    def coverage(self) -> Coverage:
        found = [stop.outcome for stop in self.stops]
        return Coverage(
            len(found),
            found.count(Outcome.MET),
            found.count(Outcome.REFUSED),
            found.count(Outcome.NOBODY),
        )


def walk_of(round_: SurveyRound, building: Building, on: date) -> Walk:
    """Top floor first, as one comes down the stairs; four queries however many live there."""
    homes = (
        Household.objects.filter(dwelling__building=building)
        .living_here(min(on, round_.ends_on))
        .with_people()
    )
    stops = {home.pk: Stop(home) for home in homes}
    visits = (
        SurveyVisit.objects.kept()
        .filter(round=round_, household__in=list(stops))
        .select_related("entry__author")
        .prefetch_related("entry__cases")
        .order_by("-entry__happened_on", "-pk")
    )
    for visit in visits:
        stops[visit.household_id].visits.append(visit)
    return Walk(sorted(stops.values(), key=_on_the_way))


def _on_the_way(stop: Stop) -> tuple[int, list[tuple[int, int, str]], int]:
    dwelling = stop.household.dwelling
    return -dwelling.floor, natural_key(dwelling.room), stop.household.pk


def parts_of(round_: SurveyRound) -> Sequence[SurveyPart]:
    """The buildings in real order, with who goes there; one query."""
    return list(
        round_.parts.select_related("building__estate", "member").order_by(
            "building__estate__order", "building__estate_id", "building__order", "building_id"
        )
    )
