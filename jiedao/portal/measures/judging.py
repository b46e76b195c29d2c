"""Met, at risk or missed. Integers only; no clock, no database."""

from dataclasses import dataclass
from enum import Enum

from committees.regulations.states import Measure


class State(Enum):
    """How a requirement stands. Words and shape, never colour alone."""

    MISSED = ("没做到", "▲", "red")
    AT_RISK = ("要抓紧", "△", "amber")
    RUNNING = ("在期内", "", "")
    MET = ("做到了", "", "green")
    NOTHING = ("没有要看的", "", "")
    NOT_ADOPTED = ("还没采用", "", "grey")

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def mark(self) -> str:
        return self.value[1]

    @property
    def colour(self) -> str:
        return self.value[2]


@dataclass(frozen=True)
class Figure:
    """What was counted. `whole` is 0 for plain counts; `pending` is open and not late yet."""

    good: int
    whole: int = 0
    pending: int = 0


@dataclass(frozen=True)
class Time:
    """How far the span has gone: days gone and days in all."""

    gone: int
    whole: int

    @property
    def over(self) -> bool:
        return self.gone >= self.whole

    @property
    def late_in_it(self) -> bool:
        """The last third: what is not done by now wants a push."""
        return self.gone * 3 >= self.whole * 2


SHARES = frozenset({Measure.DUTY_COVERAGE})
PROMPT = frozenset({Measure.OPINIONS_ANSWERED_DAYS, Measure.OUTCOMES_PUBLISHED_DAYS})


def judge(measure: str, figure: Figure, number: int, time: Time) -> State:
    """A share of at least `number` %, everything within its days, or at least `number` times."""
    if measure in SHARES:
        return _share(figure, number, time)
    if measure in PROMPT:
        return _prompt(figure)
    if figure.good >= number:
        return State.MET
    if time.over:
        return State.MISSED
    return State.AT_RISK if time.late_in_it else State.RUNNING


def _share(figure: Figure, number: int, time: Time) -> State:
    if not figure.whole:
        return State.NOTHING
    if figure.good * 100 >= number * figure.whole:
        return State.MET
    return State.MISSED if time.over else State.AT_RISK


def _prompt(figure: Figure) -> State:
    """One that was late is missed for good; what is open and in time is still running."""
    if not figure.whole:
        return State.NOTHING
    if figure.good + figure.pending < figure.whole:
        return State.MISSED
    return State.RUNNING if figure.pending else State.MET


def said(measure: str, figure: Figure, number: int, unit: str) -> str:
    """What stands in a cell: 「96%」 (or 「7 / 8」 under ten), 「1 / 2 次」, 「3 / 4 件按时」."""
    if measure in SHARES:
        if figure.whole < 10:
            return f"{figure.good} / {figure.whole} 班"
        return f"{figure.good * 100 // figure.whole}%"
    if measure in PROMPT:
        return f"{figure.good} / {figure.whole} {unit}" if figure.whole else "没有"
    return f"{figure.good} / {number} {unit}"


def missing_words(measure: str, name: str, figure: Figure, number: int, unit: str) -> str:
    """A sentence for the committee itself: 「还差一次学习会」; empty when nothing is missing."""
    if measure in SHARES:
        short = figure.good * 100 < number * figure.whole
        return f"{name} {figure.whole} 班里有 {figure.good} 班有人，要到 {number}%" if short else ""
    if measure in PROMPT:
        late = figure.whole - figure.good - figure.pending
        if late:
            return f"{name}有 {late} {unit}过了 {number} 天"
        return f"{name}还有 {figure.pending} {unit}没到期，别忘了" if figure.pending else ""
    short_by = number - figure.good
    if short_by <= 0:
        return ""
    times = {1: "一", 2: "两"}.get(short_by, f" {short_by} ")
    return f"还差{times}{unit}{name}" if unit == "次" else f"{name}还差{times}{unit}"
