"""Two versions side by side, article by article, in words: 增加, 删除, 有改动, 未变. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from committees.regulations.rules import Article, Text, read_text
from jiedao.common.chinese import bigrams

ALIKE = 0.34
"""Share of common pairs from which two articles are the same one, changed."""
WORDS_MOST = 1_500
"""Longer articles are compared by sentences: by characters it would take seconds."""
SHORT = 2
"""An unchanged piece this short between two changes is read as part of the change."""


class Change(StrEnum):
    CHANGED = "有改动"
    ADDED = "增加"
    REMOVED = "删除"
    SAME = "未变"


@dataclass(frozen=True)
class Piece:
    """Some characters and what became of them: SAME, ADDED or REMOVED."""

    change: Change
    text: str


@dataclass(frozen=True)
class Row:
    """One article of either side; the other side is None where it was added or removed."""

    change: Change
    old: Article | None
    new: Article | None
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        old, new = self.old, self.new
        if old and new and old.label != new.label:
            return f"{new.label}（原{old.label}）"
        one = new or old
        return one.label if one else ""

    @property
    def anchor(self) -> str:
        return self.new.anchor if self.new else ""


@dataclass(frozen=True)
class Stretch:
    """Rows that follow each other: one that changed, or all that stayed as they were."""

    same: bool
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        """「第一条至第八条」."""
        first, last = self.rows[0].label, self.rows[-1].label
        return first if first == last else f"{first}至{last}"


def stretches(rows: Sequence[Row]) -> list[Stretch]:
    """What stayed is read in one piece, so that what changed is seen."""
    found: list[Stretch] = []
    for same, group in groupby(rows, key=lambda row: row.change == Change.SAME):
        inside = tuple(group)
        found += [Stretch(True, inside)] if same else [Stretch(False, (row,)) for row in inside]
    return found


def compare(old_text: str, new_text: str) -> list[Row]:
    """Every article of both texts once, in reading order; the preamble first when it changed.

    The same article is recognised although its number has moved.
    """
    old, new = read_text(old_text), read_text(new_text)
    rows = list(_preamble(old, new))
    for mine, theirs in _pairs(old.articles, new.articles):
        rows.append(_row(mine, theirs))
    return rows


def _preamble(old: Text, new: Text) -> Iterator[Row]:
    if old.preamble or new.preamble:
        pieces = pieces_of(old.preamble, new.preamble)
        change = Change.SAME if old.preamble == new.preamble else Change.CHANGED
        before = Article(0, "开头", old.preamble)
        after = Article(0, "开头", new.preamble)
        yield Row(change, before, after, pieces)


def _row(old: Article | None, new: Article | None) -> Row:
    before, after = (one.text if one else "" for one in (old, new))
    if old is None:
        change = Change.ADDED
    elif new is None:
        change = Change.REMOVED
    else:
        change = Change.SAME if before == after else Change.CHANGED
    return Row(change, old, new, pieces_of(before, after))


def _pairs(
    old: Sequence[Article], new: Sequence[Article]
) -> Iterator[tuple[Article | None, Article | None]]:
    """Equal articles hold the two texts together; between them the most alike ones meet."""
    matcher = SequenceMatcher(
        None, [one.text for one in old], [one.text for one in new], autojunk=False
    )
    for step, i, j, k, m in matcher.get_opcodes():
        if step == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from _alike(old[i:j], new[k:m])


def _alike(
    old: Sequence[Article], new: Sequence[Article]
) -> Iterator[tuple[Article | None, Article | None]]:
    """The longest chain of articles that are alike, by dynamic programming; the rest is
    removed or added."""
    before = [frozenset(bigrams(one.text)) for one in old]
    after = [frozenset(bigrams(one.text)) for one in new]
    score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for k in reversed(range(len(new))):
            met = _likeness(before[i], after[k])
            together = score[i + 1][k + 1] + met if met >= ALIKE else 0.0
            score[i][k] = max(together, score[i + 1][k], score[i][k + 1])
    i = k = 0
    while i < len(old) and k < len(new):
        met = _likeness(before[i], after[k])
        if met >= ALIKE and score[i][k] == score[i + 1][k + 1] + met:
            yield old[i], new[k]
            i, k = i + 1, k + 1
        elif score[i][k] == score[i + 1][k]:
            yield old[i], None
            i += 1
        else:
            yield None, new[k]
            k += 1
    yield from ((one, None) for one in old[i:])
    yield from ((None, one) for one in new[k:])


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Common pairs of characters among all of both: 0 nothing, 1 everything."""
    union = len(one | other)
    return len(one & other) / union if union else 1.0


# Inside an article

_WORDS = re.compile(r"[A-Za-z0-9%.]+|\n|[\s\S]")
_SENTENCES = re.compile(r"[^。；\n]*[。；\n]?")


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, went and came. The SAME and REMOVED pieces are `old`, SAME and ADDED `new`."""
    before, after = _cut(old, new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pieces: list[tuple[str, str]] = []
    """(text of the old side, text of the new side), equal ones unchanged."""
    for step, i, j, k, m in steps:
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        short = step == "equal" and len(gone) <= SHORT and i > 0 and j < len(before)
        changed = step != "equal" or (short and "\n" not in gone)
        if changed and pieces and pieces[-1][0] != pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + gone, pieces[-1][1] + come)
        else:
            pieces.append((gone, come))
    return tuple(_spelled(pieces))


def _cut(old: str, new: str) -> tuple[list[str], list[str]]:
    long = len(old) > WORDS_MOST or len(new) > WORDS_MOST
    pattern = _SENTENCES if long else _WORDS
    return [[part for part in pattern.findall(text) if part] for text in (old, new)]  # type: ignore[return-value]


def _spelled(pieces: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    for gone, come in pieces:
        if gone == come:
            if gone:
                yield Piece(Change.SAME, gone)
            continue
        if gone:
            yield Piece(Change.REMOVED, gone)
        if come:
            yield Piece(Change.ADDED, come)
