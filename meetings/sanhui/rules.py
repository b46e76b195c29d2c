"""The three meetings without clock and database: whose turn it is, scores, the way of a matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from committees.territory.states import BodyKind
from jiedao.common.chinese import tidy
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.kinds.states import Decides
from meetings.sanhui.states import Part

ITEMS_MOST, ITEM_LENGTH, COUNT_MOST = 20, 60, 9_999
DONE, NOW, WAIT = "done", "now", "wait"


def part_of(decides: str, bodies: Sequence[str], follow_up_days: int) -> Part | None:
    """Which of the three a meeting under such rules is; None for all others.

    民主评议 has scores too, but nobody files a plan after it: it has its own papers (R14).
    """
    if decides == Decides.OPINION and BodyKind.BRANCH not in bodies:
        return Part.HEARING
    if decides == Decides.AGREEMENT:
        return Part.COORDINATION
    if decides == Decides.SCORES and follow_up_days:
        return Part.APPRAISAL
    return None


# Scores


@dataclass(frozen=True)
class Line:
    """One item and how many ticked 满意, 基本满意, 不满意."""

    item: str
    good: int
    fair: int
    poor: int

    @property
    def cast(self) -> int:
        return self.good + self.fair + self.poor


def read_scores(text: str) -> tuple[list[Line], list[str]]:
    """Lines 「服务态度 20 5 1」, and a Chinese reason for each line that is unclear."""
    lines, faults = [], []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        words = [word for word in re.split(r"[\s,，、;；]+", tidy(raw)) if word]
        if len(words) < 4 or not all(re.fullmatch("[0-9]{1,4}", one) for one in words[-3:]):
            faults.append(f"第 {number} 行：请写成：服务态度 20 5 1。")
        elif len("".join(words[:-3])) > ITEM_LENGTH:
            faults.append(f"第 {number} 行：内容太长，最多 {ITEM_LENGTH} 个字。")
        else:
            lines.append(Line("".join(words[:-3]), *(int(one) for one in words[-3:])))
    if len(lines) > ITEMS_MOST:
        faults.append(f"最多 {ITEMS_MOST} 项，现在有 {len(lines)} 项。")
    return lines, faults


def sensible_scores(lines: Sequence[Line], present: int) -> Verdict:
    """At least one item, none twice, and no item with more ticks than people in the room."""
    if not lines:
        return no("请至少写一项评议的内容。")
    if len({line.item for line in lines}) < len(lines):
        return no("有一项写了两遍，请合在一起。")
    for line in lines:
        if line.cast > present:
            return no(f"“{line.item}”合计 {line.cast} 票，比到会的 {present} 人多，请再数一遍。")
    return ALLOWED


# The way of a matter


@dataclass(frozen=True)
class Way:
    """What has been done, read from the records; in the order of DOMAIN §3.2."""

    proposed: bool
    accepted: bool
    told: bool
    held: bool
    formed: bool
    answered: bool
    followed: bool
    published: bool
    filed: bool


@dataclass(frozen=True)
class Step:
    """A step as `components/stepper.html` reads it."""

    label: str
    state: str


WORDS: dict[Part, tuple[str, str, str, str]] = {
    Part.HEARING: ("公示", "形成意见", "反馈", "落实"),
    Part.COORDINATION: ("书面通知", "达成协议", "反馈", "履行跟踪"),
    Part.APPRAISAL: ("通知", "评价", "反馈", "整改跟踪"),
}
"""What 通知/公示, 形成, 反馈 and 跟踪 are called in each of the three."""


def steps_of(part: Part, way: Way) -> list[Step]:
    """The first step not done is the present one."""
    told, formed, answered, followed = WORDS[part]
    named = [
        ("提出", way.proposed),
        ("受理", way.accepted),
        (told, way.told),
        ("召开", way.held),
        (formed, way.formed),
        (answered, way.answered),
        (followed, way.followed),
        ("办结公开", way.published),
        ("归档", way.filed),
    ]
    present = next((label for label, is_done in named if not is_done), "")
    return [
        Step(label, DONE if is_done else NOW if label == present else WAIT)
        for label, is_done in named
    ]
