"""The span of time a figure is about: a month, or a week for the points of a chart."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from jiedao.common.dates import cn_month

MONTHS = 12


@dataclass(frozen=True)
class Period:
    """A month, or a week that begins on a Monday; `first` and `last` both count."""

    first: date
    last: date
    today: date

    @classmethod
    def month_of(cls, day: date, today: date) -> "Period":
        first = day.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return cls(first, following - timedelta(days=1), today)

    @classmethod
    def read(cls, text: str, today: date) -> "Period":
        """`2026-11` is a month, `2026-11-16` the week of that day; anything else is this month."""
        month = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
        if month:
            return cls.month_of(date(int(month[1]), int(month[2]), 1), today)
        day = _day(text)
        if day is None:
            return cls.month_of(today, today)
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6), today)

    @property
    def is_month(self) -> bool:
        return self.first.day == 1 and (self.last - self.first).days > 6

    @property
    def is_current(self) -> bool:
        return self.first <= self.today <= self.last

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}" if self.is_month else f"{self.first:%Y-%m-%d}"

    @property
    def label(self) -> str:
        if not self.is_month:
            return f"{self.first.month}月{self.first.day}日这一周"
        return f"本月（{self.first.month}月）" if self.is_current else cn_month(self.first)

    @property
    def words(self) -> str:
        """At the beginning of a sentence: 「本月」, 「10月」."""
        if not self.is_month:
            return self.label
        return "本月" if self.is_current else f"{self.first.month}月"

    @property
    def before(self) -> "Period":
        """The month before."""
        return Period.month_of(self.first - timedelta(days=1), self.today)


def recent_months(today: date) -> list[Period]:
    """This month and the eleven before it."""
    months = [Period.month_of(today, today)]
    while len(months) < MONTHS:
        months.append(months[-1].before)
    return months


def midnight(day: date) -> datetime:
    """The first instant of the day on the office's clock."""
    return timezone.make_aware(datetime.combine(day, time()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"20[0-9]{2}(-[0-9]{2}){2}", text) else None
    except ValueError:
        return None
