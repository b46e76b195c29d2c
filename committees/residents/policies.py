"""Who keeps the register: the people who work in the committee."""

from typing import Any

from committees.reach.querysets import reach_of
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_households(user: Any, committee_id: int) -> Verdict:
    """The street sees households masked and changes none."""
    if reach_of(user).works_in(committee_id):
        return ALLOWED
    return no("住户资料由居委会自己登记。")
