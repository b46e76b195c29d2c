"""When two people are needed, what counts as the same help again, and how sums stand. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.aid.states import AidKind

LINES_MOST = 80
"""Households on one sheet; a longer list is two sheets."""


def needs_two_people(kind: str, fen: int, goods_limit: int) -> bool:
    """Money always; goods worth more than the street's limit (fen for one household)."""
    return kind == AidKind.MONEY or (kind == AidKind.GOODS and fen > goods_limit)


@dataclass(frozen=True)
class Before:
    """Help of the same kind from the same fund, this calendar year, to the same household."""

    household_id: int
    name: str
    on: date
    what: str
    fen: int


def asks_why(before: Sequence[Before], why: str, *, urgent: bool) -> bool:
    """A word why again; urgent help never waits for it."""
    return bool(before) and not why.strip() and not urgent


@dataclass
class Sums:
    """A table of fen: rows are months or committees, columns are funds. Everything adds up."""

    rows: list[int]
    columns: list[int]
    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)

    def add(self, row: int, column: int, fen: int, times: int) -> None:
        self.cells[row, column] = self.cells.get((row, column), 0) + fen
        self.times[row] = self.times.get(row, 0) + times

    def line(self, row: int) -> list[int]:
        return [self.cells.get((row, column), 0) for column in self.columns]

    def of_row(self, row: int) -> int:
        return sum(self.line(row))

    def of_column(self, column: int) -> int:
        return sum(self.cells.get((row, column), 0) for row in self.rows)

    @property
    def foot(self) -> list[int]:
        return [self.of_column(column) for column in self.columns]

    @property
    def total(self) -> int:
        return sum(self.foot)

    @property
    def all_times(self) -> int:
        return sum(self.times.values())


def tidy_names(lines: Iterable[str]) -> list[str]:
    """Each name or door once, in the order written."""
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))
