"""Requirements × committees: how the regulations in force are lived in a month and what holds it.

For every requirement of the street's models there is a column; a committee is judged by the
number of its own text in force, and not at all where it has adopted none.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from committees.regulations.adoption import newest_of_models
from committees.regulations.models import Requirement
from committees.regulations.rules import demand_words
from committees.regulations.states import Measure
from jiedao.portal.measures.judging import (
    Figure,
    State,
    Time,
    judge,
    missing_words,
    said,
)
from jiedao.portal.measures.sources import SOURCES, Question, address_of, figures
from jiedao.portal.measures.spans import elapsed, span_of, span_words

Key = tuple[str, str]
"""A measure, and the kind of meeting where the measure is about one."""


@dataclass(frozen=True)
class Column:
    """One thing that is asked of every committee that has adopted the regulation."""

    measure: str
    meeting_kind: str
    name: str
    every: str
    number: int
    regulation: str
    article: int
    slug: str

    @property
    def key(self) -> Key:
        return self.measure, self.meeting_kind


def measure_name(measure: str, kind_words: str) -> str:
    """「学习会」「联席会议」「接待点有人率」."""
    return kind_words or str(Measure(measure).label)


@dataclass(frozen=True)
class Cell:
    """One requirement of one committee. `words` is the figure, `sentence` what is missing."""

    column: Column
    state: State
    words: str = "—"
    sentence: str = ""
    href: str = ""
    start: str = ""
    start_words: str = ""
    asked: str = ""
    basis: str = ""
    span: str = ""

    @property
    def is_open(self) -> bool:
        """Not there yet and not late either: a bare 「0 / 2」 would read as missed."""
        return self.state is State.RUNNING


@dataclass(frozen=True)
class Line:
    committee: Any
    cells: tuple[Cell, ...]

    @property
    def missed(self) -> int:
        return sum(cell.state is State.MISSED for cell in self.cells)

    @property
    def at_risk(self) -> int:
        return sum(cell.state is State.AT_RISK for cell in self.cells)


@dataclass(frozen=True)
class Lived:
    """The regulations as they are lived by these committees in the spans that hold `month`."""

    committees: Sequence[Any]
    month: date
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def judged_on(self) -> date:
        """The texts of the end of the month; of the running month those of today."""
        return min(self._month_end, self.today)

    @property
    def _month_end(self) -> date:
        return span_of("month", self.month, self.today).last

    @cached_property
    def columns(self) -> list[Column]:
        """What the street's models ask, in the order of the library. Two queries."""
        newest = newest_of_models(self.judged_on).values()
        rows = Requirement.objects.filter(version__in=list(newest), measure__in=list(SOURCES))
        ordered = rows.select_related("version__regulation").order_by(
            "version__regulation__order", "article", "pk"
        )
        columns: dict[Key, Column] = {}
        for one in ordered:
            column = _column(one)
            columns.setdefault(column.key, column)
        return list(columns.values())

    @cached_property
    def _own(self) -> dict[tuple[int, Key], Requirement]:
        """{(committee, what): its own requirement in force}. One query."""
        rows = Requirement.objects.in_force(self.judged_on).filter(
            version__regulation__committee__in=[one.pk for one in self.committees]
        )
        return {
            (one.version.regulation.committee_id, (one.measure, one.meeting_kind)): one
            for one in rows.select_related("version__regulation")
        }

    @property
    def quiet(self) -> int:
        """How many committees have nothing missed and nothing at risk."""
        return sum(not line.missed and not line.at_risk for line in self.lines)

    @cached_property
    def lines(self) -> list[Line]:
        """In the street's order. One or two grouped queries a column and length of days."""
        return [
            Line(committee, tuple(self._cell(committee, column) for column in self.columns))
            for committee in self.committees
        ]

    def _cell(self, committee: Any, column: Column) -> Cell:
        own = self._own.get((committee.pk, column.key))
        if own is None:
            return Cell(column, State.NOT_ADOPTED)
        question = self._question(own)
        figure = self._counted[question].get(committee.pk, Figure(0))
        return _judged(own, column, question, figure, committee)

    @cached_property
    def _counted(self) -> dict[Question, dict[int, Figure]]:
        """Every question once, for all committees that are asked it."""
        asked: dict[Question, list[int]] = defaultdict(list)
        for (committee, _), own in self._own.items():
            if own.measure in SOURCES:
                asked[self._question(own)].append(committee)
        counted: dict[Question, dict[int, Figure]] = {}
        shared: dict[tuple[Any, ...], dict[int, Figure]] = {}
        for question in asked:
            everybody = [one.pk for one in self.committees]
            key = _counted_alike(question)
            if key not in shared:
                shared[key] = figures(question, everybody)
            counted[question] = shared[key]
        return counted

    def _question(self, own: Requirement) -> Question:
        span = span_of(own.period, self.month, self.today)
        return Question(own.measure, own.meeting_kind, own.number, span, self.now)


def _counted_alike(question: Question) -> tuple[Any, ...]:
    """Questions that differ only in how much is asked are counted once."""
    span = (question.span.first, question.span.last)
    within = question.number if SOURCES[question.measure].sort is not None else 0
    return question.measure, question.meeting_kind, span, within


def _column(one: Requirement) -> Column:
    regulation = one.version.regulation
    return Column(
        one.measure,
        one.meeting_kind,
        measure_name(one.measure, one.demand.kind_words),
        one.period,
        one.number,
        regulation.name,
        one.article,
        regulation.slug,
    )


def _judged(
    own: Requirement, column: Column, question: Question, figure: Figure, committee: Any
) -> Cell:
    source = SOURCES[own.measure]
    state = judge(own.measure, figure, own.number, Time(*elapsed(question.span)))
    name = measure_name(own.measure, own.demand.kind_words)
    return Cell(
        column,
        state,
        said(own.measure, figure, own.number, source.unit),
        missing_words(own.measure, name, figure, own.number, source.unit),
        address_of(question, committee),
        source.start.format(kind=own.meeting_kind),
        source.start_words,
        demand_words(own.demand),
        f"{own.version.regulation.name}第 {own.article} 条",
        span_words(own.period, question.span),
    )
