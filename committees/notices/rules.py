"""What a notice says and for how long. Pure: no clock, no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from committees.notices.states import NoticeKind
from jiedao.common.chinese import ngram_text
from jiedao.common.dates import cn_day
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


# Posters

POSTER_MOST = 180
"""Characters of text on a poster (UX B.3)."""
BOX_CHARACTERS, BOX_LINES = 19, 2
LINE_CHARACTERS = 20
"""Full-width characters of 24 pt in a line of A4 between its margins."""
TITLE_ONE_SIZE = 33
"""A longer title is set smaller, so that it stays within three lines."""


@dataclass(frozen=True)
class Poster:
    """What of a notice fits on one sheet. `too_long` says so, empty when all of it fits."""

    text: str
    happens: str
    place: str
    small_title: bool
    too_long: str


def poster_of(words: Words) -> Poster:
    """The first lines of the text, at most 180 characters; the rest is behind the QR code."""
    lines, kept, used = _lines_left(words), "", 0
    for paragraph in filter(None, (line.strip() for line in words.body.splitlines())):
        room = min((lines - used) * LINE_CHARACTERS, POSTER_MOST - len(kept.replace("\n", "")))
        if room < LINE_CHARACTERS and room < len(paragraph):
            break
        piece = paragraph if len(paragraph) <= room else _cut(paragraph, room)
        kept += f"\n{piece}" if kept else piece
        used += _rows(piece, LINE_CHARACTERS)
        if piece != paragraph:
            break
    whole = _solid(kept) == _solid(words.body)
    too_long = "" if whole else _too_long(len(_solid(words.body)), lines)
    small_title = _width(words.title) > TITLE_ONE_SIZE
    return Poster(kept, _boxed(words.happens), _boxed(words.place), small_title, too_long)


def _boxed(fact: str) -> str:
    """At most two lines of the box: the page behind the QR code has the rest."""
    if _rows(fact, BOX_CHARACTERS) <= BOX_LINES:
        return fact
    kept = fact
    while _rows(f"{kept}…", BOX_CHARACTERS - 1) > BOX_LINES:
        kept = kept[:-1]
    return f"{kept}…"


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def _too_long(length: int, lines: int) -> str:
    most = min(POSTER_MOST, lines * LINE_CHARACTERS)
    if length > most:
        return f"字太多，第 2 页起请看二维码。现在 {length} 字，海报最多 {most} 字。"
    return f"分段太多，余下的请看二维码。海报最多 {lines} 行。"


# Heights on a sheet whose content is 26.5 em high; 1 em is 10 mm on A4 (portal.css, .sheet).
_SHEET, _HEAD, _FOOT, _GAP = 26.5, 2.2, 7.4, 0.64
_LINE, _TITLE_LINE, _SMALL_TITLE_LINE = 1.275, 1.94, 1.42
_BOX = 1.63
WIDE_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZmw@%&")


def _lines_left(words: Words) -> int:
    """Lines of text between the title, the box with time and place, and the foot."""
    long = _width(words.title) > TITLE_ONE_SIZE
    title = _rows(words.title, 15 if long else 11) * (_SMALL_TITLE_LINE if long else _TITLE_LINE)
    facts = sum(
        _rows(_boxed(fact), BOX_CHARACTERS) for fact in (words.happens, words.place) if fact
    )
    box = facts * _LINE + _BOX if facts else 0
    return max(3, int((_SHEET - _HEAD - title - box - _GAP - _FOOT) / _LINE))


def _rows(text: str, across: int) -> int:
    """Rows that `text` takes with so many full-width characters in each."""
    return -(-round(_width(text) * 100) // (across * 100))


def _width(text: str) -> float:
    """In full-width characters, as wide as Chinese fonts draw Latin ones."""
    return sum(map(_character_width, text))


def _character_width(char: str) -> float:
    if not char.isascii():
        return 1
    if char in WIDE_LETTERS:
        return 0.9
    return 0.57 if char.isalnum() else 0.35


def _cut(text: str, most: int) -> str:
    """Up to the last full stop before `most`, otherwise to `most` with an ellipsis."""
    stop = text[:most].rfind("。")
    return text[: stop + 1] if stop > most // 2 else f"{text[: most - 1]}…"


# Templates: what a member fills in becomes title and text


@dataclass(frozen=True)
class Blank:
    """One field of a template. `shape`: line, day, long or phone."""

    name: str
    label: str
    hint: str = ""
    shape: str = "line"
    required: bool = True
    most: int = PLACE_MOST
    initial: str = ""


@dataclass(frozen=True)
class Template:
    """A kind of notice as it is usually written. `street_only`: aid, published by the street."""

    key: str
    label: str
    kind: NoticeKind
    icon: str
    blanks: tuple[Blank, ...]
    title: str = "{title}"
    body: str = "{body}"
    happens: str = ""
    place: str = "{place}"
    street_only: bool = False
    note: str = ""

    def fill(self, values: Mapping[str, str | date | None], today: date) -> Words:
        """Title and text from the filled-in fields; a line whose field is empty is left out."""
        given = {blank.name: "" for blank in self.blanks} | {"place": "", "title": "", "body": ""}
        for name, value in values.items():
            given[name] = cn_day(value, today) if isinstance(value, date) else (value or "").strip()
        given["date"] = given.get("day", "").partition(" ")[0]
        return Words(
            title=_filled(self.title, given)[:TITLE_MOST],
            body=_filled(self.body, given)[:BODY_MOST],
            place=_filled(self.place, given)[:PLACE_MOST],
            happens=_filled(self.happens, given)[:HAPPENS_MOST],
            contact_phone=given.get("contact_phone", ""),
        )


def _filled(pattern: str, given: Mapping[str, str]) -> str:
    """Lines with an empty field vanish, unless the line is all there is."""
    lines = []
    for line in pattern.split("\n"):
        names = re.findall(r"\{(\w+)\}", line)
        if names and not all(given.get(name) for name in names):
            continue
        lines.append(line.format_map(given))
    return "\n".join(lines)


_DAY = Blank("day", "哪一天", "例如 11月26日", "day")
_HOURS = Blank("hours", "几点到几点", "例如 上午 9:00 到下午 4:00", most=40)
_BUILDINGS = Blank("place", "哪些楼", "例如 1—12 号楼")
_WHERE = Blank("place", "在哪里", "例如 居委会二楼会议室")
_PHONE = Blank("contact_phone", "联系电话", "不写就用居委会的电话", "phone", required=False)
_WHY = Blank("why", "什么原因", "例如 换总水管", most=40, required=False)
_TITLE = Blank("title", "标题", "一句话说清楚什么事", most=TITLE_MOST)
_BODY = Blank("body", "正文", "说清楚请大家做什么", "long", most=BODY_MOST)

TEMPLATES = (
    Template(
        "water",
        "停水",
        NoticeKind.WATER,
        "bell",
        (_DAY, _HOURS, _BUILDINGS, _WHY, _PHONE),
        title="{date}停水，{hours}",
        body="{place}停水。\n原因：{why}。\n请提前存好水，关好水龙头。\n"
        "家里有行动不便的老人，我们可以送水上门，请打电话。",
        happens="{day} {hours}",
    ),
    Template(
        "power",
        "停电",
        NoticeKind.POWER,
        "bell",
        (_DAY, _HOURS, _BUILDINGS, _WHY, _PHONE),
        title="{date}停电，{hours}",
        body="{place}停电。\n原因：{why}。\n请提前给手机充好电，电梯停用时请走楼梯。\n"
        "家里有人用制氧机等设备的，请先打电话告诉我们。",
        happens="{day} {hours}",
    ),
    Template(
        "meeting",
        "会议",
        NoticeKind.MEETING,
        "people-fill",
        (
            Blank("what", "什么会", "例如 居民代表会议", most=30),
            _DAY,
            Blank("hours", "几点", "例如 下午 2:00", most=40),
            _WHERE,
            Blank("who", "请谁参加", "例如 全体居民代表", most=60),
            Blank("body", "商量什么", "一行写一件", "long", required=False, most=1_000),
            _PHONE,
        ),
        title="{date}开{what}",
        body="请{who}参加。\n商量的事：{body}",
        happens="{day} {hours}",
    ),
    Template(
        "activity",
        "活动",
        NoticeKind.ACTIVITY,
        "star",
        (
            Blank("what", "什么活动", "例如 免费量血压", most=40),
            _DAY,
            Blank("hours", "几点到几点", "例如 上午 9:00 到 11:00", most=40),
            _WHERE,
            Blank("body", "请大家知道", "怎么报名，带什么", "long", required=False, most=1_000),
            _PHONE,
        ),
        title="{date}{what}",
        body="欢迎居民参加。\n{body}",
        happens="{day} {hours}",
    ),
    Template(
        "election",
        "换届",
        NoticeKind.ELECTION,
        "clipboard2-check-fill",
        (_TITLE, _BODY, _PHONE),
        note="换届的通知要由另一个人确认后才公开。",
    ),
    Template(
        "affairs",
        "居务公开",
        NoticeKind.AFFAIRS,
        "journal-text",
        (
            Blank("title", "公开什么", "例如 第三季度工作经费收支", most=TITLE_MOST),
            Blank("body", "内容", "数字写清楚，表格可以加附件", "long", most=BODY_MOST),
            _PHONE,
        ),
        note="公开钱款要由另一个人确认后才公开。",
    ),
    Template(
        "aid",
        "救助公示",
        NoticeKind.AID,
        "hand-thumbs-up",
        (
            _TITLE,
            Blank(
                "body",
                "内容",
                "姓名写成 张*明，地址只写到弄；不写号码、病情和孩子的名字",
                "long",
                most=BODY_MOST,
            ),
            Blank("contact_phone", "监督电话", "", "phone"),
        ),
        street_only=True,
        note="由街道发布，另一个人确认，到期自动撤下。网上默认不发，只出海报。",
    ),
    Template(
        "general",
        "自己写",
        NoticeKind.GENERAL,
        "pencil-square",
        (
            _TITLE,
            _BODY,
            Blank("place", "地点或范围", required=False),
            Blank("happens", "什么时间", required=False, most=HAPPENS_MOST),
            _PHONE,
        ),
        happens="{happens}",
    ),
)
BY_KEY = {template.key: template for template in TEMPLATES}


def urgent_words(what: str, where: str) -> Words:
    """紧急通知 from its two fields (R3)."""
    return Words(title=what, body=f"{what}。\n范围和时间：{where}。", place=where)
