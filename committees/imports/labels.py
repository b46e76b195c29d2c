"""「残疾（肢体二级）、独居老人」 taken apart into labels. Pure: the kinds are handed in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from committees.care.rules import Nature
from committees.care.states import Detail, Disability, Grade
from committees.imports.values import key_of
from jiedao.common.chinese import strip_invisible

LONGEST_WORDS = 120
_BETWEEN = re.compile("[、,，;；/\n]+(?![^（(]*[）)])")
_PARTS = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<detail>[^（()）]*)[)）])?")
_GRADES = {f"{word}级": int(grade) for grade in Grade for word in (grade.label[0], str(grade))}

ALSO_CALLED: Mapping[str, str] = {
    "独居": "独居老人", "孤寡老人": "孤老", "孤寡": "孤老", "高龄": "高龄老人",
    "纯老": "纯老家庭", "纯老户": "纯老家庭", "失能": "失能半失能", "半失能": "失能半失能",
    "残疾人": "残疾", "重病": "重大疾病", "大病": "重大疾病", "困境": "困境儿童",
    "留守": "留守儿童", "单亲": "单亲家庭", "低保户": "低保", "低保对象": "低保",
    "低边": "低保边缘", "低保边缘家庭": "低保边缘", "支出型": "刚性支出困难",
    "特困": "特困人员", "优抚": "优抚对象", "退伍军人": "退役军人", "失业人员": "失业",
    "失独": "计划生育特殊家庭", "失独家庭": "计划生育特殊家庭",
}  # fmt: skip
"""What lists of the street call the kinds."""


@dataclass(frozen=True)
class Kind:
    """A row of the street's table of kinds, as far as reading a sheet needs it."""

    pk: int
    name: str
    detail: str
    legal: bool
    health: bool
    minors: bool
    review_months: int

    @property
    def nature(self) -> Nature:
        return Nature(legal=self.legal, health=self.health, minors=self.minors)


@dataclass(frozen=True)
class Label:
    """One label as the sheet states it; `kind` is the kind's number."""

    kind: int
    disability: str = ""
    grade: int | None = None
    words: str = ""

    def as_data(self) -> list[Any]:
        return [self.kind, self.disability, self.grade, self.words]


class Kinds:
    """The kinds in use, found by name or by what they are also called."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.by_pk = {kind.pk: kind for kind in kinds}
        self._by_name = {key_of(kind.name): kind for kind in self.by_pk.values()}

    def read(self, text: str) -> list[Label]:
        """Each kind once, in the order of the text. ValueError names the one it does not know."""
        found: dict[int, Label] = {}
        for part in _BETWEEN.split(strip_invisible(text)):
            if part.strip() and key_of(part) not in ("无", "没有", "/"):
                label = self._one(part.strip())
                found.setdefault(label.kind, label)
        return list(found.values())

    def _one(self, part: str) -> Label:
        parts = _PARTS.fullmatch(part)
        name = key_of(parts["name"]) if parts else ""
        kind = self._by_name.get(key_of(ALSO_CALLED.get(name, name)))
        if parts is None or kind is None:
            known = "、".join(kind.name for kind in self.by_pk.values())
            raise ValueError(f"没有“{part[:12]}”这个类别，可以写：{known}")
        detail = (parts["detail"] or "").strip()
        if kind.detail == Detail.DISABILITY:
            return _disability(kind, detail)
        if kind.detail == Detail.WORDS and not detail:
            raise ValueError(f"“{kind.name}”请在括号里写一句说明，例如：{kind.name}（卧床）")
        if len(detail) > LONGEST_WORDS:
            raise ValueError(f"“{kind.name}”的说明最多 {LONGEST_WORDS} 个字")
        return Label(kind.pk, words=detail)


def _disability(kind: Kind, detail: str) -> Label:
    plain = key_of(detail)
    sort = next((one for one in Disability if one.label in plain), None)
    grade = next((grade for word, grade in _GRADES.items() if word in plain), None)
    if sort is None or grade is None:
        raise ValueError("残疾请写类别和等级，例如：残疾（肢体二级）")
    return Label(kind.pk, str(sort), grade)


def label_words(kind: Kind, label: Label) -> str:
    """As `Kinds.read` reads it again: 残疾（肢体二级）."""
    detail = label.words
    if label.disability:
        grade = Grade(label.grade).label if label.grade else ""
        detail = f"{Disability(label.disability).label}{grade}"
    return f"{kind.name}（{detail}）" if detail else kind.name
