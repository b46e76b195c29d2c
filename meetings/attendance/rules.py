"""Coming to a meeting, without clock and database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from jiedao.common.chinese import tidy
from jiedao.common.errors import ALLOWED, Verdict, no
from jiedao.common.keys import ALPHABET, tidy_key

CODE_LENGTH = 4
OPENS_BEFORE = timedelta(hours=12)
CALLS_FROM = time(9, 0)
LEAST_PATIENCE = timedelta(hours=4)
"""Somebody invited at short notice gets so long before anybody phones."""
_CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")


def normal_code(text: str) -> str:
    """The sign-in code as it is kept; "" when it is none."""
    code = tidy_key(text)
    return code if _CODE.fullmatch(code) else ""


def same_name(one: str, other: str) -> bool:
    """Names as people type them: width, blanks and dots between parts do not count."""
    return _bare(one) == _bare(other) != ""


def _bare(name: str) -> str:
    return re.sub(r"[\s·•・.]", "", tidy(name))


def may_open_now(starts_at: datetime, at: datetime) -> Verdict:
    """A meeting is opened on the day it takes place, not days before."""
    if at >= starts_at - OPENS_BEFORE:
        return ALLOWED
    return no("离开会还早，开会当天再点“开会签到”。")


def call_at(starts_at: datetime, days: int, at: datetime) -> datetime | None:
    """When to phone whoever has not answered: `days` before, from 9:00; later when the invitation
    itself came late; None when there is no time left before the meeting."""
    day = timezone.localdate(starts_at) - timedelta(days=days)
    wanted = timezone.make_aware(datetime.combine(day, CALLS_FROM))
    due = max(wanted, at + LEAST_PATIENCE)
    return due if due < starts_at else None


def sensible_stay(arrived_at: datetime | None, left_at: datetime | None) -> Verdict:
    if left_at is None:
        return ALLOWED
    if arrived_at is None:
        return no("先写到会时间，再写离会时间。")
    return ALLOWED if left_at >= arrived_at else no("离会时间要晚于到会时间。")


@dataclass(frozen=True)
class Party:
    """Those who come for one body: how many are expected, how many are here."""

    name: str
    expected: int
    here: int

    @property
    def words(self) -> str:
        """「业委会 2」, 「物业（未到）」."""
        return f"{self.name} {self.here}" if self.here else f"{self.name}（未到）"


def parties_of(people: Iterable[tuple[str, bool]]) -> list[Party]:
    """(whom somebody comes for, is she here) counted in the order of first mention."""
    expected: dict[str, int] = {}
    here: dict[str, int] = {}
    for name, is_here in people:
        expected[name] = expected.get(name, 0) + 1
        here[name] = here.get(name, 0) + is_here
    return [Party(name, count, here[name]) for name, count in expected.items()]
