"""Reading what was counted: sheets as values, batches added up, names with what stands for them.

Nothing here asks who reads: callers have found sheet or round through its own scope.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from elections.candidates.models import OnBallot
from elections.counting.models import (
    Batch,
    Paper,
    PaperMark,
    SheetLine,
    SheetSection,
    TallySheet,
    WallOther,
    WallTotal,
    WrittenIn,
)
from elections.counting.rules import Ballot, Entry, Section, add_up
from elections.counting.states import Hand, Invalid
from elections.timetable.models import Contest, Round
from elections.timetable.states import RoundKind

RECALL_WORD = "罢免"
ORDER = {"chair": 0, "vice_chair": 1, "member": 2}


@dataclass(frozen=True)
class Printed:
    """A contest with the lines its ballot prints; `written` are names added by pen."""

    contest: Contest
    word: str
    lines: list[OnBallot]
    written: list[OnBallot]

    @property
    def section(self) -> Section:
        return Section(self.contest.pk, self.word, self.contest.seats)


def printed(round_: Round) -> list[Printed]:
    """The ballot of a round, posts by rank, names in published order. Two queries."""
    lines: dict[int, list[OnBallot]] = defaultdict(list)
    for line in OnBallot.objects.filter(contest__round=round_).order_by("order"):
        lines[line.contest_id].append(line)
    contests = sorted(Contest.objects.filter(round=round_), key=lambda one: ORDER[one.post])
    recall = round_.kind == RoundKind.RECALL
    return [
        Printed(
            contest,
            RECALL_WORD if recall else contest.get_post_display(),
            [line for line in lines[contest.pk] if not line.written_in],
            [line for line in lines[contest.pk] if line.written_in],
        )
        for contest in contests
    ]


def entries_of(sheets: Iterable[TallySheet]) -> dict[int, Entry]:
    """What each sheet says, by its key. Two queries however many there are."""
    found = {sheet.pk: sheet for sheet in sheets}
    votes: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    rows = SheetLine.objects.filter(sheet__in=found)
    for sheet, contest, line, n in rows.values_list(
        "sheet_id", "line__contest_id", "line_id", "votes"
    ):
        votes[sheet][contest, line] = n
    sections: dict[int, dict[int, int]] = defaultdict(dict)
    for sheet, contest, n in SheetSection.objects.filter(sheet__in=found).values_list(
        "sheet_id", "contest_id", "invalid"
    ):
        sections[sheet][contest] = n
    return {
        pk: Entry(votes[pk], sections[pk], one.blank, dict(one.reasons))
        for pk, one in found.items()
    }


def entry_of(sheet: TallySheet) -> Entry:
    return entries_of([sheet])[sheet.pk]


def ballots_of(sheet: TallySheet) -> dict[int, Ballot]:
    """The papers of a sheet entered one by one, by their number in the batch. Two queries."""
    papers = {paper.pk: paper for paper in Paper.objects.filter(sheet=sheet)}
    marks: dict[object, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for paper, contest, line in PaperMark.objects.filter(paper__sheet=sheet).values_list(
        "paper_id", "line__contest_id", "line_id"
    ):
        marks[paper][contest].add(line)
    return {
        one.number: Ballot(
            {post: frozenset(names) for post, names in marks[pk].items()}, one.invalid
        )
        for pk, one in sorted(papers.items(), key=lambda row: row[1].number)
    }


def deciding_sheets(round_: Round) -> list[TallySheet]:
    """One sheet for each agreed batch: the settled one, or the first of two that are the same."""
    rows = TallySheet.objects.filter(
        batch__round=round_, batch__agreed=True, batch__in_force=True
    ).select_related("batch")
    chosen: dict[int, TallySheet] = {}
    for sheet in rows:
        kept = chosen.get(sheet.batch_id)
        if kept is None or sheet.hand == Hand.SETTLED:
            chosen[sheet.batch_id] = sheet
    return sorted(chosen.values(), key=lambda one: one.batch.number)


def counted(round_: Round) -> Entry:
    """What all agreed batches add up to."""
    return add_up(entries_of(deciding_sheets(round_)).values())


def wall_of(round_: Round) -> Entry | None:
    """What 总监票人 typed from the photo; None before. Two queries."""
    other = WallOther.objects.filter(round=round_).first()
    if other is None:
        return None
    rows = WallTotal.objects.filter(round=round_)
    votes = {
        (contest, line): n
        for contest, line, n in rows.values_list("line__contest_id", "line_id", "votes")
    }
    sections = {int(contest): n for contest, n in other.sections.items()}
    return Entry(votes, sections, other.blank, {Invalid.OTHER: other.invalid})


def people_on_ballot(round_: Round) -> dict[int, int]:
    """Who stands behind a line: its key -> the voter's. Lines of a recall name nobody."""
    rows = OnBallot.objects.filter(contest__round=round_, candidate__isnull=False)
    found = dict(rows.values_list("pk", "candidate__voter_id"))
    written = WrittenIn.objects.filter(line__contest__round=round_)
    return found | dict(written.values_list("line_id", "voter_id"))


@dataclass(frozen=True)
class Progress:
    """How far the count is; says nothing about votes."""

    batches: int
    closed: int
    agreed: int

    @property
    def differing(self) -> int:
        return self.closed - self.agreed

    @property
    def done(self) -> bool:
        return self.batches == self.agreed


def progress(round_: Round) -> Progress:
    rows = list(Batch.objects.filter(round=round_).in_force().values_list("both_closed", "agreed"))
    return Progress(len(rows), sum(one for one, _ in rows), sum(one for _, one in rows))
