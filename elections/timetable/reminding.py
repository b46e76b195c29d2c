"""Tomorrow due, and overdue: the steps of a timetable as reminders (rows, see committees)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils import timezone

from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.models import LadderStep
from committees.reminders.own_ladders import Ladders, brings_ladders
from committees.reminders.states import Rule
from elections.timetable.models import Election, Step
from elections.timetable.states import CUT_OFFS, OVER, REMINDED_CUT_OFFS, StepCode

SHANGHAI = ZoneInfo("Asia/Shanghai")
END_OF_WORK = time(17)
LEADING = (Role.DIRECTOR, Role.BRANCH, Role.STATION, Role.ELECTION_HEAD)


def remind_of(election: Election, *, now: datetime) -> None:
    """Make the reminders of an election what its steps say. Nobody is reminded of a rehearsal, of
    a step that is done, or of a day up to which residents may do something."""
    steps = list(Step.objects.filter(election=election))
    over = election.rehearsal or election.stage in OVER
    waiting = [] if over else [one for one in steps if one.done_on is None and _is_work(one)]
    done = {step.pk for step in steps} - {step.pk for step in waiting}
    for rule in (Rule.ELECTION, Rule.ELECTION_STREET):
        cancel(rule, [step for step in steps if step.pk in done])
    today = timezone.localdate(now)
    plan(Rule.ELECTION, _events(election, waiting, _leading(election, today)), now=now)
    late = [step for step in waiting if step.code not in CUT_OFFS]
    plan(Rule.ELECTION_STREET, _events(election, late, _street(today)), now=now)


def _is_work(step: Step) -> bool:
    return step.code not in CUT_OFFS or step.code in REMINDED_CUT_OFFS


@brings_ladders(Rule.ELECTION)
def ladders_of(object_type: str, ids: Collection[int]) -> Ladders:
    """A day up to which residents may do something is told of beforehand alone: it passes by
    itself, and nobody is late. Two queries; none for what is no step."""
    if object_type != Step._meta.label_lower:
        return street_ladders_of(object_type, ids)
    passing = set(Step.objects.filter(pk__in=ids, code__in=CUT_OFFS).values_list("pk", flat=True))
    rows = LadderStep.objects.filter(rule=Rule.ELECTION, enabled=True, days_before__gt=0)
    before = list(rows) if passing else []
    return dict.fromkeys(passing, before)


@dataclass(frozen=True)
class Rung:
    """A step of a ladder that slices to the right bring for what is theirs."""

    days_before: int
    at_time: time
    words: str
    minutes_before: None = None


OWN_LADDERS: dict[str, Sequence[Rung]] = {}
"""Type of object -> when people hear of it, whatever the street's ladder of elections says."""


@brings_ladders(Rule.ELECTION_STREET)
def street_ladders_of(object_type: str, ids: Collection[int]) -> Ladders:
    """What these types bring; nothing for all others."""
    return dict.fromkeys(ids, OWN_LADDERS[object_type]) if object_type in OWN_LADDERS else {}


# Clocks of single people: objections to the roll, complaints about the result


def remind_of_clock(
    election: Election, on: Model, *, due_on: date, text: str, page: str, now: datetime
) -> None:
    """Whoever must decide by that day hears of it before, and with the street when it has passed.
    `page`: below the election's address. Nobody is reminded of a rehearsal. Called in the act's
    transaction."""
    if election.rehearsal:
        return
    today = timezone.localdate(now)
    for rule, people, where in (
        (Rule.ELECTION, _leading(election, today), page),
        (Rule.ELECTION_STREET, _street(today), "desk/"),
    ):
        event = Event(
            on=on,
            at=datetime.combine(due_on, END_OF_WORK, SHANGHAI),
            recipients=people,
            committee=election.committee,
            text=f"{election.committee}选举：{text}（{due_on.month}月{due_on.day}日）",
            url=f"/e/{election.key}/{where}",
        )
        plan(rule, [event], now=now)


def forget_clock(objects: Iterable[Model]) -> None:
    """Decided, or without an object: nobody is reminded any more."""
    rows = list(objects)
    for rule in (Rule.ELECTION, Rule.ELECTION_STREET):
        cancel(rule, rows)


def _leading(election: Election, today: date) -> list[User]:
    rows = User.objects.posted_in(election.committee_id, LEADING, today)
    return list(rows.order_by("pk"))


def _street(today: date) -> list[User]:
    return list(User.objects.posted_in(None, [Role.CLERK], today).order_by("pk"))


def _events(election: Election, steps: Iterable[Step], recipients: list[User]) -> Iterable[Event]:
    for step in steps:
        label = StepCode(step.code).label
        day = f"{step.due_on.month}月{step.due_on.day}日"
        yield Event(
            on=step,
            at=datetime.combine(step.due_on, END_OF_WORK, SHANGHAI),
            recipients=recipients,
            committee=election.committee,
            text=f"{election.committee}选举：{label}（{day}）",
            url=f"/e/{election.key}/desk/",
        )
