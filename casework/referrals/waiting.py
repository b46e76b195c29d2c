"""A case follows its referrals: it waits while another body has the next move, and comes back."""

from datetime import datetime

from django.utils import timezone

from casework.cases.changing import go
from casework.cases.models import Case
from casework.cases.rules import can_go
from casework.cases.states import CaseState
from casework.referrals.models import Referral
from casework.referrals.rules import Pending, Wait, wait_for
from casework.referrals.states import ReferralState
from casework.referrals.telling import forget_answer, miss_answer, thank
from committees.journal.actions import digest, record


def follow(case: Case) -> None:
    """Inside an act on one of its referrals, which is saved: 等回复 while somebody is waited for,
    otherwise 在办 by the owner again. What the owner waits for by her own word stays.
    """
    rows = case.referrals.open().select_related("department", "body").order_by("pk")
    wait = wait_for(Pending(row.to_name, row.state, row.kind, row.answer_by) for row in rows)
    if wait is None:
        _stop(case)
    else:
        _wait(case, wait)


def _wait(case: Case, wait: Wait) -> None:
    if case.state != CaseState.WAITING and can_go(case.state, CaseState.WAITING):
        go(case, CaseState.WAITING)
    case.taken_by = wait.taken_by[:120]
    if case.state == CaseState.WAITING:
        case.waiting_for, case.waits_until = wait.who[:120], wait.until


def _stop(case: Case) -> None:
    waited = case.waits_until is not None or bool(case.taken_by)
    case.taken_by = ""
    if waited and case.state == CaseState.WAITING:
        go(case, CaseState.WORKING)


def keep_up(case: Case) -> str:
    """After each act of a case: whoever owns it now hears of a missing answer; of one that is
    closed or taken back nobody is asked for anything any more."""
    if case.state == CaseState.CLOSED or not case.is_kept:
        _end_all(case)
    elif case.waits_until is not None:
        for row in case.referrals.filter(state=ReferralState.SENT).select_related("sent_by"):
            row.case = case
            miss_answer(row, now=timezone.now())
    return ""


def _end_all(case: Case) -> None:
    at = case.closed_at if case.state == CaseState.CLOSED else case.removed_at
    for row in case.referrals.open().select_related("department", "body"):
        _end(row, case, at)
    _stop(case)
    case.waits_until = None


def _end(row: Referral, case: Case, at: datetime | None) -> None:
    before = digest(row)
    row.case, row.state = case, ReferralState.CALLED_BACK
    row.save(update_fields=["state"])
    forget_answer(row)
    record(
        "referrals.call-back",
        row,
        by=None,
        committee=case.committee,
        before=before,
        label=str(row),
    )
    if at is not None:
        thank(row, at)
