"""Who may do what about an alarm: everybody who works in the committee may do all of it."""

from datetime import datetime

from django.utils import timezone

from casework.knocks.models import Knock
from casework.knocks.states import KnockState
from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_help(by: User, knock: Knock) -> Verdict:
    """Whoever works in the committee; it does not matter who knocked."""
    if by.reach.works_in(knock.committee_id):
        return ALLOWED
    return no("您不在这个居委会工作，不能写。")


def may_look_on(by: User, knock: Knock) -> Verdict:
    """Ask on, write down, end: while it is open."""
    allowed = may_help(by, knock)
    if not allowed or knock.is_open:
        return allowed
    return no(f"{knock.ended_by}已经写了“{knock.get_state_display()}”。")


def may_reopen(by: User, knock: Knock, at: datetime) -> Verdict:
    """撤销 of the end, on the same day: it was another door, or she was not well after all."""
    allowed = may_help(by, knock)
    if not allowed:
        return allowed
    if knock.ended_at is None or knock.state == KnockState.WITHDRAWN:
        return no("这一条没有结束过。")
    if timezone.localdate(knock.ended_at) != timezone.localdate(at):
        return no("只有当天写的可以撤销。要再找人，请重新记一次走访。")
    return ALLOWED
