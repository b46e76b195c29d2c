"""The month, quarter or year over which a requirement is looked at."""

import re
from datetime import date, timedelta

from committees.regulations.states import Period as Every
from jiedao.portal.periods import Period

MONTHS_OF = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def span_of(every: str, day: date, today: date) -> Period:
    """The month, quarter or year in which `day` lies."""
    months = MONTHS_OF[Every(every)]
    first_month = (day.month - 1) // months * months + 1
    first = date(day.year, first_month, 1)
    return Period(first, _last_of(first, months), today)


def _last_of(first: date, months: int) -> date:
    year, month = divmod(first.month - 1 + months, 12)
    return date(first.year + year, month + 1, 1) - timedelta(days=1)


def every_of(span: Period) -> str:
    """Month, quarter or year, by its length."""
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    return next(every.value for every, length in MONTHS_OF.items() if length == months)


def span_words(every: str, span: Period) -> str:
    """「2026年11月」「2026年第 4 季度」「2026年」."""
    year = f"{span.first.year}年"
    if every == Every.YEAR:
        return year
    if every == Every.QUARTER:
        return f"{year}第 {(span.first.month + 2) // 3} 季度"
    return f"{year}{span.first.month}月"


def read_month(text: str, today: date) -> date:
    """The first day of `2026-11`; anything else, or a month to come, is this month."""
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
    month = date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
    return min(month, today.replace(day=1))


def elapsed(span: Period) -> tuple[int, int]:
    """(days gone, days in all); a span that is over has all its days gone."""
    whole = (span.last - span.first).days + 1
    gone = (span.today - span.first).days + 1
    return max(0, min(gone, whole)), whole
