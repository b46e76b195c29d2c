"""One election while it is being told: its rows so far, its days, how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from committees.terms.states import Post
from elections.rulesets.models import RuleSet
from elections.timetable.models import Contest, Election, Round, Step
from elections.timetable.rules import timetable
from elections.timetable.states import CUT_OFFS, Stage
from jiedao.common.keys import ALPHABET, KEY_LENGTH
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store

TERM = 9
"""The 届 that all of them lead to."""
SEATS = {Post.CHAIR: 1, Post.VICE_CHAIR: 1, Post.MEMBER: 3}
REACHED = list(Stage)


@dataclass
class Chapter:
    """One election while it is being told."""

    setting: Setting
    store: Store
    place: Neighbourhood
    election: Election
    numbers: Iterator[int]
    days: dict[str, date] = field(default_factory=dict)

    def has_reached(self, stage: Stage) -> bool:
        return REACHED.index(Stage(self.election.stage)) >= REACHED.index(stage)


def open_chapter(
    setting: Setting,
    store: Store,
    place: Neighbourhood,
    staff: Staff,
    when: tuple[Stage, date, Iterator[int]],
) -> Chapter:
    stage, polling, numbers = when
    rule_set = RuleSet.objects.get(code="law_2025")
    roll = dice("election", place.committee.code)
    election = Election(
        key="".join(roll.choice(ALPHABET) for _ in range(KEY_LENGTH)),
        committee=place.committee,
        kind="term",
        term_number=TERM,
        rule_set=rule_set,
        polling_on=polling,
        stage=stage,
        opened_by=staff.clerk,
        opened_at=moment(setting.today - timedelta(days=40), 9),
    )
    store.add([election])
    first = Round(election=election, polling_on=polling)
    store.add([first])
    store.add([Contest(round=first, post=post, seats=seats) for post, seats in SEATS.items()])
    chapter = Chapter(setting, store, place, election, numbers)
    chapter.days = timetable("term", rule_set.rules(), polling, setting.calendar)
    store.add([_step(chapter, code, day) for code, day in chapter.days.items()])
    return chapter


def _step(chapter: Chapter, code: str, day: date) -> Step:
    """Done on its day when that has passed, except what the election has not come to."""
    step = Step(election=chapter.election, code=code, due_on=day)
    past = day < chapter.setting.today and code not in CUT_OFFS
    if past and chapter.election.stage != Stage.PREPARING:
        step.done_on, step.done_by = day, chapter.place.team.director
    return step
