"""Tomorrow due, and overdue: the steps of a timetable as reminders (rows, see committees)."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.states import Rule
from elections.timetable.models import Election, Step
from elections.timetable.states import CUT_OFFS, OVER, StepCode

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
    plan(Rule.ELECTION_STREET, _events(election, waiting, _street(today)), now=now)


def _is_work(step: Step) -> bool:
    return step.code not in CUT_OFFS


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
