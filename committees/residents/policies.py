"""Who keeps the register: the people who work in the committee."""

from typing import Any

from committees.reach.querysets import reach_of
from committees.residents.states import Shown
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_households(user: Any, committee_id: int) -> Verdict:
    """The street sees households masked and changes none."""
    if reach_of(user).works_in(committee_id):
        return ALLOWED
    return no("住户资料由居委会自己登记。")


def may_show(user: Any, committee_id: int, what: str) -> Verdict:
    """A phone number: whoever works in the committee. The number of a paper: director and members
    (CAPABILITIES 82)."""
    if what == Shown.PHONE:
        return may_keep_households(user, committee_id)
    if committee_id in reach_of(user).elected_in:
        return ALLOWED
    return no("证件号只有主任和委员能看。")
