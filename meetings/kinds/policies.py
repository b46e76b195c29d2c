"""Who keeps the table of kinds: the street."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_kinds(by: User) -> Verdict:
    if by.reach.is_clerk or by.reach.is_admin:
        return ALLOWED
    return no("会议类别由街道来定。")
