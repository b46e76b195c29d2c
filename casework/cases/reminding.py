"""Reminders of cases: of the deadline (17:00 of the due day), and of an answer that is due."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from casework.cases.models import Case
from casework.cases.rules import due_at
from casework.cases.states import CaseState
from committees.people.models import User
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from jiedao.common.dates import cn_moment

OFFERED = (Rule.HANDOVER, Rule.UNANSWERED)


def remind_of(cases: Iterable[Case], *, now: datetime) -> None:
    """Make the reminders of these cases what they should be; closed and removed ones have none."""
    cases = list(cases)
    over = [case for case in cases if case.state == CaseState.CLOSED or not case.is_kept]
    cancel(Rule.CASE, over)
    plan(Rule.CASE, [event_of(case) for case in cases if case not in over], now=now)


def event_of(case: Case) -> Event:
    """What the reminder says: number and day, nothing about the resident."""
    text = f"事项 {case} 的期限是 {case.due_on.month}月{case.due_on.day}日"
    return _event(case, due_at(case.due_on), [case.owner], text)


def ask_for_answer(case: Case, *, now: datetime) -> None:
    """The receiver hears of it now and before the answer is due; the givers when it is overdue."""
    if case.offered_to is None or case.answer_by is None:
        raise ValueError("only a case that is offered to somebody waits for an answer")
    until = cn_moment(case.answer_by, now, near=False)
    asked = f"事项 {case} 想交给您，请在 {until} 前答复"
    _tell(case, [case.offered_to], asked, now)
    plan(Rule.HANDOVER, [_event(case, case.answer_by, [case.offered_to], asked)], now=now)
    said = f"事项 {case} 交给{case.offered_to}，现在还是{case.owner}负责"
    plan(Rule.UNANSWERED, [_event(case, case.answer_by, givers_of(case), said)], now=now)


def tell_answer(case: Case, words: str, *, by: User, at: datetime) -> None:
    """The givers learn the answer."""
    _tell(case, [person for person in givers_of(case) if person.pk != by.pk], words, at)


def forget_answer(case: Case) -> None:
    """Answered, called back or over: nobody is asked for an answer any more."""
    for rule in OFFERED:
        cancel(rule, [case])


def givers_of(case: Case) -> list[User]:
    """The owner, and the director where she handed it over in the owner's place."""
    return list({person.pk: person for person in (case.owner, case.offered_by) if person}.values())


def _event(case: Case, at: datetime, people: list[User], text: str) -> Event:
    return Event(case, at, people, case.committee, text, case_address(case))


def _tell(case: Case, people: list[User], text: str, at: datetime) -> None:
    tell(people, about=case, text=text, at=at, committee=case.committee, url=case_address(case))


def case_address(case: Case) -> str:
    return reverse("case", args=[case.pk])
