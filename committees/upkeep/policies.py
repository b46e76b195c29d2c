"""Who asks, who decides, who merges, who clears."""

from typing import Any

from committees.reach.querysets import reach_of
from jiedao.common.errors import ALLOWED, Verdict, no


def may_propose(user: Any, committee_id: int) -> Verdict:
    """Whoever works there; also for a resident who came to the desk."""
    if reach_of(user).works_in(committee_id):
        return ALLOWED
    return no("住户资料由居委会自己登记。")


def may_decide(user: Any, committee_id: int) -> Verdict:
    return ALLOWED if reach_of(user).leads(committee_id) else no("修改申请由主任来定。")


def may_merge(user: Any, committee_id: int) -> Verdict:
    return ALLOWED if reach_of(user).leads(committee_id) else no("合并两条登记由主任来定。")


def may_clear(user: Any, committee_id: int) -> Verdict:
    """The director in the own committee, the administrator everywhere."""
    reach = reach_of(user)
    if reach.leads(committee_id) or reach.is_admin:
        return ALLOWED
    return no("到期清除由主任或者系统管理员来做。")


def may_keep_rules(user: Any) -> Verdict:
    reach = reach_of(user)
    if reach.is_clerk or reach.is_admin:
        return ALLOWED
    return no("保存多久由街道来定。")
