"""Who writes the street's call log: the clerk. The street leader reads it."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_contact(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("联系记录由街道社区科来写。")
