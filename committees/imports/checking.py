"""Looking through a file, line by line, without writing anything to the register.

May be killed at any line: the next worker drops the lines so far and begins again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from committees.imports.columns import HEAD_WITHIN, Head, read_head
from committees.imports.container import BadFile
from committees.imports.jobs import report
from committees.imports.keeping import discard_sealed, open_sealed, packed
from committees.imports.labels import Kinds
from committees.imports.models import Batch, BatchRow
from committees.imports.persons import Person, Problem, read_person
from committees.imports.reading import read_table
from committees.imports.register import Judged, Register, kinds_in_use, needs_consent
from committees.imports.states import MOVES, Outcome, State
from committees.imports.values import words_of
from committees.imports.workbooks import Line, column_letters
from jiedao.common.moves import check_move

CHUNK = 500
NOBODY = "表里没有一行住户。"


def check(batch: Batch) -> None:
    """Read the whole file into lines; afterwards the batch waits for a person, or has failed."""
    BatchRow.objects.filter(batch=batch).delete()
    try:
        counts, asking, hidden, head = _read(batch)
    except BadFile as bad:
        fail(batch, str(bad))
        return
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != State.READING:  # given up in the meantime
            BatchRow.objects.filter(batch=batch).delete()
            return
        check_move(MOVES, batch.state, State.CHECKED)
        batch.state, batch.lease_until, batch.attempts = State.CHECKED, None, 0
        batch.fresh, batch.changed = counts[Outcome.FRESH], counts[Outcome.CHANGED]
        batch.same, batch.bad = counts[Outcome.SAME], counts[Outcome.BAD]
        batch.done, batch.asking, batch.hidden = sum(counts.values()), asking, hidden
        batch.head = [[place, title] for place, title in sorted(head.titles.items())]
        batch.ignored = list(head.ignored)
        batch.save()


def fail(batch: Batch, reason: str) -> None:
    """The file is given back with a sentence; nothing of it stays here."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if not batch.is_at_work:
            return
        check_move(MOVES, batch.state, State.FAILED)
        discard_sealed(batch.path)
        BatchRow.objects.filter(batch=batch).delete()
        batch.state, batch.reason, batch.path = State.FAILED, reason[:200], ""
        batch.lease_until = None
        batch.save()


def _read(batch: Batch) -> tuple[dict[str, int], int, int, Head]:
    content = open_sealed(batch.path)
    total = _count(content)
    Batch.objects.filter(pk=batch.pk).update(total=total, done=0)
    lines, since_1904 = read_table(content)
    first = list(islice(lines, HEAD_WITHIN))
    head = read_head(first)
    body = chain((line for line in first if line.number > head.line), lines)
    reader = _Reader(
        head,
        kinds_in_use(),
        Register(
            batch.committee,
            timezone.localdate(),
            makes_buildings=batch.at_setup,
            tells_names=not batch.at_setup,
        ).load(),
        since_1904,
    )
    counts, asking, hidden, done = dict.fromkeys(Outcome.values, 0), 0, 0, 0
    while chunk := list(islice(body, CHUNK)):
        rows = []
        for line in chunk:
            if read := reader.read(line):
                person, judged = read
                rows.append(_row(batch, line, person, judged, head))
                counts[judged.outcome] += 1
                hidden += line.hidden
                asking += judged.outcome != Outcome.BAD and needs_consent(person, reader.kinds)
        BatchRow.objects.bulk_create(rows)
        done += len(chunk)
        report(batch, done=done, at=timezone.now())
    if not sum(counts.values()):
        raise BadFile(NOBODY)
    return counts, asking, hidden, head


def _count(content: bytes) -> int:
    """Lines below the head; BadFile above the limit, and when any part of the file is damaged."""
    total = 0
    for _ in read_table(content).lines:
        total += 1
        if total > settings.IMPORT_MOST_ROWS + HEAD_WITHIN:
            raise BadFile(f"一次最多 {settings.IMPORT_MOST_ROWS:,} 行，请分几次传。")
    return max(total - 1, 0)


@dataclass
class _Reader:
    """A line at a time; what is judged may depend on the lines before."""

    head: Head
    kinds: Kinds
    register: Register
    since_1904: bool

    def read(self, line: Line) -> tuple[Person, Judged] | None:
        """None for a line with nothing under any column we know."""
        if not any(self.head.cell(line, key) for key in self.head.places):
            return None
        person, problems = read_person(
            line, self.head, self.kinds, today=self.register.today, since_1904=self.since_1904
        )
        return person, self.register.judge(person, line.number, problems)


def _row(batch: Batch, line: Line, person: Person, judged: Judged, head: Head) -> BatchRow:
    if judged.outcome == Outcome.BAD:
        data = {
            "raw": {place: words_of(cell) for place, cell in line.cells.items()},
            "problems": [list(_addressed(problem, head)) for problem in judged.problems],
        }
    else:
        data = {"person": person.as_data(), "changes": judged.changes, "moved": judged.moved}
    return BatchRow(
        batch=batch,
        number=line.number,
        outcome=judged.outcome,
        resident_id=judged.known.pk if judged.known else None,
        sealed=packed({key: value for key, value in data.items() if value}),
    )


def _addressed(problem: Problem, head: Head) -> Iterator[str]:
    """Cell, column and sentence; what the register found out gets its address here."""
    place = head.places.get(problem.key)
    cell = f"{column_letters(place)}{problem.line}" if place is not None else problem.cell
    title = head.title(problem.key)
    yield cell
    yield title
    yield str(replace(problem, title=title))
