"""Who writes why somebody is looked after, and who keeps the table of kinds."""

from typing import Any

from committees.reach.querysets import reach_of
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_care(user: Any, committee_id: int) -> Verdict:
    """The committee's own people; the street reads figures only."""
    if reach_of(user).works_in(committee_id):
        return ALLOWED
    return no("关爱情况由居委会自己登记。")


def may_keep_kinds(user: Any) -> Verdict:
    reach = reach_of(user)
    if reach.is_clerk or reach.is_admin:
        return ALLOWED
    return no("关爱类别由街道社区科来改。")
