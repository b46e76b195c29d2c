"""Who may do what with a case."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.rights import may_read
from casework.cases.rules import needs_two
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import BIN_DAYS
from jiedao.common.errors import ALLOWED, Verdict, no

STRANGER = "您不在这个居委会工作，不能写。"
PRIVATE = "这件事项只给指定的人看，请先写明原因。"
GONE = "这件事项已经撤销，请先恢复。"


def may_open(by: User, committee: Committee) -> Verdict:
    """Whoever works in the committee."""
    return ALLOWED if by.reach.works_in(committee.pk) else no(STRANGER)


def may_write(by: User, case: Case) -> Verdict:
    """Progress: everybody who works in the committee, party branch and station too."""
    if not by.reach.works_in(case.committee_id):
        return no(STRANGER)
    if not may_read(by, case):
        return no(PRIVATE)
    return ALLOWED if case.is_kept else no(GONE)


def may_manage(by: User, case: Case) -> Verdict:
    """Waiting, hand-over, 回访, closing, deadline: the owner, or the director."""
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    if case.owner_id == by.pk or by.reach.leads(case.committee_id):
        return ALLOWED
    return no(f"这件事是{case.owner}在办，请和{case.owner}或者主任说。")


def may_receive(receiver: User, case: Case) -> Verdict:
    """A case is handed only to somebody who works in its committee and is not its owner."""
    if not receiver.reach.works_in(case.committee_id):
        return no("这个人不属于本居委会，请重选。")
    if receiver.pk == case.owner_id:
        return no(f"{receiver}现在就在办这件事。")
    return ALLOWED


def may_answer(by: User, case: Case) -> Verdict:
    """Accept or decline: only the person it was offered to."""
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    return ALLOWED if case.offered_to_id == by.pk else no("这件事没有交给您。")


def may_call_back(by: User, case: Case) -> Verdict:
    """The owner or the director, while nobody has answered."""
    allowed = may_manage(by, case)
    if not allowed:
        return allowed
    return ALLOWED if case.offered_to_id else no("这件事没有交给别人，还是原来的人在办。")


def may_settle_rules(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("这些规定由街道社区科来改。")


def may_follow_up(by: User, case: Case) -> Verdict:
    """回访: owner or director; where two people close, anybody here who did not do the work."""
    if not needs_two(case):
        return may_manage(by, case)
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    if by.pk in (case.owner_id, case.closing_by_id):
        return no("这件事是您办的，要由另一个人来回访。")
    return ALLOWED


def may_confirm(by: User, case: Case) -> Verdict:
    """The second person: elected in the committee, neither who asked nor who did the work."""
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    if case.closing_by_id is None:
        return no("还没有人请您确认办结。")
    if case.closing_by_id == by.pk:
        return no("是您请人确认的，要由另一个人来确认。")
    if case.owner_id == by.pk:
        return no("这件事是您办的，要由另一个人来确认。")
    if case.committee_id not in by.reach.elected_in:
        return no("要由居委会主任或委员来确认。")
    return ALLOWED


def may_remove(by: User, case: Case, on: date) -> Verdict:
    """撤销: the day it was opened, by who opened it or the director (CONTRACTS, Figures)."""
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    if by.pk != case.opened_by_id and not by.reach.leads(case.committee_id):
        return no("只有登记的人和主任可以撤销。")
    if timezone.localdate(case.opened_at) != on:
        return no("只有当天登记的可以撤销。不用办了请写明原因再办结。")
    return ALLOWED


def may_restore(by: User, case: Case, at: datetime) -> Verdict:
    """Within 30 days, by the same two people."""
    if case.removed_at is None:
        return no("这件事项没有撤销过。")
    if at - case.removed_at > timedelta(days=BIN_DAYS):
        return no(f"撤销超过 {BIN_DAYS} 天，不能恢复了。")
    if by.pk == case.opened_by_id or by.reach.leads(case.committee_id):
        return ALLOWED
    return no("只有登记的人和主任可以恢复。")
