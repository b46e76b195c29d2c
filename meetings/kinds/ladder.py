"""How long before a meeting people are reminded, as the street types it. No ORM, no clock.

「7 天、1 天、2 小时」: days mean nine in the morning of that day, hours and minutes are exact.
"""

import re
from dataclasses import dataclass
from datetime import time

from committees.reminders.rules import minutes_ahead
from jiedao.common.chinese import ascii_digits

MORNING = time(9, 0)
MOST_STEPS, MOST_DAYS, MOST_MINUTES = 6, 30, 48 * 60
NOT_A_LADDER = "请写成“7 天、3 天、1 天、2 小时”这样。"

_STEP = re.compile(r"([0-9]{1,4})(天|小时|分钟)前?")
_BETWEEN = re.compile(r"[、，,；;。\s]+")
DAY_WORDS = {1: "明天开会", 2: "后天开会"}


@dataclass(frozen=True)
class Ahead:
    """One step: some days before in the morning, or some minutes before."""

    days_before: int | None = None
    minutes_before: int | None = None

    @property
    def at_time(self) -> time | None:
        return MORNING if self.days_before else None

    @property
    def long(self) -> str:
        """「7 天」, 「2 小时」, 「90 分钟」."""
        if self.days_before:
            return f"{self.days_before} 天"
        hours, rest = divmod(self.minutes_before or 0, 60)
        return f"{self.minutes_before} 分钟" if rest else f"{hours} 小时"

    @property
    def words(self) -> str:
        """What the reminder begins with: 「明天开会」, 「2 小时后开会」."""
        return DAY_WORDS.get(self.days_before or 0, f"{self.long}后开会")


def parse_ladder(text: str) -> tuple[Ahead, ...]:
    """The steps, the earliest first; none for an empty text. ValueError with a Chinese sentence
    for what nobody can read, a step twice, more than 6, and further away than 30 days or 48 hours.
    """
    plain = re.sub(r"([0-9])\s+(?=[天小分])", r"\1", ascii_digits(text).replace("提前", " "))
    parts = [part for part in _BETWEEN.split(plain) if part]
    steps = [_step(part) for part in parts]
    if len(set(steps)) < len(steps):
        raise ValueError("有一步写了两遍。")
    if len(steps) > MOST_STEPS:
        raise ValueError(f"最多 {MOST_STEPS} 步，提醒太多就没人看了。")
    return tuple(sorted(steps, key=lambda step: (-minutes_ahead(step), step.days_before is None)))


def ladder_words(steps: tuple[Ahead, ...]) -> str:
    return "、".join(step.long for step in steps)


def _step(part: str) -> Ahead:
    found = _STEP.fullmatch(part)
    number = int(found[1]) if found else 0
    if not found or not number:
        raise ValueError(NOT_A_LADDER)
    if found[2] == "天":
        if number > MOST_DAYS:
            raise ValueError(f"最早提前 {MOST_DAYS} 天。")
        return Ahead(days_before=number)
    minutes = number * 60 if found[2] == "小时" else number
    if minutes > MOST_MINUTES:
        raise ValueError(f"按小时最多提前 {MOST_MINUTES // 60} 小时，再早请写几天。")
    return Ahead(minutes_before=minutes)
