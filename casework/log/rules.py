"""What the duty log asks for, and which days it accepts. Pure: no clock, no database."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.log.states import LogKind
from jiedao.common.chinese import ngram_text, pinyin_of, room_key, tidy
from jiedao.common.errors import ALLOWED, Verdict, no

BACK_DAYS = 30
"""R7: written on paper, typed later. The day may lie so many calendar days back."""
MAX_PHOTOS = 6
FIRST_LINE = 40
FULL_TITLE, SHORTEST_TITLE = 14, 4
"""Characters: a longer sentence is cut at its comma, unless too little is left."""
_SENTENCE = re.compile("[。！？；]")
NOBODY_HOME = "家里没人。"


@dataclass(frozen=True)
class Wording:
    """How one kind of entry asks its two questions, and the phrases it offers."""

    who: str
    hint: str
    phrases: tuple[str, ...]


DOOR_OR_NAME = "写楼号-室号或姓名，拼音也行，例如 3-502"

WORDING: Mapping[str, Wording] = {
    LogKind.VISIT: Wording(
        "谁来了？", DOOR_OR_NAME, ("来问政策", "来反映情况", "来办手续", "来坐坐聊聊")
    ),
    LogKind.CALL: Wording(
        "谁打来的？", DOOR_OR_NAME, ("来电咨询", "反映漏水", "反映噪声", "要一个电话号码")
    ),
    LogKind.HOME: Wording("走访哪一户？", DOOR_OR_NAME, ("身体好，没有事", "送去通知", "有困难")),
    LogKind.PATROL: Wording(
        "巡查哪里？", "例如 12 号楼楼道、北门", ("一切正常", "楼道有堆物", "路灯不亮", "已找物业")
    ),
    LogKind.INCIDENT: Wording(
        "在哪里？", "例如 7-301、3 号楼门口", ("已经打 110", "已经打 120", "人已到现场", "已报街道")
    ),
}


@dataclass(frozen=True)
class EntryWords:
    """What a person says about one thing that happened. Nothing in it is looked up."""

    kind: str
    who: str
    text: str
    happened_on: date
    on_behalf_of: str = ""
    nobody_home: bool = False
    settled: bool = False


def day_fits(happened_on: date, today: date) -> Verdict:
    """Any of the last 30 days, today included (R7)."""
    if happened_on > today:
        return no("“哪天的事”不能晚于今天。")
    if happened_on < today - timedelta(days=BACK_DAYS):
        return no(f"“哪天的事”最早是 {BACK_DAYS} 天前。更早的请写在“什么事”里。")
    return ALLOWED


def written_later(happened_on: date, recorded_on: date) -> bool:
    """补记: shown in grey, never counted against anybody (R7)."""
    return happened_on < recorded_on


def tidy_who(text: str) -> str:
    """A door in its one form (「三号楼502」 is `3-502`), anything else tidied."""
    return room_key(text) or tidy(text)


def first_line(text: str, length: int = FIRST_LINE) -> str:
    """The first line for a list or a title; 「…」 when something is left out."""
    line = text.strip().split("\n", 1)[0].strip()
    return line if len(line) <= length else line[: length - 1] + "…"


def short_title(text: str) -> str:
    """What a matter is called: the first sentence, and of a long one its first part."""
    sentence = _SENTENCE.split(first_line(text, len(text) or 1), maxsplit=1)[0].strip()
    if len(sentence) > FULL_TITLE:
        part = sentence.split("，", 1)[0].strip()
        sentence = part if len(part) >= SHORTEST_TITLE else sentence
    return first_line(sentence or text)


def spellings(names: Iterable[str]) -> str:
    """Every name with its pinyin and initials, so that `zhf` finds 张慧芳."""
    return " ".join(f"{name} {' '.join(pinyin_of(name))}" for name in names if name.strip())


def search_tokens(*texts: str, names: Iterable[str] = ()) -> str:
    """The column that searching reads."""
    return ngram_text(*texts, spellings(names))
