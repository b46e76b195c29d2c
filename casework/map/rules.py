"""How a building stands on the screen, and what a cell may say. Pure: no clock, no database."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from committees.territory.sounds import natural_key

RECENT_DAYS = 90
"""Calendar days: a visit so many days ago still counts as recent (UX F.6)."""
MOST_LETTERS = 3
"""UX C.2: one household shows at most 3 letters, then 「+2」."""


class OnAFloor(Protocol):
    """Anything with a place in the building."""

    @property
    def floor(self) -> int: ...

    @property
    def room(self) -> str: ...


Flat = TypeVar("Flat", bound=OnAFloor)


BESIDE = "′"
"""Marks the column of a second door that would stand in the same place."""


@dataclass(frozen=True)
class Floor(Generic[Flat]):
    """One row of the grid; where a column has no flat on this floor there is None."""

    number: int
    flats: Sequence[Flat | None]


@dataclass(frozen=True)
class Plan(Generic[Flat]):
    """Columns left to right, floors top to bottom."""

    columns: Sequence[str]
    floors: Sequence[Floor[Flat]]


def column_of(floor: int, room: str) -> str:
    """What is left of a room's number without its floor: 502 → 02, 1203 → 03, 甲 → 甲."""
    rest = room.removeprefix(str(floor))
    return rest if rest and rest != room else room


def plan_of(flats: Iterable[Flat]) -> Plan[Flat]:
    """The building as one stands before it: the top floor first, the first door on the left.

    Two rooms of a floor that would share a column (02 and 102) keep one each: none is lost.
    """
    floors: dict[int, dict[str, Flat]] = {}
    for flat in flats:
        row, column = floors.setdefault(flat.floor, {}), column_of(flat.floor, flat.room)
        while column in row:
            column += BESIDE
        row[column] = flat
    columns = sorted({name for row in floors.values() for name in row}, key=natural_key)
    rows = [
        Floor(number, [floors[number].get(name) for name in columns])
        for number in sorted(floors, reverse=True)
    ]
    return Plan(columns, rows)


def first_recent_day(on: date) -> date:
    """Whoever was met on this day or later was visited lately."""
    return on - timedelta(days=RECENT_DAYS)


def visited_lately(last: date | None, on: date) -> bool:
    """Somebody was met in the last 90 days; the 90th counts, the 91st does not."""
    return last is not None and last >= first_recent_day(on)


Letter = TypeVar("Letter")


def shown_letters(letters: Sequence[Letter]) -> tuple[Sequence[Letter], int]:
    """The first three, and how many more there are."""
    return letters[:MOST_LETTERS], max(0, len(letters) - MOST_LETTERS)


def since_words(last: date | None, on: date) -> str:
    """「103 天前」, 「今天」, 「还没去过」."""
    if last is None:
        return "还没去过"
    days = (on - last).days
    return f"{days} 天前" if days > 0 else "今天"


# On the ground


def two_numbers(lat: str, lng: str) -> tuple[str, str]:
    """Both numbers where somebody pasted them into one box: 「121.489023,31.404512」.

    Map programs of this country write the longitude first, others last: of the two, the larger
    is the longitude (China lies between 18–54 north and 73–135 east). Otherwise as they came.
    """
    typed = [unicodedata.normalize("NFKC", text).strip() for text in (lat, lng)]
    filled = [text for text in typed if text]
    if len(filled) != 1:
        return lat, lng
    found = [part for part in re.split(r"[,，、;；\s]+", filled[0]) if part]
    if len(found) != 2:
        return lat, lng
    try:
        first, second = float(found[0]), float(found[1])
    except ValueError:
        return lat, lng
    return (found[0], found[1]) if first <= second else (found[1], found[0])
