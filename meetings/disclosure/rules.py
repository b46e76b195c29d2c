"""Money in fen, quarters, and the days by which they are published. Pure; integers only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jiedao.common.chinese import ascii_digits
from jiedao.common.workdays import WorkCalendar

ACCOUNTS_WORKDAYS = 20
"""Working days after the end of a quarter (DOMAIN §6.3: 工作经费 every quarter; S61: 20 days)."""
QUARTERS_BACK = 4
"""So many quarters back a missing account is still asked for."""
MOST_FEN = 100_000_000_00
"""One hundred million yuan: more is a slip of the pen."""
REVIEWERS = 2
"""Members of the 居务监督委员会 who review accounts before they are published (R15, R16)."""
LINES_MOST = 40

_YUAN = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?元?")
NOT_MONEY = "没看懂这个金额，请写成 1280 或者 1280.50。"


def parse_yuan(text: str) -> int:
    """「1,280.50」, 「１２８０元」 in fen. ValueError with a Chinese sentence; never negative."""
    plain = "".join(ascii_digits(text).replace("，", ",").replace("￥", "").split())
    plain = plain.removeprefix("¥")
    found = _YUAN.fullmatch(plain)
    if not found:
        raise ValueError(NOT_MONEY)
    fen = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    if fen > MOST_FEN:
        raise ValueError("金额太大，请再看一下小数点。")
    return fen


def yuan_words(fen: int) -> str:
    """「1,280.50」; a deficit stands with a minus sign.

    >>> yuan_words(-5), yuan_words(128050)
    ('-0.05', '1,280.50')
    """
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{yuan:,}.{rest:02d}"


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError("a year has four quarters")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return date.fromordinal(self.next.first.toordinal() - 1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def words(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    def publish_by(self, calendar: WorkCalendar) -> date:
        return calendar.add(self.last, ACCOUNTS_WORKDAYS).on


def quarters_due(today: date, since: Quarter | None, calendar: WorkCalendar) -> list[Quarter]:
    """Quarters whose accounts should be public by now, the newest first.

    At most QUARTERS_BACK, and none before the committee's first account: what lies before the
    portal is nobody's fault. Without any account only the newest one is asked for.
    """
    quarter, due = Quarter.of(today).before, []
    for _ in range(QUARTERS_BACK):
        if quarter.publish_by(calendar) < today:
            due.append(quarter)
        quarter = quarter.before
    if since is None:
        return due[:1]
    return [one for one in due if one >= since]


@dataclass(frozen=True)
class Line:
    """One line of the accounts. `fen` is above zero."""

    side: str
    what: str
    fen: int
    note: str = ""


@dataclass(frozen=True)
class Sums:
    """上期结余 + 收入 − 支出 = 本期结余, in fen."""

    opening: int
    income: int
    expense: int

    @property
    def closing(self) -> int:
        return self.opening + self.income - self.expense


def sums_of(opening: int, lines: Iterable[Line]) -> Sums:
    sides = {"income": 0, "expense": 0}
    for line in lines:
        sides[line.side] += line.fen
    return Sums(opening, sides["income"], sides["expense"])


def statement(quarter: str, opening: int, lines: Sequence[Line], reviewers: Sequence[str]) -> str:
    """The text of the notice: every line with its sum, and who reviewed it."""
    sums = sums_of(opening, lines)
    rows = [f"{quarter}居委会经费收支情况如下（单位：元）。", f"上期结余：{yuan_words(opening)}"]
    for side, word, total in (("income", "收入", sums.income), ("expense", "支出", sums.expense)):
        rows.append(f"{word}合计：{yuan_words(total)}")
        own = [line for line in lines if line.side == side]
        rows += [
            f"{number}. {line.what}：{yuan_words(line.fen)}"
            + (f"（{line.note}）" if line.note else "")
            for number, line in enumerate(own, 1)
        ]
    rows.append(f"本期结余：{yuan_words(sums.closing)}")
    rows.append(f"以上收支已由居务监督委员会{'、'.join(reviewers)}核对。")
    return "\n".join(rows)
