"""Tables for Excel. What people typed stays text: no cell of ours ever becomes a formula (D1)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from django.utils import timezone

Cell = str | int | float | Decimal | bool | date | datetime | None

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
MAX_CELL = 32_767
"""Characters in one cell; Excel's own limit."""
MAX_EXACT = 10**15
"""Excel rounds longer integers, so they are written as text."""
NARROWEST, WIDEST = 8, 48
LONGEST_MARK = 200
"""Characters above and below a page; Excel takes 255 with its own signs."""


def new_book(buffer: io.BytesIO) -> Any:
    """An empty workbook of xlsxwriter, in which a string stays a string."""
    import xlsxwriter  # long to load, used rarely

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(buffer, options)


def workbook(
    title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: str = ""
) -> bytes:
    """One sheet named `title` with a frozen head. Strings are written as strings, days as days.

    `mark` is printed above and below every page: who took it, when, and that it stays inside.
    """
    table = [list(row) for row in rows]
    buffer = io.BytesIO()
    book = new_book(buffer)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "表")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"})
    for x, words in enumerate(head):
        sheet.write_string(0, x, words, bold)
        sheet.set_column(x, x, _width([words, *(row[x] for row in table)]))
    for y, row in enumerate(table, 1):
        for x, cell in enumerate(row):
            _write(sheet, y, x, cell, wrap, day, instant)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if mark:
        plain = mark.replace("&", "&&")[:LONGEST_MARK]
        sheet.set_header(f"&C{plain}")
        sheet.set_footer(f"&L{plain}&R&P / &N")
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, y: int, x: int, cell: Cell, wrap: Any, day: Any, instant: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(y, x, _naive(cell), instant)
    elif isinstance(cell, date):
        sheet.write_datetime(y, x, cell, day)
    elif _is_number(cell):
        sheet.write_number(y, x, cell, wrap)
    elif words := _words(cell):
        sheet.write_string(y, x, words[:MAX_CELL], wrap)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return False
    return -MAX_EXACT < cell < MAX_EXACT  # not for NaN and infinity, which Excel does not know


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return str(_naive(cell)) if isinstance(cell, datetime) else str(cell)


def _naive(at: datetime) -> datetime:
    return timezone.make_naive(at) if timezone.is_aware(at) else at


def _width(column: Iterable[Cell]) -> int:
    longest = max(
        (_columns(line) for cell in column for line in _words(cell).splitlines()), default=0
    )
    return min(max(longest + 2, NARROWEST), WIDEST)


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


# CSV

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠'")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV with a byte order mark, so that Excel reads Chinese.

    Text that Excel would calculate gets a `'` in front; `unguarded` takes exactly that off.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerows([_guarded(cell) for cell in row] for row in [head, *rows])
    return out.getvalue()


def _guarded(cell: Cell) -> str:
    words = _words(cell)
    return f"'{words}" if isinstance(cell, str) and words.startswith(_DANGEROUS) else words


def unguarded(cell: str) -> str:
    """The value `csv_text` was given for `cell`."""
    return cell.removeprefix("'")
