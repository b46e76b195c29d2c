"""三率: shares that are honest about small numbers, and the months they are counted in. Pure."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

FEWEST = 10
"""Under so many cases a count stands instead of a rate (CONTRACTS, Figures)."""
MONTHS_BACK = 12


@dataclass
class Rate:
    """`part` of `whole`; both are counts of cases."""

    part: int = 0
    whole: int = 0

    def add(self, part: int, whole: int) -> None:
        self.part += part
        self.whole += whole

    @property
    def percent(self) -> int:
        """Rounded half up; 100 only when it is all of them."""
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        return min(rounded, 99) if self.part < self.whole else rounded

    @property
    def enough(self) -> bool:
        """Ten or more: a percentage says something."""
        return self.whole >= FEWEST

    @property
    def words(self) -> str:
        """「92%」, 「5 件里 3 件」 under ten, empty without any."""
        if not self.whole:
            return ""
        if not self.enough:
            return f"{self.whole} 件里 {self.part} 件"
        return f"{self.percent}%"


@dataclass
class Three:
    """响应率, 解决率, 满意率 of one row of a table."""

    response: Rate = field(default_factory=Rate)
    solved: Rate = field(default_factory=Rate)
    content: Rate = field(default_factory=Rate)


@dataclass(frozen=True)
class Span:
    """Whole months: from the first instant to the one that does not count any more."""

    first: date
    until: date

    @property
    def since_at(self) -> datetime:
        return _midnight(self.first)

    @property
    def until_at(self) -> datetime:
        return _midnight(self.until)

    @property
    def months(self) -> list[date]:
        """First days, newest first."""
        found, day = [], self.first
        while day < self.until:
            found.append(day)
            day = next_month(day)
        return found[::-1]


def told_months(span: Span, known: Container[object]) -> list[date]:
    """Newest first, down to the oldest of which anything is known; the newest at least."""
    months = span.months
    oldest = max((n for n, day in enumerate(months) if day in known), default=0)
    return months[: oldest + 1]


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_span(first: date) -> Span:
    return Span(first.replace(day=1), next_month(first))


def last_months(today: date) -> Span:
    """This month and the eleven before it."""
    until = next_month(today)
    return Span(date(until.year - 1, until.month, 1), until)


def month_key(day: date) -> str:
    return f"{day.year}-{day.month:02d}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def sum_up(parts: Iterable[tuple[object, Three]]) -> dict[object, Three]:
    """Add up what has the same key."""
    sums: dict[object, Three] = {}
    for key, part in parts:
        row = sums.setdefault(key, Three())
        row.response.add(part.response.part, part.response.whole)
        row.solved.add(part.solved.part, part.solved.whole)
        row.content.add(part.content.part, part.content.whole)
    return sums
