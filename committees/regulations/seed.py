"""The library a street starts with, from `texts/*.md`: a head of `key: value`, `---`, the text.

`rests: slug article` and `requires: article measure meeting-kind period blank` may stand several
times; a requirement's number is the usual value of the blank in which the text says it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from committees.regulations.rules import Demand, blanks_of, number_in
from jiedao.common.chinese import ngram_text

TEXTS = Path(__file__).resolve().parent / "texts"
NONE = "-"


@dataclass(frozen=True)
class Need:
    """A requirement of a seeded version, and the blank that says its number."""

    article: int
    demand: Demand
    blank: str


@dataclass
class Sheet:
    """One file: a version of a regulation."""

    head: dict[str, str]
    text: str
    rests: list[tuple[str, int]] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.head["slug"]

    @property
    def in_force_on(self) -> date:
        return date.fromisoformat(self.head["in_force_on"])

    @property
    def is_model(self) -> bool:
        return self.head.get("model") == "yes"

    @property
    def tokens(self) -> str:
        return ngram_text(self.head["name"], self.head.get("number", ""), self.text)


def sheets() -> Iterator[Sheet]:
    """Every text in the order of the file names: what others rest on comes first."""
    for path in sorted(TEXTS.glob("*.md")):
        yield read_sheet(path.read_text(encoding="utf-8"))


def read_sheet(source: str) -> Sheet:
    """ValueError when a line of the head is not `key: value`, or a blank says no number."""
    head, _, text = source.partition("\n---\n")
    sheet = Sheet({}, text.strip())
    usual = {blank.name: blank.usual for blank in blanks_of(text)}
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon:
            raise ValueError(line)
        if key == "rests":
            slug, _, article = value.partition(" ")
            sheet.rests.append((slug, int(article or 0)))
        elif key == "requires":
            sheet.needs.append(_need(value, usual))
        else:
            sheet.head[key] = value
    return sheet


def _need(line: str, usual: dict[str, str]) -> Need:
    article, measure, kind, period, blank = line.split()
    number = number_in(usual[blank])
    if number is None:
        raise ValueError(line)
    demand = Demand(measure, period, number, "" if kind == NONE else kind)
    return Need(int(article), demand, blank)
