"""Convening without clock and database: topics, times as people type them, what changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from jiedao.common.chinese import ascii_digits
from jiedao.common.dates import cn_day, cn_time
from jiedao.common.errors import ALLOWED, Verdict, no

TOPICS_MOST, TOPIC_LENGTH = 20, 120
GROUP_TEXT_MOST = 120
"""Characters of the text for the WeChat group (PRACTICE R11)."""
FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Facts:
    """What everybody invited has to know of a meeting. `bodies` and `topics` in their order."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    bodies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


_NUMBERED = re.compile(
    r"^\s*(?:[0-9]{1,2}\s*(?:[、．)）]|\.(?![0-9]))|[一二三四五六七八九十]{1,3}、)\s*"
)


def topic_lines(text: str) -> list[str]:
    """One topic a line; empty lines and a number typed in front are left out."""
    return [line for raw in text.splitlines() if (line := _NUMBERED.sub("", raw).strip())]


def sensible_topics(topics: Sequence[str]) -> Verdict:
    """At most 20 topics of at most 120 characters."""
    if len(topics) > TOPICS_MOST:
        return no(f"议题最多 {TOPICS_MOST} 个，现在是 {len(topics)} 个。")
    for number, topic in enumerate(topics, 1):
        if len(topic) > TOPIC_LENGTH:
            return no(f"第 {number} 个议题太长，最多 {TOPIC_LENGTH} 个字。")
    return ALLOWED


# Time

_CLOCK = re.compile(
    r"(上午|早上|中午|下午|晚上)?(?:([01]?[0-9]|2[0-4])(?:[:点时.]([0-5][0-9]|半)?分?)?|([0-9]{2})([0-5][0-9]))"
)
NOT_A_TIME = "没看懂这个时间，请写成 14:00 或者 下午2点半。"


def parse_clock(text: str) -> time:
    """14:00, 1400, 14点, 下午2点半, full-width forms. ValueError with a Chinese sentence."""
    found = _CLOCK.fullmatch("".join(ascii_digits(text).split()))
    if not found:
        raise ValueError(NOT_A_TIME)
    half, hour, minute, compact_hour, compact_minute = found.groups()
    h = int(hour or compact_hour)
    m = 30 if minute == "半" else int(minute or compact_minute or 0)
    if (half in ("下午", "晚上") and h < 12) or (half == "中午" and h < 3):
        h += 12
    if h > 23:
        raise ValueError(NOT_A_TIME)
    return time(h, m)


def sensible_start(starts_at: datetime, at: datetime) -> Verdict:
    """Within a year before or after now: anything else is a year typed wrong."""
    if abs(starts_at - at) > FARTHEST:
        return no("会议日期离现在超过一年，请再看一下年份。")
    return ALLOWED


def enough_notice(today: date, day: date, notice_days: int) -> Verdict:
    """Is a call today early enough for a meeting on `day`? Days are calendar days between."""
    days = (day - today).days
    if days >= notice_days:
        return ALLOWED
    return no(
        f"按规定要提前 {notice_days} 天通知，现在只提前 {max(days, 0)} 天。"
        "改个日期，或者在“为什么来不及”里写上原因。"
    )


def may_have_run(starts_at: datetime, at: datetime) -> Verdict:
    """A meeting can be marked as held once it has begun."""
    return ALLOWED if starts_at <= at else no("还没到开会的时间，开了以后再记。")


def when_words(starts_at: datetime, ends_at: datetime | None, today: date) -> str:
    """「11月25日 星期三 下午 2:00」, with 「 到 下午 4:00」 where the end is known."""
    here = timezone.localtime(starts_at)
    until = f" 到 {cn_time(ends_at)}" if ends_at else ""
    return f"{cn_day(here.date(), today)} {cn_time(here)}{until}"


# What people are told

ASKED_AGAIN = "请按新的时间答复来不来。"
ASKED_UNLESS_CAN = "答过“可以”的不用再答，其他人请答复来不来。"


def differences(before: Facts, after: Facts, today: date) -> list[str]:
    """「原来…，现在…」 for what the invited have to know; empty when nothing of it changed."""
    told = []
    if before.title != after.title:
        told.append(f"名称原来是“{before.title}”，现在是“{after.title}”")
    old_time = when_words(before.starts_at, before.ends_at, today)
    new_time = when_words(after.starts_at, after.ends_at, today)
    if old_time != new_time:
        told.append(f"时间原来 {old_time}，现在 {new_time}")
    if before.place != after.place:
        told.append(f"地点原来{before.place}，现在{after.place}")
    if before.topics != after.topics:
        told.append(f"议题原来 {len(before.topics)} 个，现在 {len(after.topics)} 个，有改动")
    return told


def clip(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def group_text(facts: Facts, committee: str, today: date) -> str:
    """What is pasted into the 楼组 group: at most 120 characters, as many topics as fit."""
    when = when_words(facts.starts_at, None, today)
    head = f"【{clip(facts.title, 24)}】{when}，{clip(facts.place, 30)}。"
    foot = f"请准时参加。{clip(committee, 14)}"
    room = GROUP_TEXT_MOST - len(head) - len(foot)
    return head + _topics_within(facts.topics, room) + foot


def _topics_within(topics: Sequence[str], room: int) -> str:
    for count in range(len(topics), 0, -1):
        listed = "；".join(f"{n}.{topic}" for n, topic in enumerate(topics[:count], 1))
        more = "等" if count < len(topics) else ""
        text = f"议题：{listed}{more}。"
        if len(text) <= room:
            return text
    return f"议题 {len(topics)} 个。" if topics and room >= 9 else ""
