"""Days and times as people here write and read them (UX C.4, D.7). `today` and `now` are given."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from lunardate import LunarDate

from jiedao.common.chinese import ascii_digits, strip_invisible

WEEKDAYS = "一二三四五六日"
FIRST_YEAR, LAST_YEAR = 1900, 2100


def cn_day(day: date, today: date) -> str:
    """「11月23日 星期一」; the year only when it is not this year's."""
    return f"{_month_day(day, today)} 星期{WEEKDAYS[day.weekday()]}"


def cn_month(day: date) -> str:
    """「2026年11月」."""
    return f"{day.year}年{day.month}月"


def cn_time(at: datetime) -> str:
    """「上午 9:05」, 「下午 2:00」 on the office's clock."""
    here = _here(at)
    half = "上午" if here.hour < 12 else "下午"
    return f"{half} {(here.hour - 1) % 12 + 1}:{here.minute:02}"


def cn_moment(at: datetime, now: datetime, *, near: bool = True) -> str:
    """「今天 10:42」, 「昨天 15:20」, 「明天 9:00」, otherwise 「11月20日 下午 2:00」.

    Without `near` always the day itself: for what is read on another day than it was written.
    """
    here, today = _here(at), _here(now).date()
    word = {-1: "昨天", 0: "今天", 1: "明天"}.get((here.date() - today).days)
    if near and word:
        return f"{word} {here.hour}:{here.minute:02}"
    return f"{_month_day(here.date(), today)} {cn_time(at)}"


def _month_day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _here(at: datetime) -> datetime:
    return timezone.localtime(at) if timezone.is_aware(at) else at


LUNAR_FROM, LUNAR_UNTIL = date(1900, 1, 31), date(2099, 12, 31)
_LUNAR_MONTHS = "正 二 三 四 五 六 七 八 九 十 冬 腊".split()
_LUNAR_DAYS = [
    *(f"初{n}" for n in "一二三四五六七八九十"),
    *(f"十{n}" for n in "一二三四五六七八九"), "二十",
    *(f"廿{n}" for n in "一二三四五六七八九"), "三十",
]  # fmt: skip


def lunar(day: date) -> str:
    """「农历十月十五」, 「农历闰六月初一」; empty outside the table."""
    if not LUNAR_FROM <= day <= LUNAR_UNTIL:
        return ""
    moon = LunarDate.from_solar_date(day.year, day.month, day.day)
    leap = "闰" if moon.is_leap_month else ""
    return f"农历{leap}{_LUNAR_MONTHS[moon.month - 1]}月{_LUNAR_DAYS[moon.day - 1]}"


# What people type

_NEAR = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_WEEKDAY = re.compile(r"(上|这|本|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_SEPARATED = re.compile(
    r"(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"
    r"(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"
)
_COMPACT = re.compile(r"([0-9]{4})?([0-9]{2})([0-9]{2})")
NOT_A_DAY = "没看懂这个日期，请写成 11月25日 或者 2026-11-25。"


def parse_day(text: str, today: date) -> date:
    """The day `text` names; without a year it is this year's, as `cn_day` writes it.

    Accepts 11-25, 1125, 11.25, 11月25日, 2026/11/25, 20261125, full-width forms, 今天 … 后天 and
    下周一. Raises ValueError with a Chinese sentence; never moves to another day by itself.
    """
    plain = re.sub("[‐-―−]", "-", "".join(ascii_digits(strip_invisible(text)).split()))
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if week := _WEEKDAY.fullmatch(plain):
        return _in_week(week[1] or "本", week[2], today)
    found = _SEPARATED.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not found:
        raise ValueError(NOT_A_DAY)
    return _real_day(int(found[1] or today.year), int(found[2]), int(found[3]))


def _in_week(which: str, weekday: str, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    weeks = {"上": -1, "这": 0, "本": 0, "下": 1}[which]
    return monday + timedelta(weeks=weeks, days=WEEKDAYS.index(weekday.replace("天", "日")))


def _real_day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{year}年没有 {month}月{day}日 这一天，请再看一下。") from None


# Short words


def days_left_words(days: int) -> str:
    """The deadline chip: 「还有 4 天」, 「今天到期」, 「超 2 天」 (UX C.4)."""
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"超 {-days} 天"


def greeting(at: datetime) -> str:
    """上午好 from 5, 下午好 from 12, 晚上好 from 18 o'clock."""
    hour = _here(at).hour
    if 5 <= hour < 12:
        return "上午好"
    return "下午好" if 12 <= hour < 18 else "晚上好"
