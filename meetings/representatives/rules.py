"""The roster without clock and database: lines as people paste them, make-up, warnings."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiedao.common.chinese import ascii_digits, chinese_number, tidy
from jiedao.common.ids import clean_phone
from meetings.kinds.rules import Share

REPRESENTATIVES_SHARE = Share(Fraction(4, 5), inclusive=True)
"""居民代表 are at least 4/5 of the body (2025 Organic Law, fragment; DOMAIN §1.2)."""
DEMAND_SHARE = Share(Fraction(1, 5), inclusive=True)
"""The meeting must be called when 1/5 of the representatives ask for it (DOMAIN §1.2)."""
MIDDLE, LATE = (6, 1), (11, 1)
"""From these days on a year without its meetings is warned of (DOMAIN §3.4: 30 June, 30 Nov)."""
LINES_MOST, NAME_MOST, GROUP_MOST = 200, 30, 20


@dataclass(frozen=True)
class NewSeat:
    """One line of a pasted roster."""

    group: str
    name: str
    phone: str
    is_woman: bool


def read_roster(text: str) -> tuple[list[NewSeat], list[str]]:
    """Lines 「第一小组 张海芬 女 13800001234」 and a Chinese reason for each line that is unclear.

    Separated by blanks, tabs or commas, as they come from a sheet; sex and phone may be missing.
    """
    seats, faults = [], []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        try:
            seats.append(_read(tidy(raw)))
        except ValueError as wrong:
            faults.append(f"第 {number} 行：{wrong}")
    if len(seats) > LINES_MOST:
        faults.append(f"一次最多 {LINES_MOST} 行，现在有 {len(seats)} 行。")
    return seats, faults


def _read(line: str) -> NewSeat:
    words = [word for word in re.split(r"[\s,，、;；]+", line) if word]
    is_woman = "女" in words
    words = [word for word in words if word not in ("男", "女")]
    phone = ""
    if words and re.search(r"[0-9]{5}", words[-1]):
        phone = clean_phone(words.pop())
    if len(words) != 2:
        raise ValueError("请写成：第一小组 张海芬 女 电话。")
    group, name = words
    if len(group) > GROUP_MOST or len(name) > NAME_MOST:
        raise ValueError("小组或姓名太长了。")
    return NewSeat(group, name, phone, is_woman)


@dataclass(frozen=True)
class MakeUp:
    """Who would sit in the representatives' meeting: 居民代表 and 居委会成员."""

    representatives: int
    officers: int
    women: int = 0

    @property
    def body(self) -> int:
        return self.representatives + self.officers

    @property
    def enough(self) -> bool:
        return REPRESENTATIVES_SHARE.reached(self.representatives, self.body)

    @property
    def needed(self) -> int:
        """The fewest representatives beside these officers: r ≥ 4/5 (r + o) means r ≥ 4 o."""
        return 4 * self.officers

    @property
    def line(self) -> str:
        """「居民代表 40 人，居委会成员 7 人，共 47 人。代表够五分之四。」"""
        there, officers = self.representatives, self.officers
        whole = f"居民代表 {there} 人，居委会成员 {officers} 人，共 {self.body} 人。"
        if not there:
            return f"{whole}名册还是空的。"
        if self.enough:
            return f"{whole}代表够五分之四。"
        short = self.needed - there
        return f"{whole}代表不够五分之四，至少要 {self.needed} 人，还差 {short} 人。"


def group_rank(group: str) -> tuple[int, str]:
    """第二居民小组 comes before 第十居民小组, however the number is written."""
    found = re.search("[0-9]+|[一二三四五六七八九十百]+", ascii_digits(group))
    return (chinese_number(found[0]) if found else 0, group)


def demanded(asking: int, representatives: int) -> bool:
    """Have enough representatives asked for a meeting?"""
    return DEMAND_SHARE.reached(asking, representatives)


def yearly_warning(held: int, a_year: int, today: date) -> str:
    """A sentence when the year runs out of time for its meetings; empty when it does not.

    From 1 June with none, from 1 November with fewer than `a_year`.
    """
    if held >= a_year:
        return ""
    day = (today.month, today.day)
    missing = a_year - held
    if day >= LATE:
        return f"今年居民代表会议还差 {missing} 次，年底前要开。"
    if day >= MIDDLE and held == 0:
        return "上半年快过去了，居民代表会议还没有开过。"
    return ""
