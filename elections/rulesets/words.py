"""A rule set as people read it: sections, values, what differs from the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elections.rulesets.models import FIELDS, RuleSet, RuleSource
from elections.rulesets.rules import Share
from elections.rulesets.states import Kin, Order, Round, Voids

STARTS = {
    "adult_age_years": "谁能登记",
    "body_least": "选举委员会",
    "members_least": "居委会的组成和任期",
    "body_days_before": "日程",
    "nomination_backers": "候选人",
    "proxy_limit": "委托投票、流动票箱、工作人员",
    "overvote_voids": "选票和计票",
    "turnout_all": "结果",
    "recall_voters": "罢免、补选、职务终止",
}
"""The first parameter of each section → the section's heading."""
CHOICES: Mapping[str, Any] = {
    "kin_kinds": Kin,
    "teller_kin_kinds": Kin,
    "turnout_applies_to": Round,
    "candidate_order": Order,
    "overvote_voids": Voids,
    "double_post_voids": Voids,
}
LABELS = {one.name: str(one.verbose_name) for one in RuleSet._meta.fields if one.name in FIELDS}


def sections() -> list[tuple[str, list[str]]]:
    """Heading and parameters, in the order of `Rules`."""
    found: list[tuple[str, list[str]]] = []
    for name in FIELDS:
        if name in STARTS:
            found.append((STARTS[name], []))
        found[-1][1].append(name)
    return found


def value_words(name: str, value: Any) -> str:
    """「过半数」, 「配偶、父母子女」, 「是」, 「20」."""
    if isinstance(value, Share):
        return value.words
    if isinstance(value, bool):
        return "是" if value else "不是"
    if isinstance(value, tuple | list):
        return "、".join(str(CHOICES[name](one).label) for one in value) or "没有"
    return str(CHOICES[name](value).label) if name in CHOICES else str(value)


@dataclass(frozen=True)
class Line:
    """A parameter with its value, its source, and what the law says where they differ."""

    label: str
    value: str
    source: RuleSource | None
    before: str


def lines(rule_set: RuleSet) -> list[tuple[str, list[Line]]]:
    """The whole set by sections. One query for the sources; `based_on` is read with the set."""
    sources = {one.field: one for one in rule_set.sources.all()}
    values = rule_set.values()
    base = rule_set.based_on.values() if rule_set.based_on else values
    return [
        (
            heading,
            [
                Line(
                    LABELS[name],
                    value_words(name, values[name]),
                    sources.get(name),
                    value_words(name, base[name]) if base[name] != values[name] else "",
                )
                for name in names
            ],
        )
        for heading, names in sections()
    ]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """「选民登记几天：原来 5，现在 7」, one sentence a parameter that differs."""
    return [
        f"{LABELS[name]}：原来{_spaced(name, before[name])}，现在{_spaced(name, after[name])}"
        for name in FIELDS
        if before[name] != after[name]
    ]


def _spaced(name: str, value: Any) -> str:
    words = value_words(name, value)
    return f" {words}" if words[:1].isascii() else words


def state_words(rule_set: RuleSet) -> str:
    """Where a set stands."""
    if rule_set.sealed_at:
        return "已经用过，不能改"
    if rule_set.is_law:
        return "随法律，不能改"
    return "可以用" if rule_set.is_usable else "等另一个人同意"
