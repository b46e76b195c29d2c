"""Whether somebody has a place in the portal today, and where it is on the floors above."""

from committees.people.models import User
from jiedao.common.followers import Followers

ELSEWHERE: Followers[User] = Followers()
"""Where somebody begins who has no place on this floor: the page of an election, or the list she
hands over. Each answers with a path below the portal's own, or with nothing."""


def has_a_place(user: User) -> bool:
    """A posting today; or a page of its own after the last one has ended (R9)."""
    return bool(user.reach.seats) or bool(ELSEWHERE(user))
