"""The count: boxes are opened, two tellers enter each batch, a third looks, the wall is typed."""

from functools import partial
from typing import Any

from elections.counting.models import Batch, TallySheet
from elections.counting.opening import open_boxes
from elections.counting.rules import Ballot, Entry
from elections.counting.states import Way as Entered
from elections.counting.tallying import (
    Marked,
    Typed,
    claim,
    close_papers,
    close_sheet,
    count_again,
    differing_papers,
    pair_of,
    save_paper,
    settle,
    settle_papers,
)
from elections.counting.totals import ballots_of, entry_of, printed
from elections.counting.walls import type_wall
from elections.results.building import obstacles
from elections.simulation.ground import Ground
from elections.simulation.people import PATIENCE, Office
from elections.simulation.truth import PENS
from jiedao.common.errors import Refused


class Count:
    """`_papers` keep the papers of a batch as its tellers hold them."""

    def __init__(self, ground: Ground, people: Office) -> None:
        self._ground, self._people = ground, people
        self._words = Words(ground)
        self._papers: dict[int, list[Ballot]] = {}

    def count(self) -> None:
        """Open the boxes and go on until the three agree or everybody has lost patience."""
        collected = {self._ground.station.pk: len(self._ground.day.papers)}
        open_boxes(self._ground.round, by=self._ground.team["scrutineer"], collected=collected)
        self._hand_over_papers()
        for _ in range(PATIENCE):
            for batch in Batch.objects.filter(round=self._ground.round, agreed=False).in_force():
                self._enter(batch)
            self._type_wall()
            if not obstacles(self._ground.round):
                return
            self._count_again()

    def _hand_over_papers(self) -> None:
        papers = list(self._ground.day.papers)
        for batch in Batch.objects.filter(round=self._ground.round).in_force():
            self._papers[batch.number] = papers[: batch.size]
            papers = papers[batch.size :]

    def _count_again(self) -> None:
        whole = Batch.objects.filter(round=self._ground.round, both_closed=True).in_force()
        for batch in whole:
            count_again([batch], by=self._ground.team["scrutineer"])

    def _enter(self, batch: Batch) -> None:
        papers = self._papers[batch.number]
        for name in ("first", "second"):
            sheet = claim(batch, by=self._ground.team[name])
            self._ground.must_refuse(
                "the same teller twice", partial(claim, batch, by=self._ground.team[name])
            )
            if batch.way == Entered.SINGLE:
                self._enter_papers(sheet, papers)
            else:
                self._enter_sheet(sheet, papers)
        batch.refresh_from_db()
        if not batch.agreed:
            self._settle(batch, papers)

    def _enter_sheet(self, sheet: TallySheet, papers: list[Ballot]) -> None:
        entry = self._people.sheet_of(papers)
        typed = self._words.typed(entry, len(papers))
        close_sheet(sheet, by=sheet.by, typed=typed)

    def _enter_papers(self, sheet: TallySheet, papers: list[Ballot]) -> None:
        for number, paper in enumerate(papers, 1):
            marked = self._words.marked(self._people.misread(paper))
            save_paper(sheet, by=sheet.by, number=number, marked=marked)
        close_papers(sheet, by=sheet.by)

    def _settle(self, batch: Batch, papers: list[Ballot]) -> None:
        """The third person with the paper in hand; where nobody bears her out it is counted again
        in the next turn."""
        scrutineer = self._ground.team["scrutineer"]
        pair = pair_of(batch)
        try:
            if batch.way == Entered.SINGLE:
                first, second = (ballots_of(one) for one in pair)
                open_ = differing_papers(first, second)
                read = {n: self._words.marked(self._people.misread(papers[n - 1])) for n in open_}
                settle_papers(batch, by=scrutineer, papers=read, why="对着选票看过")
            else:
                settle(batch, by=scrutineer, typed=self._third(pair, papers), why="对着选票看过")
        except Refused:
            self._ground.refused["third sheet alone"] += 1

    def _third(self, pair: list[TallySheet], papers: list[Ballot]) -> Typed:
        """Only the figures on which the two differ are read anew."""
        one, other = (entry_of(sheet) for sheet in pair)
        new = self._words.typed(self._people.sheet_of(papers), None)
        a, b, cells = one.cells(), other.cells(), new.entry.cells()
        written = self._words.written_lines(new)
        cells |= written
        kept = {key: a.get(key, 0) if a.get(key, 0) == b.get(key, 0) else cells.get(key, 0)
                for key in {**a, **b, **cells}}  # fmt: skip
        return Typed(
            Entry(
                {key[1:]: n for key, n in kept.items() if key[0] == "votes"},
                {key[1]: n for key, n in kept.items() if key[0] == "section"},
                kept.get("blank", 0),
                {key[1]: n for key, n in kept.items() if key[0] == "invalid"},
            )
        )

    def _type_wall(self) -> None:
        said = self._words.typed(self._people.wall(), None)
        votes = {
            (one.contest.pk, line.pk): 0
            for one in printed(self._ground.round)
            for line in [*one.lines, *one.written]
        }
        entry = Entry(
            votes | dict(said.entry.votes),
            said.entry.sections,
            said.entry.blank,
            said.entry.invalid,
        )
        type_wall(
            self._ground.round, by=self._ground.team["scrutineer"], said=entry, written=said.written
        )


class Words:
    """What people read off paper, in the numbers of the day's contests and lines."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def typed(self, entry: Entry, ballots: int | None) -> Typed:
        votes, written = {}, {}
        for (post, name), n in entry.votes.items():
            contest = self._contest(str(post))
            if name == PENS:
                written[contest, self._ground.voters[-1].pk] = n
            else:
                votes[contest, self._ground.lines[str(post), str(name)].pk] = n
        sections = {self._contest(str(post)): n for post, n in entry.sections.items()}
        said = Entry(votes, sections, entry.blank, entry.invalid)
        return Typed(said, written, ballots)

    def marked(self, paper: Ballot) -> Marked:
        lines, written = [], []
        for post, names in paper.marks.items():
            for name in names:
                if name == PENS:
                    written.append((self._contest(str(post)), self._ground.voters[-1].pk))
                else:
                    lines.append(self._ground.lines[str(post), str(name)].pk)
        return Marked(lines, written, paper.invalid)

    def _contest(self, post: str) -> int:
        return self._ground.lines[post, self._ground.day.names[post][0]].contest_id

    def written_lines(self, typed: Typed) -> dict[Any, int]:
        """Names by pen as the lines that the two sheets have made of them."""
        by_contest = {one.contest.pk: one.written for one in printed(self._ground.round)}
        return {
            ("votes", contest, by_contest[contest][0].pk): n
            for (contest, _), n in typed.written.items()
            if by_contest[contest]
        }
