"""A table of either kind as its lines: .xlsx, or CSV in UTF-8, UTF-16 or GB18030. Pure."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from committees.imports.container import OLE, ZIP, BadFile
from committees.imports.workbooks import MOST_COLUMNS, Cell, Line, read_workbook
from jiedao.common.sheets import unguarded

DELIMITERS = ",\t;"
CSV_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n", "'＝", "'＋", "'－", "'＠", "''")
NO_TABLE = "这不是表格（{}）。请选 Excel 工作簿（.xlsx）或者 CSV。"
WEB_PAGE = "这是改了名字的网页，有的系统导出的就是这样。请用 Excel 打开，另存为 .xlsx 再传。"
_OTHERS = ((b"%PDF", "PDF"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "照片"), (b"{\\rtf", "文档"))
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<style")
UNSTORABLE = "里有看不懂的字符，请删掉重新写"


class Table(NamedTuple):
    """`since_1904` says how a workbook counts days; a CSV counts none."""

    lines: Iterator[Line]
    since_1904: bool


def read_table(content: bytes) -> Table:
    """Lines that hold anything, in order. BadFile, at once or on the way, when it is no table."""
    if not content:
        raise BadFile("这个文件是空的，请重新选一个。")
    if content.startswith((ZIP, OLE, b"PK")):
        found = read_workbook(content)
        since_1904 = next(found)
        lines = (_storable(line) for line in found if isinstance(line, Line))
        return Table(lines, since_1904 is True)
    _refuse_what_is_no_table(content)
    return Table(map(_storable, _csv_lines(_decoded(content))), since_1904=False)


def _refuse_what_is_no_table(content: bytes) -> None:
    for begins, what in _OTHERS:
        if content.startswith(begins):
            raise BadFile(NO_TABLE.format(what))
    if content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        raise BadFile(WEB_PAGE)


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def _decoded(content: bytes) -> str:
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if utf_16 else ["utf-8-sig", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("文件里的文字看不懂。请另存为 .xlsx，或者“CSV UTF-8”，再传一次。")


def _csv_lines(text: str) -> Iterator[Line]:
    """Numbered as the sheet shows them: one number for each record, however many lines it has."""
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True
    )
    number = 0
    try:
        for number, words in enumerate(reader, 1):
            cells = {
                place: Cell(_plain(word)) for place, word in enumerate(words[:MOST_COLUMNS]) if word
            }
            if cells:
                yield Line(number, cells)
    except csv.Error:
        raise BadFile(f"第 {number + 1} 行的引号不成对，或者一格太长，请看一下。") from None


def _plain(word: str) -> str:
    """Without the sign that keeps Excel from calculating it (`sheets.csv_text`)."""
    return unguarded(word) if word.startswith(CSV_GUARDED) else word


def _storable(line: Line) -> Line:
    """NUL and half characters are named as a fault of their cell: no database keeps them."""
    bad = [place for place, cell in line.cells.items() if _is_unstorable(cell.text)]
    return line._replace(cells=line.cells | {place: Cell("", fault=UNSTORABLE) for place in bad})


def _is_unstorable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= char <= "\udfff" for char in text)
