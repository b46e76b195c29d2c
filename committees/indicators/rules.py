"""When a figure needs somebody: levels from integers, without rounding, clock or database."""

from dataclasses import dataclass
from enum import IntEnum

RATE_NEEDS = 10
"""Under so many cases a count stands instead of a rate, and no level is drawn from it."""


class Level(IntEnum):
    """How much a figure asks for somebody. The words of the legend; never a rank."""

    NORMAL = 0
    WATCH = 1
    ALARM = 2

    @property
    def words(self) -> str:
        return ("正常", "留意", "需要联系帮助")[self]

    @property
    def mark(self) -> str:
        """The shape beside the number, for eyes and printers without colour."""
        return ("", "△", "▲")[self]

    @property
    def css(self) -> str:
        return ("", "w", "b")[self]


@dataclass(frozen=True)
class Thresholds:
    """From where on a figure is WATCH or ALARM: below them when low needs help, else at them."""

    watch: int
    alarm: int
    low_needs_help: bool


def level_of(value: int, limits: Thresholds) -> Level:
    """The level of a count: `< watch`, `< alarm`, or `>= watch`, `>= alarm`."""
    if limits.low_needs_help:
        reached = (value < limits.watch) + (value < limits.alarm)
    else:
        reached = (value >= limits.watch) + (value >= limits.alarm)
    return Level(reached)


def rate_level(part: int, whole: int, limits: Thresholds) -> Level:
    """The level of `part` of `whole` in per cent, compared exactly; NORMAL under 10 cases."""
    if whole < RATE_NEEDS:
        return Level.NORMAL
    return Level((part * 100 < limits.watch * whole) + (part * 100 < limits.alarm * whole))


def whole_percent(part: int, whole: int) -> int:
    """Rounded down, so that 94.6 % never reads as 95 % beside a △ for "below 95"."""
    return part * 100 // whole


def rate_words(part: int, whole: int, unit: str) -> str:
    """「93%」; under 10 cases 「3/4 班」; a dash where there was nothing to count."""
    if whole == 0:
        return "–"
    if whole < RATE_NEEDS:
        return f"{part}/{whole} {unit}"
    return f"{whole_percent(part, whole)}%"


def sensible(limits: Thresholds) -> bool:
    """Help is needed further out than watching is."""
    if limits.low_needs_help:
        return limits.alarm < limits.watch
    return limits.alarm > limits.watch
