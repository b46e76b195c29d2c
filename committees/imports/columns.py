"""The columns of a register sheet: for reading, for the template, and for the export. Pure.

A column is found by the name in its head, in any order. What an empty cell says: nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from committees.imports.container import BadFile
from committees.imports.values import key_of
from committees.imports.workbooks import Cell, Line

HEAD_WITHIN = 10
"""The head stands in one of the first so many lines; above it there may be a title."""


@dataclass(frozen=True)
class Column:
    """`also`: other heads it is known under; `text`: cells Excel must not calculate with."""

    key: str
    title: str
    also: tuple[str, ...] = ()
    text: bool = False
    hint: str = ""
    example: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("estate", "小区", ("小区名称", "住宅小区"), hint="只有一个小区的可以不填。",
           example="清和苑"),
    Column("building", "楼号", ("楼", "楼栋", "楼栋号", "幢号", "栋号", "号楼"), text=True,
           hint="必填。写 3 或者 3号楼。", example="3"),
    Column("room", "室号", ("室", "房号", "房间号", "室/房号"), text=True, hint="必填。",
           example="502"),
    Column("name", "姓名", ("居民姓名", "人员姓名", "名字"), hint="必填。", example="张文娟"),
    Column("kinship", "与户主关系", ("与户主的关系", "户主关系", "关系", "家庭关系"),
           hint="户主、配偶、子女、儿媳女婿、父母、孙辈、祖辈、兄弟姐妹、租住、住家保姆、其他。",
           example="户主"),
    Column("sex", "性别", hint="女或男。有身份证号的可以不填。", example="女"),
    Column("born_on", "出生日期", ("出生年月日", "生日", "出生", "出生年月"), text=True,
           hint="写 1956-01-13。有身份证号的可以不填。", example="1956-01-13"),
    Column("id_kind", "证件类型", ("证件种类", "证件", "证件名称"),
           hint="不填当作居民身份证。也可以是：港澳台居民居住证、护照、没有证件。",
           example="居民身份证"),
    Column("id_number", "证件号", ("身份证号", "身份证", "身份证号码", "证件号码", "公民身份号码"),
           text=True, hint="18 位。这一列已设成文本，请不要改格式。"),
    Column("phone", "电话", ("手机", "手机号", "联系电话", "手机号码", "电话号码", "联系方式"),
           text=True, hint="11 位手机号，或者带区号的座机。一格只写一个。", example="021-00000000"),
    Column("place", "户籍", ("户口", "户籍情况", "户籍类型", "户籍性质"),
           hint="人户一致、本居委会、本街道、本市、外省市、没有户口。", example="人户一致"),
    Column("address", "户籍地址", ("户口地址", "户籍所在地", "户口所在地"), hint="可不填。"),
    Column("labels", "关爱类别", ("关爱", "人员类别", "类别", "重点人群"),
           hint="几个类别用顿号隔开。残疾写明类别和等级：残疾（肢体二级）。", example="独居老人"),
    Column("guardian", "监护人", ("监护人姓名",), hint="困境儿童等未成年人填：谁同意登记的。"),
    Column("note", "备注", ("说明", "其他情况"), hint="可不填，最多 500 个字。"),
)  # fmt: skip
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}
DOOR = Column(
    "door",
    "门牌",
    ("门牌号", "楼号-室号", "楼室号", "楼号室号", "住址", "地址", "现住址", "家庭住址"),
)
"""Instead of building and room: 「3-502」."""
PROBLEM = "问题"
"""Column of the file that is given back; on its way in again it says nothing."""

_HEADS = {
    key_of(word): column.key for column in (*COLUMNS, DOOR) for word in (column.title, *column.also)
}
_DECORATION = str.maketrans("", "", "*＊:：")


@dataclass(frozen=True)
class Head:
    """Where the columns stand on this sheet. `line`: number of the head's own line."""

    line: int
    places: Mapping[str, int]
    titles: Mapping[int, str]
    ignored: tuple[str, ...]

    def cell(self, line: Line, key: str) -> Cell | None:
        """The cell of a column; None when it is empty or there is no such column."""
        place = self.places.get(key)
        cell = None if place is None else line.cells.get(place)
        return cell if cell and (cell.fault or cell.text.strip()) else None

    def title(self, key: str) -> str:
        """The column's head as it stands on the sheet."""
        place = self.places.get(key)
        return self.titles[place] if place is not None else BY_KEY[key].title


def read_head(lines: list[Line]) -> Head:
    """The line that names the person and most other columns; the first of several like it.

    So 「地址 · 姓名」 above 「楼号 · 室号 · 姓名」 is only its first half.
    BadFile when there is none, when a needed column is missing, and when one stands there twice.
    """
    best: tuple[int, Line, dict[int, str]] | None = None
    for line in lines[:HEAD_WITHIN]:
        found = {place: _column(cell) for place, cell in line.cells.items()}
        known = len({key for key in found.values() if key})
        if "name" in found.values() and known > (best[0] if best else 1):
            best = (known, line, found)
    if best is None:
        raise BadFile("没有找到表头。第 1 行要有“楼号”“室号”“姓名”这几列，可以先下载模板。")
    return _checked(best[1], best[2])


def _column(cell: Cell) -> str:
    plain = key_of(cell.text.translate(_DECORATION))
    for shorter in (plain, plain.partition("(")[0]):
        if key := _HEADS.get(shorter):
            return key
    return ""


def _checked(line: Line, found: Mapping[int, str]) -> Head:
    places: dict[str, int] = {}
    for place, key in found.items():
        if key in places:
            raise BadFile(f"“{_title(line, place)}”这一列出现了两次，请只留一列。")
        if key:
            places[key] = place
    for needed in ("building", "room"):
        if needed not in places and "door" not in places:
            raise BadFile(f"缺“{BY_KEY[needed].title}”这一列。可以先下载模板。")
    titles = {place: _title(line, place) for place in found}
    ignored = tuple(
        titles[place] for place, key in found.items() if not key and titles[place] != PROBLEM
    )
    return Head(line.number, places, titles, ignored)


def _title(line: Line, place: int) -> str:
    return " ".join(line.cells[place].text.split())[:20]
