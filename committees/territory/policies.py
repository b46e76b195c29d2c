"""Who keeps the directory: the street's clerk and the administrator."""

from typing import Any

from committees.reach.querysets import reach_of
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_directory(user: Any) -> Verdict:
    """A committee tells the street what is wrong; it does not write its own entry."""
    reach = reach_of(user)
    if reach.is_clerk or reach.is_admin:
        return ALLOWED
    return no("居委会名录由街道社区科维护。有错请告诉街道。")
