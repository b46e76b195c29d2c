"""The survey round of the season: who goes where, and at whose door somebody was already."""

from datetime import timedelta

from casework.log.models import LogEntry
from casework.log.states import LogKind
from casework.surveys.models import SurveyPart, SurveyRound, SurveyVisit
from casework.surveys.states import Outcome
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import Setting, moment
from jiedao.portal.demo.store import Store

BEGUN, LEFT = timedelta(days=40), timedelta(days=20)
UNASSIGNED = 5
"""Every fifth building is still nobody's."""


def write(setting: Setting, store: Store, place: Neighbourhood) -> None:
    """One round that is under way; the visits of its days belong to it."""
    team = place.team
    begun = setting.today - BEGUN
    walk = SurveyRound(
        committee=place.committee,
        title="秋冬大走访",
        starts_on=begun,
        ends_on=setting.today + LEFT,
        ask="身体怎么样，过冬有什么难处",
        created_by=team.director,
        created_at=moment(begun - timedelta(days=3), 9),
    )
    store.add([walk])
    walkers = [team.director, *team.members]
    buildings = {home.household.dwelling.building_id: None for home in place.homes}
    store.add(
        [
            SurveyPart(
                round=walk,
                building_id=building,
                member=None if number % UNASSIGNED == 0 else walkers[number % len(walkers)],
            )
            for number, building in enumerate(buildings, 1)
        ]
    )
    store.add(_visits(walk, place, setting))


def _visits(walk: SurveyRound, place: Neighbourhood, setting: Setting) -> list[SurveyVisit]:
    entries = LogEntry.objects.kept().filter(
        committee=place.committee,
        kind=LogKind.HOME,
        household__isnull=False,
        happened_on__range=(walk.starts_on, setting.today),
    )
    return [
        SurveyVisit(
            round=walk,
            household_id=entry.household_id,
            outcome=Outcome.NOBODY if entry.nobody_home else Outcome.MET,
            entry=entry,
        )
        for entry in entries.only("pk", "household_id", "nobody_home").order_by("pk")
    ]
