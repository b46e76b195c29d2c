"""Who gives, who says yes, who looks."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.aid.models import Aid
from casework.aid.states import Decision
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import BIN_DAYS
from jiedao.common.errors import ALLOWED, Verdict, no

STRANGER = "您不在这个居委会工作，不能写。"


def may_give(by: User, committee: Committee) -> Verdict:
    """Whoever works in the committee; money waits for a second person."""
    return ALLOWED if by.reach.works_in(committee.pk) else no(STRANGER)


def may_write(by: User, aid: Aid) -> Verdict:
    if not by.reach.works_in(aid.committee_id):
        return no(STRANGER)
    return ALLOWED if aid.is_kept else no("这笔帮扶已经撤销，请先恢复。")


def may_decide(by: User, aid: Aid) -> Verdict:
    """Director or member; neither who wrote it nor who gives it."""
    allowed = may_write(by, aid)
    if not allowed:
        return allowed
    if aid.decision != Decision.WAITING:
        return no("这笔帮扶不用批，或者已经批过了。")
    if aid.committee_id not in by.reach.elected_in:
        return no("要由居委会主任或委员来批准。")
    if by.pk in (aid.written_by_id, aid.given_by_id):
        return no("是您登记或发放的，要由另一个人来批准。")
    return ALLOWED


def may_hand_out(by: User, aid: Aid) -> Verdict:
    """Free or approved; urgent help before that (help first, papers after)."""
    allowed = may_write(by, aid)
    if not allowed:
        return allowed
    if aid.decision == Decision.REFUSED:
        return no("这笔帮扶没有批准，不能发。")
    if aid.decision == Decision.WAITING and not aid.urgent:
        return no("还没有批准，批准以后再发。急的请在登记时勾“急，先帮后补”。")
    return ALLOWED


def may_remove(by: User, aid: Aid, on: date) -> Verdict:
    """撤销 on the day it was written, by who wrote it or the director, while nobody signed."""
    allowed = may_write(by, aid)
    if not allowed:
        return allowed
    if by.pk != aid.written_by_id and not by.reach.leads(aid.committee_id):
        return no("只有登记的人和主任可以撤销。")
    if timezone.localdate(aid.written_at) != on:
        return no("只有当天登记的可以撤销。")
    return ALLOWED


def may_restore(by: User, aid: Aid, at: datetime) -> Verdict:
    if aid.removed_at is None:
        return no("这笔帮扶没有撤销过。")
    if at - aid.removed_at > timedelta(days=BIN_DAYS):
        return no(f"撤销超过 {BIN_DAYS} 天，不能恢复了。")
    if by.pk == aid.written_by_id or by.reach.leads(aid.committee_id):
        return ALLOWED
    return no("只有登记的人和主任可以恢复。")


def may_settle(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("这些规定由街道社区科来改。")
