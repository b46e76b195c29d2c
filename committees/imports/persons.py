"""A line of the sheet as a person of the register, or what is wrong with it. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from committees.care.rules import needs_guardian as guardian_answers
from committees.imports.columns import Head
from committees.imports.labels import Kinds, Label
from committees.imports.values import (
    HEAD_WORDS,
    ID_KIND_WORDS,
    KINSHIP_WORDS,
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_NOTE,
    PLACE_WORDS,
    SAME_DOOR,
    SEX_WORDS,
    choose,
    digits_of,
    is_hidden,
    key_of,
    read_day,
    read_name,
    read_number,
    read_phone,
    read_text,
    words_of,
)
from committees.imports.workbooks import Cell, Line, column_letters
from committees.residents.rules import NUMBERED, Door, full_years, read_door, sex_of
from committees.residents.states import IdKind
from committees.tenure.states import HukouPlace
from jiedao.common.chinese import tidy
from jiedao.common.ids import birth_date

Value = TypeVar("Value")


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be used. `key` is its column; `cell` its address, such as H18."""

    cell: str
    title: str
    line: int
    reason: str
    key: str = ""

    def __str__(self) -> str:
        colon = "：" if self.reason.startswith("“") else ""
        return f"第 {self.line} 行“{self.title}”{colon}{self.reason}。"


@dataclass(frozen=True)
class Person:
    """What a line says of somebody. Empty: it says nothing of that."""

    estate: str = ""
    building: str = ""
    room: str = ""
    name: str = ""
    is_head: bool = False
    kinship: str = ""
    sex: str = ""
    born_on: date | None = None
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    place: str = ""
    same_door: bool = False
    address: str = ""
    labels: tuple[Label, ...] = ()
    guardian: str = ""
    note: str = ""

    @property
    def door(self) -> str:
        return f"{self.building}-{self.room}"

    def age(self, on: date) -> int | None:
        return None if self.born_on is None else full_years(self.born_on, on)

    def as_data(self) -> dict[str, Any]:
        """For JSON; `from_data` makes the same person of it again."""
        data = {key: value for key, value in vars(self).items() if value}
        if self.born_on:
            data["born_on"] = self.born_on.isoformat()
        if self.labels:
            data["labels"] = [label.as_data() for label in self.labels]
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Person":
        values = dict(data)
        if "born_on" in values:
            values["born_on"] = date.fromisoformat(values["born_on"])
        values["labels"] = tuple(Label(*label) for label in values.get("labels", ()))
        return cls(**values)


@dataclass
class _Reader:
    """One line on its way: every column is read even when another one is wrong."""

    head: Head
    line: Line
    problems: list[Problem] = field(default_factory=list)

    def read(self, key: str, reader: Callable[[Cell], Value], empty: Value) -> Value:
        cell = self.head.cell(self.line, key)
        if cell is None:
            return empty
        try:
            if cell.fault:
                raise ValueError(cell.fault)
            return reader(cell)
        except ValueError as wrong:
            self.wrong(key, str(wrong))
            return empty

    def wrong(self, key: str, reason: str) -> None:
        place = self.head.places.get(key)
        cell = f"{column_letters(place)}{self.line.number}" if place is not None else ""
        title = self.head.title(key)
        self.problems.append(Problem(cell, title, self.line.number, reason, key))

    def has(self, key: str) -> bool:
        return self.head.cell(self.line, key) is not None


def read_person(
    line: Line, head: Head, kinds: Kinds, *, today: date, since_1904: bool = False
) -> tuple[Person, list[Problem]]:
    """The person as far as it could be read, and every problem of the line."""
    reader = _Reader(head, line)
    door = _door(reader)
    if not reader.has("name"):
        reader.wrong("name", "是空的")
    name = reader.read("name", read_name, "")
    born_on = reader.read(
        "born_on", lambda cell: read_day(cell, today=today, since_1904=since_1904), None
    )
    sex = reader.read("sex", lambda cell: choose(cell, SEX_WORDS, "女、男"), "")
    id_kind, number = _paper(reader)
    if id_kind in NUMBERED and number:
        born_on, sex = _as_on_the_card(reader, number, born_on, sex, today)
    relation = reader.read("kinship", _relation, "")
    place = reader.read("place", _place, "")
    person = Person(
        estate=reader.read("estate", lambda cell: tidy(words_of(cell))[:40], ""),
        building=door.building if door else "",
        room=door.room if door else "",
        name=name,
        is_head=relation == "head",
        kinship="" if relation == "head" else relation,
        sex=sex,
        born_on=born_on,
        id_kind=id_kind,
        id_number=number,
        phone=reader.read("phone", _phone, ""),
        place=str(HukouPlace.HERE) if place == SAME_DOOR else place,
        same_door=place == SAME_DOOR,
        address=reader.read("address", lambda cell: read_text(cell, LONGEST_ADDRESS), ""),
        labels=reader.read("labels", lambda cell: tuple(kinds.read(words_of(cell))), ()),
        guardian=reader.read("guardian", lambda cell: read_text(cell, LONGEST_NAME), ""),
        note=reader.read("note", lambda cell: read_text(cell, LONGEST_NOTE), ""),
    )
    if person.address and not person.place:
        reader.wrong("place", "是空的，写了户籍地址就要写户籍在哪里")
    if needs_guardian(person, kinds, today) and not person.guardian:
        reader.wrong("guardian", "是空的，未成年人的这个类别要写监护人")
    return person, reader.problems


def needs_guardian(person: Person, kinds: Kinds, today: date) -> bool:
    """Does one of the labels rest on a guardian's answer?"""
    asked = [kinds.by_pk[label.kind] for label in person.labels]
    age = person.age(today)
    return any(not kind.legal and guardian_answers(age, kind.nature) for kind in asked)


# Single columns


def _door(reader: _Reader) -> Door | None:
    if "building" not in reader.head.places or "room" not in reader.head.places:
        if not reader.has("door"):
            reader.wrong("door", "是空的")
        return reader.read("door", lambda cell: _read_door(digits_of(cell), ""), None)
    empty = [key for key in ("building", "room") if not reader.has(key)]
    for key in empty:
        reader.wrong(key, "是空的")
    if empty:
        return None
    building = reader.read("building", digits_of, "")
    return reader.read("room", lambda cell: _read_door(building, digits_of(cell)), None)


@lru_cache(maxsize=8_192)
def _read_door(building: str, room: str) -> Door:
    text = building
    if room:
        bare = re.sub("(号楼|楼栋|号|幢|栋|楼|座|#)$", "", key_of(building))
        text = f"{bare}号楼{re.sub('(室|房)$', '', key_of(room))}"
    try:
        return read_door(text)
    except ValueError:
        shown = f"{building}-{room}" if room else building
        raise ValueError(f"没看懂“{shown[:16]}”，楼号写 3，室号写 502") from None


def _relation(cell: Cell) -> str:
    if key_of(words_of(cell)) in HEAD_WORDS:
        return "head"
    return choose(cell, KINSHIP_WORDS, "户主、配偶、子女、父母、孙辈、兄弟姐妹、租住、其他")


def _place(cell: Cell) -> str:
    return choose(cell, PLACE_WORDS, "人户一致、本居委会、本街道、本市、外省市、没有户口")


def _phone(cell: Cell) -> str:
    return "" if is_hidden(cell) else read_phone(cell)


def _paper(reader: _Reader) -> tuple[str, str]:
    """(kind, number). A paper whose number nobody wrote says nothing; 没有证件 says something."""
    kinds = "居民身份证、港澳台居民居住证、护照、没有证件"
    kind = reader.read("id_kind", lambda cell: choose(cell, ID_KIND_WORDS, kinds), "")
    paper = "" if kind in (IdKind.UNKNOWN, IdKind.NONE) else kind

    def number_of(cell: Cell) -> tuple[str, str]:
        return ("", "") if is_hidden(cell) else read_number(cell, paper)

    found, number = reader.read("id_number", number_of, ("", ""))
    if number and kind == IdKind.NONE:
        reader.wrong("id_kind", "写的是没有证件，可是有证件号")
    if number:
        return found, number
    return (kind if kind == IdKind.NONE else ""), ""


def _as_on_the_card(
    reader: _Reader, number: str, born_on: date | None, sex: str, today: date
) -> tuple[date | None, str]:
    """Birth date and sex of the number; what the sheet says otherwise is a problem (GB 11643)."""
    born, stated = birth_date(number), sex_of(number)
    if born > today:
        reader.wrong("id_number", "里的出生日期在今天以后，请对照证件再看一遍")
    if born_on is not None and born_on != born:
        reader.wrong("born_on", "和身份证号里的不一样，请对照证件再看一遍")
    if sex and sex != stated:
        reader.wrong("sex", "和身份证号里的不一样，请对照证件再看一遍")
    return born, str(stated)
