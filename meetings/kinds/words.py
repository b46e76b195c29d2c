"""The rules of a kind in words of the office."""

from collections.abc import Mapping
from typing import Any

from committees.territory.states import BodyKind
from meetings.kinds.ladder import ladder_words
from meetings.kinds.models import KindRules
from meetings.kinds.states import Base, DayCount, Decides, Presides, Publishes, Roster, Template


def bodies_words(kinds: list[str]) -> str:
    return "、".join(str(BodyKind(kind).label) for kind in kinds)


def notice_words(rules: KindRules) -> str:
    how = "，还要贴公告" if rules.notice_public else ""
    return f"提前 {rules.notice_days} 天通知{how}" if rules.notice_days else f"当天可以开{how}"


def ladder_sentence(rules: KindRules) -> str:
    """「会前 7 天、1 天、2 小时提醒」; nothing where the street's ordinary ladder holds."""
    return f"会前 {ladder_words(rules.ladder_steps)}提醒" if rules.ladder else ""


def quorum_words(rules: KindRules) -> str:
    share = rules.quorum_share
    return f"到会{share.words}才能开" if share else ""


def decides_words(rules: KindRules) -> str:
    """「表决，过半数（到会人数）通过」, 「协商一致，或者记录不同意见」."""
    share = rules.majority_share
    if rules.decides != Decides.VOTE or share is None:
        return str(Decides(rules.decides).label)
    base = Base(rules.majority_base).label
    secret = "无记名" if rules.secret else ""
    return f"{secret}表决，{share.words}通过（按{base}算）"


def publishes_words(rules: KindRules) -> str:
    if rules.publishes == Publishes.NOTHING:
        return ""
    days = f"{rules.publish_days} {DayCount(rules.publish_count).label}"
    return f"{days}内{Publishes(rules.publishes).label}"


def sentence(rules: KindRules) -> str:
    """What the form of a new meeting says: whom to invite, when, how many, how it decides."""
    parts = [
        f"要请{bodies_words(rules.bodies)}" if rules.bodies else "",
        f"应到：{Roster(rules.roster).label}",
        f"{Presides(rules.presides).label}主持",
        notice_words(rules),
        ladder_sentence(rules),
        quorum_words(rules),
        decides_words(rules),
        publishes_words(rules),
    ]
    sure = "（以街道口径为准）" if rules.unconfirmed else ""
    return f"{'；'.join(part for part in parts if part)}。依据：{rules.source}{sure}"


def brief(rules: KindRules) -> str:
    """One line for a list of kinds: when, how many, how it decides."""
    parts = [notice_words(rules), quorum_words(rules), decides_words(rules)]
    return "；".join(part for part in parts if part)


SHOWN: tuple[tuple[str, str], ...] = (
    ("bodies", "必须请的单位"),
    ("roster", "应到的人"),
    ("presides", "谁主持"),
    ("notice_days", "提前几天通知"),
    ("notice_public", "要贴公告"),
    ("ladder", "提前多久提醒"),
    ("call_days", "提前几天打电话问没回答的"),
    ("quorum", "到会比例"),
    ("quorum_inclusive", "正好这个比例也行"),
    ("decides", "怎么定"),
    ("majority", "通过比例"),
    ("majority_inclusive", "正好这个比例也通过"),
    ("majority_base", "按什么算"),
    ("secret", "无记名"),
    ("template", "记成什么"),
    ("publishes", "公开什么"),
    ("publish_days", "几天内公开"),
    ("publish_count", "怎么算天数"),
    ("a_year", "一年至少几次"),
    ("follow_up_days", "整改方案几个工作日内交"),
    ("source", "依据"),
    ("unconfirmed", "以街道口径为准"),
)
ORDINARY = "街道平常的会议提醒"
_LABELS: dict[str, Any] = {
    "roster": Roster,
    "presides": Presides,
    "decides": Decides,
    "majority_base": Base,
    "template": Template,
    "publishes": Publishes,
    "publish_count": DayCount,
}


def value_words(name: str, value: Any) -> str:
    """A value of a rule as a person reads it; 「没有」 for nothing."""
    if name == "bodies":
        return bodies_words(value) or "没有"
    if name == "ladder":
        return value or ORDINARY
    if isinstance(value, bool):
        return "是" if value else "不是"
    if name in _LABELS and value in _LABELS[name].values:
        return str(_LABELS[name](value).label)
    return str(value) if value not in ("", None) else "没有"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """「提前几天通知：原来 3，以后 5」, one sentence a value that changes."""
    return [
        f"{label}：原来 {value_words(name, before[name])}，以后 {value_words(name, after[name])}"
        for name, label in SHOWN
        if before.get(name) != after.get(name)
    ]
