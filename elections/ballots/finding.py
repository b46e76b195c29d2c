"""Finding a voter at a desk: by name, spelling, initials, or door."""

import re

from django.db.models import Q, QuerySet

from committees.people.models import User
from elections.electorate.models import Voter
from elections.timetable.models import Election
from jiedao.common.chinese import tidy

MOST = 12
_SPELLING = re.compile("[a-z]+")
_DOOR = re.compile(r"[0-9][0-9a-z-]*")


def find_voters(user: User, election: Election, query: str) -> list[Voter]:
    """Up to MOST people on the roll, by door and name. An empty query finds nobody."""
    words = tidy(query).lower().replace("—", "-").replace("－", "-")
    if not words:
        return []
    rows: QuerySet[Voter] = Voter.objects.visible_to(user).filter(election=election, listed=True)
    return list(rows.filter(_meant(words)).order_by("door", "pinyin", "pk")[:MOST])


def _meant(words: str) -> Q:
    if _SPELLING.fullmatch(words):
        return Q(initials__startswith=words) | Q(pinyin__startswith=words)
    if _DOOR.fullmatch(words):
        return Q(door=words) | Q(door__startswith=words) | Q(door__endswith=f"-{words}")
    return Q(name__contains=words)
