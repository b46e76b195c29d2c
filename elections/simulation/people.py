"""Tellers, 总监票人 and a wall that make mistakes, and the portal's rules between them. Pure.

The rules are those the pages use: sums of a sheet, two sheets held together, three ways that must
agree, ballot by ballot where it is close, and `recount.py` in the act.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from elections.counting.rules import (
    Ballot,
    Entry,
    add_up,
    differences,
    faults,
    off_the_wall,
    unwitnessed,
)
from elections.results.closeness import is_close
from elections.results.recount import recount
from elections.results.rules import Void, decide
from elections.results.sheets import sheet_json
from elections.simulation.truth import PENS, Day

PATIENCE = 4
"""Times people try again before they go home and nothing is published."""
BATCH = 50


@dataclass(frozen=True)
class Ended:
    """`published` is the sheet, or None; `why` says what stopped it, `errors` how many mistakes
    were made on the way."""

    published: dict[str, Any] | None
    why: str
    errors: int
    single: bool


class Blocked(Exception):
    """The portal does not let them go on."""


@dataclass
class Office:
    """The people of one count. `slip`: the chance of a wrong mark, sheet or figure."""

    day: Day
    random: Random
    slip: float
    errors: int = 0

    def misread(self, paper: Ballot) -> Ballot:
        """A paper as somebody types it."""
        if self.random.random() >= self.slip * 3:
            return paper
        self.errors += 1
        if paper.invalid or self.random.random() < 0.1:
            return Ballot({} if paper.invalid else paper.marks, "" if paper.invalid else "other")
        post = self.random.choice(list(self.day.seats))
        name = self.random.choice([*self.day.names[post], PENS])
        marks = frozenset(paper.marks.get(post, frozenset())) ^ {name}
        return Ballot({**paper.marks, post: marks})

    def sheet_of(self, papers: list[Ballot]) -> Entry:
        """A sheet of a batch: papers misread, then a figure written wrong; sums are checked."""
        for _ in range(PATIENCE):
            entry = add_up(self.day.read(self.misread(paper)) for paper in papers)
            entry = self.miswrite(entry)
            if not faults(entry, len(papers), self.day.sections):
                return entry
        raise Blocked("sums of a sheet")

    def miswrite(self, entry: Entry) -> Entry:
        if not entry.votes or self.random.random() >= self.slip * 5:
            return entry
        self.errors += 1
        key = self.random.choice(sorted(entry.votes, key=str))
        return Entry(
            {**entry.votes, key: max(0, entry.votes[key] + self.random.choice([-10, -1, 1, 9]))},
            entry.sections,
            entry.blank,
            entry.invalid,
        )

    def batch(self, papers: list[Ballot]) -> Entry:
        """Two sheets, and a third with the paper in hand where they differ."""
        one, other = self.sheet_of(papers), self.sheet_of(papers)
        if not differences(one, other):
            return one
        for _ in range(PATIENCE):
            third = _where_they_differ(one, other, self.sheet_of(papers))
            wrong = faults(third, len(papers), self.day.sections)
            if not wrong and not unwitnessed(third, one, other):
                return third
        raise Blocked("nobody bears out the third sheet")

    def batch_singly(self, papers: list[Ballot]) -> Entry:
        """The same ballot by ballot: only papers that differ are looked at again."""
        read = []
        for paper in papers:
            one, other = self.misread(paper), self.misread(paper)
            read.append(one if one.same(other) else self.third(paper, one, other))
        return add_up(self.day.read(paper) for paper in read)

    def third(self, paper: Ballot, one: Ballot, other: Ballot) -> Ballot:
        for _ in range(PATIENCE):
            read = self.misread(paper)
            if read.same(one) or read.same(other):
                return read
        raise Blocked("nobody bears out the third reading")

    def wall(self) -> Entry:
        """正字 as they were called and painted, typed from the photo."""
        true = add_up(self.day.read(paper) for paper in self.day.papers)
        return Entry(
            {key: self.painted(n) for key, n in true.votes.items()},
            {post: self.painted(n) for post, n in true.sections.items()},
            self.painted(true.blank),
            {"other": self.painted(true.void)},
        )

    def painted(self, n: int) -> int:
        if self.random.random() >= self.slip:
            return n
        self.errors += 1
        return max(0, n + self.random.choice([-1, 1, 5]))


def _where_they_differ(one: Entry, other: Entry, third: Entry) -> Entry:
    """The third sheet as its page is filled in: only figures on which the two differ are new."""
    cells = one.cells()
    new = third.cells()
    for key in differences(one, other):
        cells[key] = new.get(key, 0)
    return Entry(
        {key[1:]: n for key, n in cells.items() if key[0] == "votes"},
        {key[1]: n for key, n in cells.items() if key[0] == "section"},
        cells.get("blank", 0),
        {key[1]: n for key, n in cells.items() if key[0] == "invalid"},
    )


def batches_of(day: Day) -> list[list[Ballot]]:
    papers = list(day.papers)
    return [papers[at : at + BATCH] for at in range(0, len(papers), BATCH)]


def count(day: Day, random: Random, slip: float) -> Ended:
    """From the opened boxes to a published sheet, or to a reason why there is none."""
    office, single = Office(day, random, slip), False
    if len(day.papers) > day.issued:
        return _publish(day, Entry(), office, single)
    why = ""
    for _ in range(PATIENCE):
        try:
            entry = _all(day, office.batch_singly if single else office.batch)
        except Blocked as blocked:
            why, single = str(blocked), True
            continue
        if off_the_wall(entry, office.wall()):
            why, single = "the wall says something else", True
            continue
        sheet = day.sheet(entry, len(day.papers))
        if decide(sheet).void_reason == Void.INCONSISTENT:
            why = "the tally is inconsistent"
            continue
        if not single and any(is_close(sheet, one) for one in sheet.contests):
            single = True
            continue
        return _publish(day, entry, office, single)
    return Ended(None, why or "ballot by ballot was not finished", office.errors, single)


def _all(day: Day, enter: Callable[[list[Ballot]], Entry]) -> Entry:
    return add_up(enter(papers) for papers in batches_of(day))


def _publish(day: Day, entry: Entry, office: Office, single: bool) -> Ended:
    sheet = day.sheet(entry, len(day.papers))
    result = decide(sheet)
    raw = sheet_json(sheet, day.law, result)
    if recount(raw) != result.as_output():
        return Ended(None, "recount.py disagrees", office.errors, single)
    return Ended(raw, "", office.errors, single)


def agrees_with_the_truth(day: Day, published: Mapping[str, Any]) -> bool:
    """Every figure of the sheet and every seat."""
    sheet, result = day.truth()
    return bool(published == sheet_json(sheet, day.law, result))
