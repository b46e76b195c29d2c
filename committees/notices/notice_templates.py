"""Templates: what a member fills in becomes title and text. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from committees.notices.rules import BODY_MOST, HAPPENS_MOST, PLACE_MOST, TITLE_MOST, Words
from committees.notices.states import NoticeKind
from jiedao.common.dates import cn_day


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
