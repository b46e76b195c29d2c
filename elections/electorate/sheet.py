"""A sheet of voters as the register lacks them: its columns, and a line as a person. Pure.

The streaming reader and its guards are those of the register's own imports.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from committees.imports.columns import DOOR, HEAD_WITHIN, Column
from committees.imports.container import BadFile
from committees.imports.values import (
    choose,
    key_of,
    read_day,
    read_name,
    read_number,
    read_phone,
    read_text,
    words_of,
)
from committees.imports.workbooks import Cell, Line
from committees.residents.rules import NUMBERED, read_door
from elections.electorate.hand import Person
from elections.electorate.states import Ground
from jiedao.common.chinese import tidy
from jiedao.common.ids import birth_date

Value = TypeVar("Value")
LONGEST_GROUP, LONGEST_DOOR, LONGEST_EVIDENCE = 20, 24, 120

COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", ("选民姓名", "居民姓名", "名字"), hint="必填。", example="张文娟"),
    Column("group", "居民小组", ("小组", "组别"), hint="不填的印在“未分组”。", example="第 2 组"),
    Column("door", DOOR.title, DOOR.also, text=True, hint="写 3-502，可不填。", example="3-502"),
    Column("born_on", "出生日期", ("出生年月日", "生日"), text=True,
           hint="写 1956-01-13。有证件号的可以不填。", example="1956-01-13"),
    Column("id_number", "证件号", ("身份证号", "身份证", "身份证号码", "证件号码"), text=True,
           hint="18 位。用来查别的居委会有没有同一个人，号码本身不保存。"),
    Column("phone", "电话", ("手机", "手机号", "联系电话"), text=True,
           hint="本人在网上“查自己”时要核对后四位。", example="021-00000000"),
    Column("ground", "依据", ("登记依据", "类别"),
           hint="必填：户籍、户籍不住、经常居住、社区工作者、居民代表。", example="经常居住"),
    Column("evidence", "凭什么", ("证明材料", "材料", "凭据"),
           hint="必填：申请书、居住证、名册放在哪里。", example="居住证，申请书 3 号"),
)  # fmt: skip
_BY_KEY = {column.key: column for column in COLUMNS}
_HEADS = {key_of(word): column.key for column in COLUMNS for word in (column.title, *column.also)}
_DECORATION = str.maketrans("", "", "*＊:：")
NEEDED = ("name", "ground", "evidence")


def _grounds(*pairs: tuple[Ground, str]) -> Mapping[str, str]:
    return {key_of(word): str(ground) for ground, words in pairs for word in words.split()}


GROUND_WORDS = dict(
    _grounds(
        (Ground.LIVES, "户籍 户籍并居住 户籍在本社区 户籍在本社区并居住 人户一致"),
        (Ground.TAKES_PART, "户籍不住 人户分离 户籍在本社区不住 本人表示参加"),
        (Ground.HABITUAL, "经常居住 常住 居住 居住证 本人申请"),
        (Ground.WORKER, "社区工作者 社工 在本社区工作"),
        (Ground.REPRESENTATIVE, "居民代表 代表"),
    )
)


@dataclass(frozen=True)
class Entry:
    """A line of the sheet as somebody who may stand on the roll."""

    number: int
    person: Person
    ground: str
    evidence: str


@dataclass(frozen=True)
class Wrong:
    """Why a line cannot be used: its number and the sentence."""

    number: int
    words: str

    def __str__(self) -> str:
        return f"第 {self.number} 行{self.words}。"


@dataclass(frozen=True)
class SheetHead:
    """Where the columns stand; `ignored` are heads nobody here reads."""

    line: int
    places: Mapping[str, int]
    ignored: tuple[str, ...]

    def cell(self, line: Line, key: str) -> Cell | None:
        cell = line.cells.get(self.places[key]) if key in self.places else None
        return cell if cell and (cell.fault or cell.text.strip()) else None

    def is_empty(self, line: Line) -> bool:
        return not any(self.cell(line, key) for key in self.places)


def read_head(lines: Iterable[Line]) -> SheetHead:
    """The first line that names the person and one more column; BadFile when there is none, when
    a needed column is missing, or when one stands there twice."""
    for line in list(lines)[:HEAD_WITHIN]:
        keys = {place: _column(cell) for place, cell in line.cells.items()}
        if "name" in keys.values() and sum(1 for key in keys.values() if key) > 1:
            return _checked(line, keys)
    raise BadFile("没有找到表头。第 1 行要有“姓名”“依据”“凭什么”这几列，可以先下载模板。")


def _column(cell: Cell) -> str:
    plain = key_of(cell.text.translate(_DECORATION))
    return _HEADS.get(plain) or _HEADS.get(plain.partition("(")[0], "")


def _checked(line: Line, keys: Mapping[int, str]) -> SheetHead:
    places: dict[str, int] = {}
    ignored = []
    for place, key in keys.items():
        title = " ".join(line.cells[place].text.split())[:20]
        if not key:
            ignored.append(title)
        elif key in places:
            raise BadFile(f"“{title}”这一列出现了两次，请只留一列。")
        else:
            places[key] = place
    for key in NEEDED:
        if key not in places:
            raise BadFile(f"缺“{_BY_KEY[key].title}”这一列。可以先下载模板。")
    return SheetHead(line.number, places, tuple(ignored))


@dataclass
class _Reader:
    """One line on its way: every column is read even when another one is wrong."""

    head: SheetHead
    line: Line
    wrong: list[Wrong] = field(default_factory=list)

    def read(self, key: str, reader: Callable[[Cell], Value], empty: Value) -> Value:
        cell = self.head.cell(self.line, key)
        if cell is None:
            if key in NEEDED:
                self.say(key, "是空的")
            return empty
        try:
            if cell.fault:
                raise ValueError(cell.fault)
            return reader(cell)
        except ValueError as reason:
            self.say(key, str(reason).rstrip("。"))
            return empty

    def say(self, key: str, reason: str) -> None:
        colon = "：" if reason.startswith("“") else ""
        self.wrong.append(Wrong(self.line.number, f"“{_BY_KEY[key].title}”{colon}{reason}"))


def read_entry(
    line: Line, head: SheetHead, *, today: date, since_1904: bool
) -> tuple[Entry, list[Wrong]]:
    """Somebody as far as the line could be read, and everything wrong with it."""
    reader = _Reader(head, line)
    born_on = reader.read(
        "born_on", lambda cell: read_day(cell, today=today, since_1904=since_1904), None
    )
    kind, number = reader.read("id_number", lambda cell: read_number(cell, ""), ("", ""))
    if number and kind in NUMBERED:
        stated = birth_date(number)
        if born_on is not None and born_on != stated:
            reader.say("born_on", "和身份证号里的不一样，请对照证件再看一遍")
        born_on = stated
    person = Person(
        name=reader.read("name", read_name, ""),
        born_on=born_on,
        door=reader.read("door", _door, ""),
        group=reader.read("group", lambda cell: _short(cell, LONGEST_GROUP), ""),
        phone=reader.read("phone", read_phone, ""),
        id_number=number,
    )
    examples = "户籍、户籍不住、经常居住、社区工作者、居民代表"
    ground = reader.read("ground", lambda cell: choose(cell, GROUND_WORDS, examples), "")
    evidence = reader.read("evidence", lambda cell: read_text(cell, LONGEST_EVIDENCE), "")
    return Entry(line.number, person, ground, evidence), reader.wrong


def _short(cell: Cell, most: int) -> str:
    text = tidy(words_of(cell))
    if len(text) > most:
        raise ValueError(f"最多 {most} 个字，现在是 {len(text)} 个")
    return text


def _door(cell: Cell) -> str:
    text = words_of(cell).strip()
    try:
        door = str(read_door(re.sub("(室|房)$", "", text)))
    except ValueError:
        raise ValueError(f"没看懂“{text[:16]}”，写成 3-502") from None
    if len(door) > LONGEST_DOOR:
        raise ValueError(f"没看懂“{text[:16]}”，写成 3-502")
    return door
