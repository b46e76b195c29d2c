"""Every night: one closed case in five is asked about again after four weeks (CAP 67)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from casework.callbacks import rules
from casework.callbacks.models import Callback
from casework.callbacks.states import Round
from casework.cases.models import Case, CaseEvent
from casework.cases.querysets import CaseQuerySet
from casework.cases.reminding import case_address
from casework.cases.rights import may_read
from casework.cases.rules import due_at
from casework.cases.states import CaseState, EventKind
from committees.calendar.querysets import work_calendar
from committees.people.models import User
from committees.reach.states import ELECTED_ROLES
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.states import Rule
from jiedao.common.crypto import keyed_digest

RECHECK_JOB = "recheck"


def draw(at: datetime) -> int:
    """Draw among the cases closed four weeks ago. Gives how many were drawn now.

    Run twice, or after nights that were missed, it draws each case once: the draw follows from
    number and month, the row is unique. What was reopened meanwhile is asked about no more.
    """
    _forget_reopened()
    today = timezone.localdate(at)
    until = work_calendar().add(today, rules.RECHECK_DAYS).on
    with transaction.atomic():
        drawn = [case for case in _candidates(at) if rules.is_drawn(draw_mark(case))]
        Callback.objects.bulk_create(
            (
                Callback(
                    case=case,
                    committee_id=case.committee_id,
                    round=Round.RECHECK,
                    of_closing=case.closed_at,
                    wanted_on=until,
                    worker_id=case.closed_by_id,
                )
                for case in drawn
            ),
            ignore_conflicts=True,
        )
        plan(Rule.RECHECK, list(_events(drawn, today, until)), now=at)
    return len(drawn)


def draw_mark(case: Case) -> str:
    """From the number and the month of closing, with the key of this installation."""
    month = rules.month_of(timezone.localtime(case.closed_at))
    return keyed_digest(f"recheck {case.committee_id} {case} {month}")


def _candidates(at: datetime) -> CaseQuerySet:
    """Closed four weeks ago, asked once before (当场办结 needs no 回访, R6), not drawn yet."""
    asked = CaseEvent.objects.filter(case=OuterRef("pk"), kind=EventKind.FOLLOWED_UP)
    drawn = Callback.objects.filter(
        case=OuterRef("pk"), round=Round.RECHECK, of_closing=OuterRef("closed_at")
    )
    rows = Case.objects.closed().filter(
        closed_at__lte=at - rules.AGAIN_AFTER, closed_at__gt=at - rules.LOOK_BACK
    )
    rows = rows.filter(Exists(asked)).exclude(Exists(drawn))
    return rows.select_related("committee", "owner").order_by("pk")


def _events(drawn: Iterable[Case], on: date, until: date) -> Iterable[Event]:
    """Everybody elected here but who did the work, and of a private case only who may read it.
    One query for each committee."""
    people: dict[int, list[User]] = {}
    for case in drawn:
        if case.committee_id not in people:
            found = User.objects.posted_in(case.committee, ELECTED_ROLES, on)
            people[case.committee_id] = list(found)
        own = (case.owner_id, case.closed_by_id)
        there = people[case.committee_id]
        others = [one for one in there if one.pk not in own and may_read(one, case)]
        text = f"事项 {case} 办结四周了，请再问问居民"
        yield Event(case, due_at(until), others, case.committee, text, case_address(case))


def _forget_reopened() -> None:
    """A closing that does not stand any more is not asked about."""
    rows = Callback.objects.waiting().filter(round=Round.RECHECK)
    gone = rows.exclude(
        case__state=CaseState.CLOSED,
        case__closed_at=F("of_closing"),
        case__removed_at__isnull=True,
    )
    cancel(Rule.RECHECK, [row.case for row in gone.select_related("case")])
    gone.delete()
