"""Reminders of steps: 17:00 of the day, to whoever owns the case now."""

from collections.abc import Iterable
from datetime import datetime

from casework.cases.reminding import case_address
from casework.cases.rules import due_at
from casework.cases.states import CaseState
from casework.plans.models import PlanStep
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.states import Rule


def remind_of_steps(steps: Iterable[PlanStep], *, now: datetime) -> None:
    """Make the reminders of these steps what they should be; read with case, owner, committee."""
    steps = list(steps)
    over = [step for step in steps if _is_over(step)]
    cancel(Rule.PLAN_STEP, over)
    plan(Rule.PLAN_STEP, [_event(step) for step in steps if step not in over], now=now)


def remind_again(at: datetime) -> int:
    """Every night: a case was handed over, closed or taken back, and its steps follow. Gives how
    many steps are to do."""
    rows = PlanStep.objects.to_do().select_related("case__owner", "case__committee")
    steps = list(rows)
    remind_of_steps(steps, now=at)
    return len(steps)


def _is_over(step: PlanStep) -> bool:
    case = step.case
    finished = step.done_at is not None or step.dropped_at is not None
    return finished or case.state == CaseState.CLOSED or not case.is_kept


def _event(step: PlanStep) -> Event:
    """Number and day, nothing about the resident or what is done."""
    case, day = step.case, step.due_on
    text = f"事项 {case} 有一步帮扶，{day.month}月{day.day}日前做"
    return Event(step, due_at(day), [case.owner], case.committee, text, case_address(case))
