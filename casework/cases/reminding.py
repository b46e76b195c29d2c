"""Reminders of cases: the owner, counted from 17:00 of the due day."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from casework.cases.models import Case
from casework.cases.rules import due_at
from casework.cases.states import CaseState
from committees.reminders.actions import Event, cancel, plan
from committees.reminders.states import Rule


def remind_of(cases: Iterable[Case], *, now: datetime) -> None:
    """Make the reminders of these cases what they should be; closed and removed ones have none."""
    cases = list(cases)
    over = [case for case in cases if case.state == CaseState.CLOSED or not case.is_kept]
    cancel(Rule.CASE, over)
    plan(Rule.CASE, [event_of(case) for case in cases if case not in over], now=now)


def event_of(case: Case) -> Event:
    """What the reminder says: number and day, nothing about the resident."""
    return Event(
        on=case,
        at=due_at(case.due_on),
        recipients=[case.owner],
        committee=case.committee,
        text=f"事项 {case} 的期限是 {case.due_on.month}月{case.due_on.day}日",
        url=reverse("case", args=[case.pk]),
    )
