"""Who changes thresholds and definitions: the clerk."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_edit_indicators(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("指标由街道社区科来改。")
