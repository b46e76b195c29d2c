"""A committee's line of the street's table: its cells, its need, its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from committees.indicators.rules import Level

CONTACT_SHOWN = timedelta(days=30)
"""How long 「已联系」 stands beside a committee's name."""


@dataclass(frozen=True)
class Cell:
    """One number of one committee: what stands there, how much it asks for, the list behind."""

    key: str
    name: str
    words: str
    level: Level
    reason: str
    href: str
    value: int = 0
    whole: int | None = None


@dataclass(frozen=True)
class Row:
    """A committee with its cells; `said` is 「11月23日已联系」."""

    committee: Any
    cells: tuple[Cell, ...]
    said: str = ""

    @property
    def level(self) -> Level:
        return max((cell.level for cell in self.cells), default=Level.NORMAL)

    @property
    def flagged(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.level)

    @property
    def contacted_at(self) -> datetime | None:
        """The street's last call to the committee."""
        at: datetime | None = self.committee.contacted_at
        return at

    def kind_of_need(self) -> int:
        """The first column with the row's highest level: rows of one need stand together."""
        return next((place for place, cell in enumerate(self.cells) if cell.level == self.level), 0)


def contacted_words(at: datetime | None, now: datetime) -> str:
    """「11月23日已联系」, for thirty days after the call."""
    if at is None or now - at > CONTACT_SHOWN:
        return ""
    day = timezone.localdate(at)
    return f"{day.month}月{day.day}日已联系"


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Those in need first, by kind of need, else in the street's order. Never by a rate."""
    return sorted(
        rows,
        key=lambda row: (-row.level, row.kind_of_need(), row.committee.order, row.committee.pk),
    )
