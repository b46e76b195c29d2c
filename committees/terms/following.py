"""What slices above do when the office of the director changes hands (R9)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from committees.people.models import User
from committees.terms.models import Mandate
from committees.terms.states import Post
from committees.territory.models import Committee
from jiedao.common.followers import Followers


@dataclass(frozen=True)
class DirectorChange:
    """`on`: the first day without the leaver. Nobody left: a first director. No taker: not yet."""

    committee: Committee
    leaver: User | None
    taker: User | None
    on: date
    by: Any


DIRECTOR_CHANGED: Followers[DirectorChange] = Followers()


def chair_on(committee: Committee, day: date) -> User | None:
    """Who leads the committee that day, elected or acting."""
    rows = Mandate.objects.filter(committee=committee, post=Post.CHAIR).on(day)
    found = rows.select_related("person").order_by("-since", "-pk").first()
    return found.person if found else None


def last_chair_before(committee: Committee, day: date) -> User | None:
    """Who led it last before that day; nobody for a committee's first director."""
    rows = Mandate.objects.filter(committee=committee, post=Post.CHAIR, until__lt=day)
    found = rows.select_related("person").order_by("-until", "-pk").first()
    return found.person if found else None
