"""A workbook as its cells, streamed: what was typed, not what a library makes of it. Pure.

openpyxl turns a serial into a day before anybody can refuse day 60, and cannot tell a line end
from the text `_x000D_`; so the few parts that matter are read here. Values only: a formula counts
as the result it was saved with (D2). No document type is allowed, hence no entities (D4).
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

from committees.imports.container import (
    BROKEN,
    MACROS,
    NO_WORKBOOK,
    TOO_LARGE,
    BadFile,
    chunks,
    opened,
)

MOST_TEXT = 40_000_000
"""Characters of all shared texts together."""
MOST_COLUMNS = 100
"""Cells further right are not read."""
LONGEST_CELL = 32_767
"""Excel's own limit."""


class Cell(NamedTuple):
    """What a cell says. `number`: stored as a number (`text` is its digits as stored);
    `dated`: a number shown as a day; `fault`: it cannot be used, and why."""

    text: str
    number: bool = False
    dated: bool = False
    fault: str = ""


class Line(NamedTuple):
    """A line that holds anything: its number on the sheet, and its cells by column, from 0.

    `hidden`: Excel does not show it, because it was filtered out or put out of sight.
    """

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


class Book(NamedTuple):
    """The first sheet people see. `since_1904`: days are counted as on old Macintosh computers."""

    lines: Iterator[Line]
    since_1904: bool


def read_workbook(content: bytes) -> Iterator[Line | bool]:
    """First whether days count from 1904, then every line of the first visible sheet."""
    with opened(content) as archive:
        types = b"".join(chunks(archive, "[Content_Types].xml"))
        if b"macroenabled" in types.lower():
            raise BadFile(MACROS)
        place = _Workbook()
        _parse(archive, _main_part(archive), place.start)
        if not place.sheets:
            raise BadFile(NO_WORKBOOK)
        base = _main_part(archive).rpartition("/")[0]
        targets = _targets(archive, _main_part(archive))
        sheet = place.first_visible()
        path = _joined(base, targets.get(sheet, ("", ""))[1])
        kinds = {kind: _joined(base, target) for kind, target in targets.values()}
        texts = _texts(archive, kinds["sharedStrings"]) if "sharedStrings" in kinds else []
        dated = _dated_styles(archive, kinds["styles"]) if "styles" in kinds else frozenset()
        yield place.since_1904
        lines = _lines(archive, path, texts, dated)
        merged = _merged(archive, path)
        yield from _filled_down(lines, merged) if merged else lines


# XML


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    raise BadFile(BROKEN)


def _feed(parser: Any, archive: zipfile.ZipFile, name: str) -> Iterator[None]:
    """Parse piece by piece, pausing after each so that the caller can hand on what it has."""
    try:
        for piece in chunks(archive, name):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, LookupError, UnicodeError):
        raise BadFile(BROKEN) from None


def _parse(
    archive: zipfile.ZipFile, name: str, start: Callable[[str, dict[str, str]], None]
) -> None:
    parser = _parser()
    parser.StartElementHandler = start
    for _ in _feed(parser, archive, name):
        pass


# Where things are


class _Workbook:
    """xl/workbook.xml: the sheets in order, and the count of days."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self.since_1904 = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if _local(name) == "sheet":
            key = next((value for word, value in given.items() if word.endswith(":id")), "")
            self.sheets.append((key, given.get("state", "visible") == "visible"))
        elif _local(name) == "workbookPr":
            self.since_1904 = given.get("date1904") in ("1", "true")

    def first_visible(self) -> str:
        for key, visible in self.sheets:
            if visible:
                return key
        raise BadFile("这个文件里没有看得见的工作表。")


def _main_part(archive: zipfile.ZipFile) -> str:
    found = [target for kind, target in _targets(archive, "").values() if kind == "officeDocument"]
    if not found:
        raise BadFile(BROKEN)
    return found[0].lstrip("/")


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part that stay inside the file: id → (kind, target)."""
    folder, _, name = part.rpartition("/")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and given.get("TargetMode") != "External":
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, given.get("Target", ""))

    _parse(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), start)
    return found


def _joined(base: str, target: str) -> str:
    """`worksheets/sheet1.xml` below xl, or a target from the top; `..` leads up inside the file."""
    parts: list[str] = []
    for part in (target if target.startswith("/") else f"{base}/{target}").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


# Texts

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """`_x000D_` is a line end, `_x005F_x000D_` the text `_x000D_` (ECMA-376, 22.9.2.19)."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


class _TextCollector:
    """Shared or inline text: the <t> of every run, but not how it is pronounced (<rPh>)."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.inside = self.spoken = False

    def start(self, tag: str) -> None:
        if tag == "rPh":
            self.spoken = True
        elif tag == "t":
            self.inside = not self.spoken

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self.spoken = False
        elif tag == "t":
            self.inside = False

    def take(self) -> str:
        text = unescaped("".join(self.parts))
        self.parts = []
        return text


def _texts(archive: zipfile.ZipFile, name: str) -> list[str]:
    collector, found, room = _TextCollector(), [], MOST_TEXT
    parser = _parser()

    def start(tag: str, _given: dict[str, str]) -> None:
        collector.start(_local(tag))

    def end(tag: str) -> None:
        nonlocal room
        local = _local(tag)
        if local == "si":
            found.append(collector.take())
            room -= len(found[-1]) + 50  # a string of Python weighs as much
            if room < 0:
                raise BadFile(TOO_LARGE)
        else:
            collector.end(local)

    def words(data: str) -> None:
        if collector.inside:
            collector.parts.append(data)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words
    for _ in _feed(parser, archive, name):
        pass
    return found


# Which numbers are days

_BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def is_day_format(code: str) -> bool:
    """`yyyy"年"m"月"` shows a day, `#,##0.00` and `General` do not."""
    plain = _QUOTED.sub("", code.partition(";")[0]).lower()
    return "general" not in plain and bool(re.search("[ymdh]", plain))


def _dated_styles(archive: zipfile.ZipFile, name: str) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a day."""
    custom: dict[str, str] = {}
    formats: list[str] = []
    inside = False

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal inside
        local = _local(tag)
        if local == "numFmt":
            custom[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif local in ("cellXfs", "cellStyleXfs"):
            inside = local == "cellXfs"
        elif local == "xf" and inside:
            formats.append(given.get("numFmtId", "0"))

    _parse(archive, name, start)
    return frozenset(style for style, key in enumerate(formats) if _is_day(key, custom.get(key)))


def _is_day(key: str, code: str | None) -> bool:
    if code is not None:
        return is_day_format(code)
    return key.isascii() and key.isdigit() and int(key) in _BUILT_IN_DAYS


# Cells

_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
NO_RESULT = "是公式，没有算出来的结果，请改成数值再传"
ERROR_VALUE = "里是 Excel 的错误提示（{}），请改好再传"


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Sheet:
    """Handlers of one sheet; whole lines gather in `ready`."""

    def __init__(self, texts: list[str], dated: frozenset[int]) -> None:
        self.texts, self.dated = texts, dated
        self.ready: list[Line] = []
        self.line = 0
        self.cells: dict[int, Cell] = {}
        self.hidden = False
        self.column = -1
        self.kind = self.style = ""
        self.formula = self.in_value = False
        self.value: list[str] = []
        self.inline = _TextCollector()

    def start(self, tag: str, given: dict[str, str]) -> None:
        local = tag if ":" not in tag else _local(tag)
        if local == "c":
            self.kind, self.style = given.get("t", "n"), given.get("s", "")
            self.formula, self.value = False, []
            place = _REFERENCE.fullmatch(given.get("r", ""))
            self.column = column_number(place[1]) if place else self.column + 1
        elif local == "v":
            self.in_value = True
        elif local == "row":
            number = given.get("r", "")
            self.line = int(number) if number.isdigit() and len(number) < 8 else self.line + 1
            self.cells, self.column = {}, -1
            self.hidden = given.get("hidden") in ("1", "true")
        elif local == "f":
            self.formula = True
        elif self.kind == "inlineStr":
            self.inline.start(local)

    def end(self, tag: str) -> None:
        local = tag if ":" not in tag else _local(tag)
        if local == "v":
            self.in_value = False
        elif local == "c":
            if self.column < MOST_COLUMNS and (cell := self._cell()) is not None:
                self.cells[self.column] = cell
            self.kind = ""
        elif local == "row":
            if self.cells:
                self.ready.append(Line(self.line, self.cells, self.hidden))
                self.cells = {}
        elif self.kind == "inlineStr":
            self.inline.end(local)

    def words(self, data: str) -> None:
        if self.in_value:
            self.value.append(data)
        elif self.kind == "inlineStr" and self.inline.inside:
            self.inline.parts.append(data)

    def _cell(self) -> Cell | None:
        value = "".join(self.value)
        if self.kind == "inlineStr":
            value = self.inline.take()
        elif self.kind == "s" and value:
            place = int(value) if value.isascii() and value.isdigit() else len(self.texts)
            if place >= len(self.texts):
                raise BadFile(BROKEN)
            value = self.texts[place]
        elif self.kind == "str":
            value = unescaped(value)
        if self.formula and not value:
            return Cell("", fault=NO_RESULT)
        if not value:
            return None
        if self.kind == "e":
            return Cell("", fault=ERROR_VALUE.format(value[:12]))
        if self.kind == "b":
            return Cell("是" if value in ("1", "true") else "否")
        if self.kind == "n":
            dated = self.style.isdigit() and int(self.style) in self.dated
            return Cell(value.strip(), number=True, dated=dated)
        return Cell(value[:LONGEST_CELL])


def _lines(
    archive: zipfile.ZipFile, path: str, texts: list[str], dated: frozenset[int]
) -> Iterator[Line]:
    sheet, parser = _Sheet(texts, dated), _parser()
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.words
    for _ in _feed(parser, archive, path):
        yield from sheet.ready
        sheet.ready.clear()


# Merged cells

_MERGED = re.compile(
    rb'<(?:[A-Za-z]+:)?mergeCell\s[^>]{0,80}?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"'
)
LONGEST_TAG = 200
MOST_MERGED = 100_000
"""Merged places of one sheet; more are looked at by nobody."""

Merged = dict[int, list[tuple[int, int]]]
"""First line → (column, last line) of every place that was merged downwards."""


def _merged(archive: zipfile.ZipFile, path: str) -> Merged:
    """Which cells stand for several lines: their list follows the lines, so it is read before."""
    found: Merged = {}
    left, kept = MOST_MERGED, b""
    for piece in chunks(archive, path):
        kept += piece
        if b"mergeCell" not in kept:
            kept = kept[-LONGEST_TAG:]
            continue
        for column, first, last in _MERGED.findall(kept):
            if int(last) > int(first) and left:
                left -= 1
                place = (column_number(column.decode()), int(last))
                if place not in (there := found.setdefault(int(first), [])):
                    there.append(place)
        kept = kept[max(kept.rfind(b"<"), len(kept) - LONGEST_TAG) :]
    return found


def _filled_down(lines: Iterator[Line], merged: Merged) -> Iterator[Line]:
    """A merged cell says its words for every line beside it, as people read it on the sheet.

    Only downwards, and only into lines that hold something: a merged title stays one cell.
    """
    standing: dict[int, tuple[int, Cell | None]] = {}
    for line in lines:
        for column, (last, cell) in list(standing.items()):
            if line.number > last:
                del standing[column]
            elif cell is not None:
                line.cells.setdefault(column, cell)
        for column, last in merged.get(line.number, ()):
            standing[column] = (last, line.cells.get(column))
        yield line
