"""Acts of a survey: a round is laid out and changed, a door was visited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from casework.log.states import LogKind
from casework.surveys import rules
from casework.surveys.models import SurveyPart, SurveyRound, SurveyVisit
from casework.surveys.policies import may_plan, may_visit
from casework.surveys.rules import VisitWords
from casework.surveys.states import Outcome
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Building, Committee
from jiedao.common.errors import Refused

Plan = Mapping[Building, User | None]
"""Who goes where; None: whoever has time."""


@dataclass(frozen=True)
class RoundWords:
    """What a round is called, when it is, and what everybody is asked about."""

    title: str
    starts_on: date
    ends_on: date
    ask: str = ""


def begin_round(committee: Committee, *, by: User, words: RoundWords, plan: Plan) -> SurveyRound:
    """A round with its buildings. Refused: party branch, station and strangers; no building;
    a building of another committee; days that do not fit.
    """
    may_plan(by, committee).require()
    with transaction.atomic():
        round_ = SurveyRound(committee=committee, created_by=by)
        _say(round_, words)
        round_.save()
        _give(round_, plan)
        record("survey.begin", round_, by=by, committee=committee, label=round_.title)
    return round_


def edit_round(
    round_: SurveyRound, *, by: User, version: int, words: RoundWords, plan: Plan
) -> SurveyRound:
    """Other days, other people. Conflict when somebody saved since `version`.

    Refused as in `begin_round`, and when a building that was walked already would fall out.
    """
    with transaction.atomic():
        round_ = SurveyRound.objects.select_for_update().get(pk=round_.pk)
        may_plan(by, round_.committee).require()
        round_.expect(version)
        before = digest(round_)
        _say(round_, words)
        round_.save()
        _keep_what_was_walked(round_, plan)
        round_.parts.all().delete()
        _give(round_, plan)
        record(
            "survey.edit",
            round_,
            by=by,
            committee=round_.committee,
            before=before,
            label=round_.title,
        )
    return round_


def _say(round_: SurveyRound, words: RoundWords) -> None:
    rules.days_fit(words.starts_on, words.ends_on).require()
    round_.title, round_.ask = words.title.strip(), words.ask.strip()
    round_.starts_on, round_.ends_on = words.starts_on, words.ends_on
    if not round_.title:
        raise Refused("请写“这一轮叫什么”，例如：冬季走访。")


def _give(round_: SurveyRound, plan: Plan) -> None:
    if not plan:
        raise Refused("请至少选一栋楼。")
    if any(building.estate.committee_id != round_.committee_id for building in plan):
        raise Refused("有一栋楼不属于本居委会，请重新选。")
    SurveyPart.objects.bulk_create(
        SurveyPart(round=round_, building=building, member=member)
        for building, member in plan.items()
    )


def _keep_what_was_walked(round_: SurveyRound, plan: Plan) -> None:
    staying = {building.pk for building in plan}
    walked = (
        SurveyVisit.objects.kept()
        .filter(round=round_)
        .exclude(household__dwelling__building__in=staying)
    )
    first = walked.select_related("household__dwelling__building").first()
    if first is not None:
        raise Refused(f"{first.household.dwelling.building}已经走过，不能去掉。")


def note_visit(
    round_: SurveyRound, household: Household, *, by: User, said: VisitWords, at: datetime
) -> SurveyVisit:
    """A door of the round was visited: a log entry of kind home, and how the door was found.

    It counts for the day it happened (R7). Refused: strangers, a day outside the round or the
    last 30 days, a household of another committee or of a building not in the round, a need
    without words.
    """
    with transaction.atomic():
        round_ = SurveyRound.objects.select_for_update().get(pk=round_.pk)
        may_visit(by, round_).require()
        rules.visit_fits(round_.starts_on, round_.ends_on, said.on).require()
        if not round_.parts.filter(building=household.dwelling.building_id).exists():
            raise Refused("这一户不在这一轮里。")
        if said.needs and not said.words.strip():
            raise Refused("请写“有什么需要”，几个字就行，例如：厕所灯坏了。")
        words = EntryWords(
            kind=LogKind.HOME,
            who="",
            text=said.text,
            happened_on=said.on,
            on_behalf_of=said.on_behalf_of,
            nobody_home=said.outcome == Outcome.NOBODY,
        )
        entry = write_entry(round_.committee, by=by, words=words, household=household, at=at)
        visit = SurveyVisit.objects.create(
            round=round_,
            household=household,
            outcome=said.outcome,
            needs=said.needs,
            entry=entry,
        )
        record("survey.visit", visit, by=by, committee=round_.committee, label=round_.title)
    return visit
