"""Who does a case, and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from casework.cases import policies, rules
from casework.cases.changing import changing, note, still_open, written
from casework.cases.models import Case
from casework.cases.reminding import remind_of
from casework.cases.states import EventKind
from committees.calendar.querysets import work_calendar
from committees.people.models import User
from jiedao.common.errors import Refused


@dataclass(frozen=True)
class Plan:
    """Who will do it, and until when. Without a day the kind's working days are counted."""

    owner: User
    due_on: date | None = None
    days: int | None = None


def give(case: Case, plan: Plan, at: datetime) -> None:
    """Owner and deadline. A day somebody chose stands as it is, otherwise working days count."""
    if not plan.owner.reach.works_in(case.committee_id):
        raise Refused("这个人不属于本居委会，请重选。")
    case.owner = plan.owner
    if plan.due_on is not None:
        day_ahead(plan.due_on, at)
        case.due_on, case.due_days = plan.due_on, None
        return
    days = plan.days or rules.DEFAULT_DAYS[case.kind]
    if days > rules.MOST_DAYS:
        raise Refused(f"期限最多 {rules.MOST_DAYS} 个工作日。")
    case.due_on = rules.deadline(work_calendar(), timezone.localdate(at), days).on
    case.due_days = days


def change_deadline(case: Case, *, by: User, due_on: date, why: str, at: datetime) -> Case:
    """改期限, with a reason; the reminders move along.

    Refused: anybody but owner and director, a closed case, a day in the past, no reason.
    """
    with changing(case, "cases.deadline", by) as case:
        policies.may_manage(by, case).require()
        still_open(case)
        why = written(why, "为什么改")
        day_ahead(due_on, at)
        told = f"从 {month_day(case.due_on)} 改到 {month_day(due_on)}：{why}"
        case.due_on, case.due_days = due_on, None
        note(case, EventKind.DEADLINE, by, at, told)
        remind_of([case], now=at)
    return case


def day_ahead(due_on: date, at: datetime) -> None:
    if due_on < timezone.localdate(at):
        raise Refused("“哪天前”不能早于今天。")


def month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
