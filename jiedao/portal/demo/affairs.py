"""居务公开: the notices of what was agreed and of the accounts, some of them late."""

from datetime import datetime, timedelta
from random import Random

from committees.notices.models import Notice
from committees.notices.rules import DAYS_SHOWN, Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.notices import Board

SILENT = frozenset({2, 5, 12, 23})
"""Orders of the committees that publish late."""
MADE_GOOD = timedelta(days=75)


def affairs_notice(
    place: Neighbourhood, board: Board, words: Words, at: datetime, roll: Random
) -> Notice:
    team = place.team
    return Notice(
        key=board.free_key(roll),
        committee=place.committee,
        kind=NoticeKind.AFFAIRS,
        title=words.title[:60],
        body=words.body,
        contact_phone=place.committee.phone,
        state=NoticeState.RELEASED,
        publish_at=at,
        expires_at=last_minute(at.date() + timedelta(days=DAYS_SHOWN[NoticeKind.AFFAIRS])),
        author=team.members[0],
        released_by=team.director,
        created_at=at - timedelta(hours=2),
        tokens=words.tokens,
    )
