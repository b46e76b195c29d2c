"""What a notice says and for how long. Pure: no clock, no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from committees.notices.states import NoticeKind
from jiedao.common.chinese import ngram_text
from jiedao.common.masks import contains_private_data

SHANGHAI = ZoneInfo("Asia/Shanghai")
LAST_MINUTE = time(23, 59)

TITLE_MOST, PLACE_MOST, HAPPENS_MOST, BODY_MOST = 60, 80, 80, 4_000
GROUP_TEXT_MOST = 120
"""Characters of 「复制发微信群」 before the short link (R11)."""

DAYS_SHOWN: Mapping[str, int] = {
    NoticeKind.WATER: 3,
    NoticeKind.POWER: 3,
    NoticeKind.MEETING: 7,
    NoticeKind.ACTIVITY: 14,
    NoticeKind.ELECTION: 30,
    NoticeKind.AFFAIRS: 90,  # working expenses are published every quarter (DOMAIN §6.3)
    NoticeKind.AID: 7,
    NoticeKind.URGENT: 2,
    NoticeKind.GENERAL: 14,
}
"""Days a notice runs when nobody says otherwise."""


@dataclass(frozen=True)
class Words:
    """What a notice says: everything a correction can change."""

    title: str
    body: str
    place: str = ""
    happens: str = ""
    contact_phone: str = ""

    @property
    def tokens(self) -> str:
        return ngram_text(self.title, self.place, self.happens, self.body)


def last_minute(day: date) -> datetime:
    """23:59 of that day in Shanghai."""
    return datetime.combine(day, LAST_MINUTE, SHANGHAI)


def default_end(kind: str, published: date, happens_on: date | None = None) -> datetime:
    """Until the end of the day it is about; otherwise so many days as DAYS_SHOWN says."""
    if happens_on is not None and happens_on >= published:
        return last_minute(happens_on)
    return last_minute(published + timedelta(days=DAYS_SHOWN[kind]))


def minute_words(minute: datetime, today: date) -> str:
    """「12月3日 9:00」, as the button 「将在 12月3日 9:00 发布」 says it."""
    here = minute.astimezone(SHANGHAI)
    year = "" if here.year == today.year else f"{here.year}年"
    return f"{year}{here.month}月{here.day}日 {here.hour}:{here.minute:02}"


# Numbers that must not be published

_PLACE_OF_FINDING = re.compile(r"第 \d+ 段有")


def private_numbers(words: Words) -> list[str]:
    """「第 2 段里像是手机号和身份证号，公开前请确认。」 for each paragraph; empty: none found."""
    places = [("标题里", words.title), ("时间里", words.happens), ("地点里", words.place)]
    paragraphs = [line for line in words.body.splitlines() if line.strip()]
    places += [(f"第 {number} 段里", text) for number, text in enumerate(paragraphs, 1)]
    found = [(where, _kinds_of_number(text)) for where, text in places]
    return [f"{where}像是{'和'.join(kinds)}，公开前请确认。" for where, kinds in found if kinds]


def _kinds_of_number(text: str) -> list[str]:
    kinds = [_PLACE_OF_FINDING.sub("", found) for found in contains_private_data(text)]
    return sorted(set(kinds), key=kinds.index)


# Corrections

QUOTE_MOST = 80


def correction_summary(old: Words, new: Words) -> str:
    """「原写“上午 9:00”，现为“上午 8:00”」: the first change, and how many there are."""
    changes = _changes(old, new)
    if not changes:
        return ""
    before, after = changes[0]
    more = f"，共改了 {len(changes)} 处" if len(changes) > 1 else ""
    return f"原写“{_quote(before)}”，现为“{_quote(after)}”{more}"


def _changes(old: Words, new: Words) -> list[tuple[str, str]]:
    short = [
        (old.title, new.title),
        (old.happens, new.happens),
        (old.place, new.place),
        (old.contact_phone, new.contact_phone),
    ]
    changed = [pair for pair in short if pair[0] != pair[1]]
    return changed + _changed_sentences(old.body, new.body)


def _changed_sentences(old: str, new: str) -> list[tuple[str, str]]:
    before, after = _sentences(old), _sentences(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        ("".join(before[i:j]), "".join(after[k:m])) for step, i, j, k, m in steps if step != "equal"
    ]


def _sentences(text: str) -> list[str]:
    parts = (part.strip() for part in re.split(r"(?<=[。！？；])|\n", text))
    return [part for part in parts if part]


def _quote(text: str) -> str:
    text = " ".join(text.split()).rstrip("。；") or "没有写"
    return text if len(text) <= QUOTE_MOST else f"{text[: QUOTE_MOST - 1]}…"


# 复制发微信群


def group_text(sender: str, words: Words) -> str:
    """At most 120 characters for a WeChat group; the short link follows it (R11)."""
    facts = [f"时间：{words.happens}" if words.happens and words.happens not in words.title else ""]
    facts += [f"地点：{words.place}" if words.place else ""]
    head = "\n".join(filter(None, [f"【{sender}】{words.title}", *facts]))
    if len(head) > GROUP_TEXT_MOST:
        return f"{head[: GROUP_TEXT_MOST - 1]}…"
    left = GROUP_TEXT_MOST - len(head) - 1
    body = " ".join(words.body.split())
    if left < 10 or not body:
        return head
    return f"{head}\n{body if len(body) <= left else body[: left - 1] + '…'}"
