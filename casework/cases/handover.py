"""交给别人, 接下, 退回, 收回: the owner answers for a case until somebody else has accepted it."""

from datetime import datetime

from casework.cases import policies
from casework.cases.changing import changing, no_longer_offered, note, still_open, written
from casework.cases.models import Case, CaseRule
from casework.cases.reminding import ask_for_answer, remind_of, tell_answer
from casework.cases.rules import answer_deadline
from casework.cases.states import EventKind
from committees.calendar.querysets import work_calendar
from committees.people.models import User


def answer_due(at: datetime) -> datetime:
    """Until when somebody asked now has to answer, by the street's hours. Two queries."""
    return answer_deadline(work_calendar(), at, CaseRule.current().answer_hours)


def hand_over(case: Case, *, by: User, to: User, text: str, at: datetime) -> Case:
    """交给别人. 首问负责: the present owner stays responsible until the other person accepts.

    The receiver is told at once and reminded before the answer is due; an unanswered case comes
    back to the owner's 今日. Asking another person instead is a new offer with a new deadline.
    Refused: anybody but owner and director, a closed case, a receiver from elsewhere.
    """
    with changing(case, "cases.hand-over", by) as case:
        policies.may_manage(by, case).require()
        still_open(case)
        policies.may_receive(to, case).require()
        case.offered_to, case.offered_by, case.answer_by = to, by, answer_due(at)
        note(case, EventKind.OFFERED, by, at, text.strip(), to=to)
        ask_for_answer(case, now=at)
    return case


def accept(case: Case, *, by: User, at: datetime) -> Case:
    """接下, late too: the receiver is the owner from now on, and gets the reminders."""
    with changing(case, "cases.accept", by) as case:
        policies.may_answer(by, case).require()
        tell_answer(case, f"{by}接下了事项 {case}，现在是{by}在办", by=by, at=at)
        no_longer_offered(case)
        case.owner = by
        note(case, EventKind.ACCEPTED, by, at, "")
        remind_of([case], now=at)
    return case


def decline(case: Case, *, by: User, why: str, at: datetime) -> Case:
    """退回 with a reason: nothing changes for the owner."""
    with changing(case, "cases.decline", by) as case:
        policies.may_answer(by, case).require()
        tell_answer(case, f"{by}退回了事项 {case}，还是{case.owner}在办", by=by, at=at)
        no_longer_offered(case)
        note(case, EventKind.DECLINED, by, at, written(why, "为什么退回"), to=case.owner)
    return case


def call_back(case: Case, *, by: User, at: datetime) -> Case:
    """收回: the offer ends and the owner goes on. Refused: anybody but owner and director."""
    with changing(case, "cases.call-back", by) as case:
        policies.may_call_back(by, case).require()
        asked = case.offered_to
        no_longer_offered(case)
        note(case, EventKind.WITHDRAWN, by, at, "", to=asked)
    return case
