"""An election is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from committees.calendar.querysets import work_calendar
from committees.journal.actions import record
from committees.people.models import User
from committees.terms.models import Mandate
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.rulesets.models import RuleSet
from elections.rulesets.policies import may_open_with
from elections.rulesets.states import Mode
from elections.timetable.models import Contest, Election, Petition, Round, Step
from elections.timetable.policies import may_open
from elections.timetable.reminding import remind_of
from elections.timetable.rules import petition_fits, timetable
from elections.timetable.states import ElectionKind, RoundKind, Stage
from jiedao.common.errors import Refused

FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """A petition for a recall (T9): so many of so many, why, and when it was received."""

    signed: int
    base: int
    reason: str
    received_on: date
    by_representatives: bool = False


@dataclass(frozen=True)
class Opening:
    """What the street decides when it opens an election. `seats`: post -> how many."""

    polling_on: date
    rule_set: RuleSet
    term_number: int
    seats: Mapping[str, int] = field(default_factory=dict)
    kind: str = ElectionKind.TERM
    mode: str = Mode.ALL
    rehearsal: bool = False
    recalls: Mandate | None = None
    basis: str = ""
    petition: Asked | None = None


def open_election(committee: Committee, opening: Opening, *, by: User, at: datetime) -> Election:
    """The election with its first round, contests, and steps computed backwards from polling day.

    The rule set is sealed by its first election. Refused for anybody but the street, for a polling
    day in the past or more than a year ahead, for seats outside what the rule set allows, and
    while another election of the committee is under way (rehearsals apart). A by-election names
    the request it rests on; a recall its petition, large enough and voted on in time (T9, T10).
    """
    with transaction.atomic():
        may_open(by).require()
        Committee.objects.select_for_update().get(pk=committee.pk)
        may_open_with(RuleSet.objects.select_for_update().get(pk=opening.rule_set.pk)).require()
        _check(committee, opening, timezone.localdate(at))
        election = Election.objects.create(
            committee=committee,
            kind=opening.kind,
            mode=opening.mode,
            term_number=opening.term_number,
            rule_set=opening.rule_set,
            polling_on=opening.polling_on,
            rehearsal=opening.rehearsal,
            recalls=opening.recalls,
            basis=opening.basis,
            opened_by=by,
            opened_at=at,
        )
        _first_round(election, opening)
        days = timetable(
            opening.kind, opening.rule_set.rules(), opening.polling_on, work_calendar()
        )
        Step.objects.bulk_create(
            Step(election=election, code=code, due_on=day) for code, day in days.items()
        )
        if opening.petition:
            Petition.objects.create(election=election, **vars(opening.petition))
        remind_of(election, now=at)
        RuleSet.objects.filter(pk=opening.rule_set.pk, sealed_at=None).update(sealed_at=at)
        record("election.begin", election, by=by, committee=committee, label=str(election))
    return election


def _check(committee: Committee, opening: Opening, today: date) -> None:
    if not today <= opening.polling_on <= today + FURTHEST:
        raise Refused("选举日要在今天以后一年以内。")
    under_way = Election.objects.under_way().filter(committee=committee, rehearsal=False)
    if not opening.rehearsal and under_way.exists():
        raise Refused(f"{committee}已经有一次选举在进行。")
    if opening.kind != ElectionKind.TERM and not opening.basis and not opening.rehearsal:
        raise Refused("请写依据：申请或批复的编号。")
    if opening.kind == ElectionKind.RECALL:
        _check_recall(committee, opening)
        return
    check_seats(opening)


def _check_recall(committee: Committee, opening: Opening) -> None:
    """T9: enough names on the petition, a vote within its days, not again within the bar."""
    mandate, asked = opening.recalls, opening.petition
    if mandate is None or mandate.committee_id != committee.pk:
        raise Refused("请选罢免谁。")
    if asked is None:
        if opening.rehearsal:
            return
        raise Refused("请写罢免要求：几人联名，一共几人。")
    petition_fits(opening.rule_set.rules(), asked, opening.polling_on).require()
    rules = opening.rule_set.rules()
    since = asked.received_on - timedelta(days=365 * rules.recall_bar_years)
    before = Election.objects.filter(recalls=mandate, rehearsal=False, polling_on__gt=since)
    if before.exclude(stage=Stage.CALLED_OFF).exists():
        raise Refused(f"对这个人的罢免 {rules.recall_bar_years} 年以内已经表决过。")


def check_seats(opening: Opening) -> None:
    """A whole term fills as many seats as the law allows; a by-election at least one."""
    total, rules = sum(opening.seats.values()), opening.rule_set.rules()
    least = rules.members_least if opening.kind == ElectionKind.TERM else 1
    if not least <= total <= rules.members_most:
        raise Refused(f"应选人数一共要 {least} 到 {rules.members_most} 人，现在是 {total} 人。")


def _first_round(election: Election, opening: Opening) -> None:
    recall = opening.recalls
    kind = RoundKind.RECALL if recall else RoundKind.FIRST
    first = Round.objects.create(election=election, kind=kind, polling_on=opening.polling_on)
    seats = {recall.post: 1} if recall else opening.seats
    Contest.objects.bulk_create(
        Contest(round=first, post=post.value, seats=seats[post]) for post in Post if seats.get(post)
    )
