"""Who keeps the rosters: the elected people of the committee; the director ends a seat."""

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_roster(by: User, committee: Committee) -> Verdict:
    if committee.pk in by.reach.elected_in:
        return ALLOWED
    return no("名册由居委会的人来写。")


def may_end_seat(by: User, committee: Committee) -> Verdict:
    return ALLOWED if by.reach.leads(committee.pk) else no("名册上的人由居委会主任来结束。")
