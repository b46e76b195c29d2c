"""What an alarm asks for. Pure."""

from datetime import date, datetime, timedelta

from jiedao.common.errors import ALLOWED, Verdict, no

NEAREST = 2
"""Neighbours on the same floor that the page offers."""
WORDS_MOST = 200


def alarming(knocked_on: date, last_met_on: date | None) -> bool:
    """Nobody opened, and nobody has met them on a later day. The same day still alarms: morning
    and afternoon are not told apart, and a call too many is better than one too few."""
    return last_met_on is None or last_met_on <= knocked_on


def seen_fits(seen_at: datetime, now: datetime, knocked_on: date) -> Verdict:
    """She was seen after the knock, and not in the future. A minute of haste is forgiven."""
    if seen_at > now + timedelta(minutes=1):
        return no("“什么时候见到的”不能晚于现在。")
    if seen_at.date() < knocked_on:
        return no("“什么时候见到的”不能早于敲门那天。")
    return ALLOWED


def nearest_first(room: str, other: str) -> tuple[int, str]:
    """Rooms of one floor by how near they are: 502 has 501 and 503 beside it."""
    ours, theirs = _number(room), _number(other)
    return (abs(ours - theirs), other)


def _number(room: str) -> int:
    digits = "".join(sign for sign in room if sign.isascii() and sign.isdigit())
    return int(digits) if digits else 0
