"""What a reader can do with a case now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from casework.cases import policies, rules
from casework.cases.models import Case
from casework.cases.states import CaseState
from committees.people.models import User


@dataclass(frozen=True)
class Offers:
    """What this reader can do with a case now. A page shows no button that must fail."""

    write: bool
    wait: bool
    hand_over: bool
    follow_up: bool
    close: bool
    settle: bool
    deadline: bool
    reopen: bool
    edit: bool
    answer: bool
    call_back: bool
    confirm: bool
    private: bool
    not_private: bool
    ready: bool
    remove: bool
    restore: bool


def offers(reader: User, case: Case, at: datetime) -> Offers:
    """Policies and moves together."""
    writes = bool(policies.may_write(reader, case))
    manages = bool(policies.may_manage(reader, case))
    is_open = case.state != CaseState.CLOSED
    asked = case.closing_by_id is not None and is_open
    return Offers(
        write=writes and is_open,
        wait=manages and rules.can_go(case.state, CaseState.WAITING),
        hand_over=manages and is_open,
        follow_up=is_open and bool(policies.may_follow_up(reader, case)),
        close=manages and is_open and not asked,
        settle=manages and bool(rules.may_settle(case)),
        deadline=manages and is_open,
        reopen=manages and not is_open,
        edit=manages and is_open,
        answer=bool(policies.may_answer(reader, case)),
        call_back=bool(policies.may_call_back(reader, case)),
        confirm=is_open and bool(policies.may_confirm(reader, case)),
        private=manages,
        not_private=manages and case.private and reader.reach.leads(case.committee_id),
        ready=case.state == CaseState.FOLLOWED_UP,
        remove=bool(policies.may_remove(reader, case, timezone.localdate(at))),
        restore=bool(policies.may_restore(reader, case, at)),
    )
