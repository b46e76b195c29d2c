"""Charts drawn on the server: points and bars as numbers for an SVG without style attributes."""

from collections.abc import Sequence
from dataclasses import dataclass

from committees.indicators.rules import RATE_NEEDS, whole_percent

LEFT, RIGHT, TOP, BOTTOM = 40, 330, 12, 140
"""The drawing area inside the view box of 340 × 170."""
STEP = 10


@dataclass(frozen=True)
class Share:
    """A point of the line: its words, and `part` of `whole`."""

    label: str
    part: int
    whole: int
    href: str = ""

    @property
    def percent(self) -> int | None:
        """None under 10 cases: a count stands instead."""
        return whole_percent(self.part, self.whole) if self.whole >= RATE_NEEDS else None


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    is_last: bool


@dataclass(frozen=True)
class Rule:
    """A horizontal line with its figure."""

    y: str
    words: str


@dataclass(frozen=True)
class LineChart:
    """`lines` are strings of points; a week without a rate interrupts the line."""

    shares: tuple[Share, ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    rules: tuple[Rule, ...]
    target: Rule
    title: str
    summary: str
    """What the picture says, in words."""

    @property
    def is_drawn(self) -> bool:
        return bool(self.dots)


def line_chart(shares: Sequence[Share], target: int, title: str) -> LineChart:
    """A line of percentages from 100 down to ten below the lowest, the target included."""
    known = [share.percent for share in shares if share.percent is not None]
    floor = max(min([*known, target]) // STEP * STEP - STEP, 0)

    def height(percent: int) -> str:
        return f"{TOP + (100 - percent) * (BOTTOM - TOP) / (100 - floor):.1f}"

    across = (RIGHT - LEFT) / max(len(shares) - 1, 1)
    lines: list[list[str]] = []
    run: list[str] = []
    dots: list[Dot] = []
    for place, share in enumerate(shares):
        if share.percent is None:
            lines, run = [*lines, run], []
            continue
        x, y = f"{LEFT + place * across:.1f}", height(share.percent)
        run.append(f"{x},{y}")
        dots.append(Dot(x, y, place == len(shares) - 1))
    step = STEP if 100 - floor <= 40 else 2 * STEP
    rules = tuple(Rule(height(n), str(n)) for n in range(100, floor - 1, -step))
    words = f"{title}，最低 {min(known)}%，最近 {known[-1]}%" if known else title
    return LineChart(
        tuple(shares),
        tuple(" ".join(points) for points in [*lines, run] if len(points) > 1),
        tuple(dots),
        rules,
        Rule(height(target), f"目标 {target}"),
        title,
        words,
    )


@dataclass(frozen=True)
class Bar:
    """A bar of a hundred units, with its list. `colour`: "", a (amber) or r (red)."""

    label: str
    count: int
    width: int
    colour: str
    href: str


def bars(rows: Sequence[tuple[str, int, str, str]]) -> list[Bar]:
    """(label, count, colour, address) as bars; the largest fills the width, one case is seen."""
    most = max((count for _, count, _, _ in rows), default=0)
    return [
        Bar(label, count, max(count * 100 // most, 1) if count else 0, colour, href)
        for label, count, colour, href in rows
    ]
