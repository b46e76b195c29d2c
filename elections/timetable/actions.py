"""An election is opened, moves on, is moved or stopped."""

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
from elections.rulesets.states import Mode
from elections.timetable.models import Contest, Election, Round, Step
from elections.timetable.policies import may_open
from elections.timetable.rules import timetable
from elections.timetable.states import ElectionKind, RoundKind
from jiedao.common.errors import Refused

FURTHEST = timedelta(days=366)


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


def open_election(committee: Committee, opening: Opening, *, by: User, at: datetime) -> Election:
    """The election with its first round, contests, and steps computed backwards from polling day.

    The rule set is sealed by its first election. Refused for anybody but the street, for a polling
    day in the past or more than a year ahead, for seats outside what the rule set allows, and
    while another election of the committee is under way (rehearsals apart).
    """
    with transaction.atomic():
        may_open(by).require()
        Committee.objects.select_for_update().get(pk=committee.pk)
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
        RuleSet.objects.filter(pk=opening.rule_set.pk, sealed_at=None).update(sealed_at=at)
        record("election.open", election, by=by, committee=committee, label=str(election))
    return election


def _check(committee: Committee, opening: Opening, today: date) -> None:
    if not today <= opening.polling_on <= today + FURTHEST:
        raise Refused("选举日要在今天以后一年以内。")
    under_way = Election.objects.under_way().filter(committee=committee, rehearsal=False)
    if not opening.rehearsal and under_way.exists():
        raise Refused(f"{committee}已经有一次选举在进行。")
    if opening.kind == ElectionKind.RECALL:
        if opening.recalls is None or opening.recalls.committee_id != committee.pk:
            raise Refused("请选罢免谁。")
        return
    check_seats(opening)


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
