"""A table saved from Excel or WPS, read with suspicion. Pure: bytes in, cells and faults out.

Takes UTF-8 with or without its mark, UTF-16 and GBK; commas, tabs or semicolons. Anything that
cannot be a table of text is `BadTable` with the sentence for the screen.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiedao.common.chinese import tidy
from jiedao.common.sheets import unguarded

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
FORMULA_STARTS = ("=", "+", "-", "@")
_UNPACKED_FIRST = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",\t;，"


class BadTable(ValueError):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line of the sheet; the head is line 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.reason}"


@dataclass(frozen=True)
class Row:
    """The cells of one line by column name; a missing column is a missing key."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]
    """Heads of columns nobody asked for."""


def read_table(
    content: bytes, columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> Table:
    """Read `content`; `columns` maps a name to the heads it may stand under, all in one form."""
    lines = _cells(_text(content))
    if not lines:
        raise BadTable("这个文件是空的。")
    heads = {head.lower(): name for name, words in columns.items() for head in (name, *words)}
    first = [tidy(cell) for cell in lines[0][1]]
    names = [heads.get(head.lower(), "") for head in first]
    _check_head(names, columns, required)
    rows, faults = [], []
    for line, cells in lines[1:]:
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            faults.append(Fault(line, "这一行比表头多出一格，请看看是不是多了逗号。"))
            continue
        pairs = zip(names, cells, strict=False)
        rows.append(Row(line, {name: unguarded(cell.strip()) for name, cell in pairs if name}))
    ignored = tuple(head for head, name in zip(first, names, strict=True) if head and not name)
    return Table(tuple(rows), tuple(faults), ignored)


def _check_head(
    names: Sequence[str], columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> None:
    for name in required:
        if name not in names:
            raise BadTable(f"第 1 行要有“{columns[name][0]}”这一列。可以先下载模板。")
    for name in names:
        if name and names.count(name) > 1:
            raise BadTable(f"“{columns[name][0]}”这一列出现了两次。")


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadTable(f"文件太大了，最多 {MOST_BYTES // 1_000_000} MB。")
    if content.startswith(_UNPACKED_FIRST):
        raise BadTable("请在 Excel 里另存为“CSV（逗号分隔）”，再选那个文件。")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable("文件里的文字看不懂，请另存为“CSV UTF-8”再选一次。")


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """(row of the sheet, cells) of every row that holds anything."""
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadTable(f"第 {line} 行有看不懂的字符，请在 Excel 里重新另存一次。")
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                found.append((number, cells))
            if len(found) > MOST_ROWS + 1:
                raise BadTable(f"一次最多 {MOST_ROWS} 行，请分几次传。")
    except csv.Error:
        raise BadTable(f"第 {reader.line_num} 行的引号不成对，请看一下。") from None
    return found
