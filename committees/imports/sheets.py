"""The template, and the file that is given back with what was wrong marked in it."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from committees.imports.columns import COLUMNS, PROBLEM, Column
from committees.imports.keeping import unpacked
from committees.imports.models import Batch, BatchRow
from committees.imports.states import Outcome
from jiedao.common.sheets import MAX_CELL, new_book

ROWS_AS_TEXT = 5_000
"""Lines of the template whose cells are set to text, so that Excel leaves numbers alone."""
TEXT_FORMAT = 49
"""Built into Excel: text, whatever is typed."""
LINES = (
    "一人一行，同一门牌的人算一户。列的先后可以换，不要的列可以删。",
    "空着的格子不会改动已经登记的资料。请从第一张表的第 2 行开始填。",
)


def template(
    columns: Sequence[Column] = COLUMNS, *, name: str = "住户", lines: Sequence[str] = LINES
) -> bytes:
    """An empty sheet with its head, every cell set to text; a second one says how to fill it in."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    text = book.add_format({"num_format": TEXT_FORMAT})
    looks = {"bold": True, "bottom": 1, "bg_color": "#E7EEF5"}
    head = book.add_format({**looks, "num_format": TEXT_FORMAT})
    sheet = book.add_worksheet(name)
    for x, column in enumerate(columns):
        sheet.write_string(0, x, column.title, head)
        sheet.set_column(x, x, 22 if column.text or column.key in ("labels", "note") else 13, text)
    sheet.freeze_panes(1, 0)
    _explain(book.add_worksheet("填写说明"), book, columns, lines)
    book.close()
    return buffer.getvalue()


def _explain(sheet: Any, book: Any, columns: Sequence[Column], lines: Sequence[str]) -> None:
    bold, wrap = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for y, line in enumerate(lines):
        sheet.write_string(y, 0, line)
    for x, word in enumerate(("列", "怎么填", "例子")):
        sheet.write_string(3, x, word, bold)
    for y, column in enumerate(columns, 4):
        for x, words in enumerate((column.title, column.hint, column.example)):
            sheet.write_string(y, x, words, wrap)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 18)


def problem_file(batch: Batch) -> bytes:
    """The wrong lines as they were, their wrong cells in red, and the reasons in a last column.

    Put right, it can be brought as it is: every cell is text, the last column says nothing.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    sheet = book.add_worksheet("有问题的行")
    text = book.add_format({"num_format": TEXT_FORMAT})
    red = book.add_format({"num_format": TEXT_FORMAT, "bg_color": "#FDE3E1", "border": 1})
    head = book.add_format({"bold": True, "bottom": 1, "num_format": TEXT_FORMAT})
    wide = book.add_format({"num_format": TEXT_FORMAT, "text_wrap": True, "font_color": "#9B1C1C"})
    places = {place: x for x, (place, _title) in enumerate(batch.head)}
    titles = {title: x for x, (_place, title) in enumerate(batch.head)}
    for x, (_place, title) in enumerate(batch.head):
        sheet.write_string(0, x, title, head)
        sheet.set_column(x, x, 16, text)
    last = len(places)
    sheet.write_string(0, last, PROBLEM, head)
    sheet.set_column(last, last, 70)
    for y, row in enumerate(_bad_rows(batch), 1):
        named = [titles.get(title) for _cell, title, _words in row["problems"]]
        wrong = {x for x in named if x is not None}
        for place, words in row.get("raw", {}).items():
            there = places.get(int(place))
            if there is not None and words:
                style = red if there in wrong else text
                sheet.write_string(y, there, words[:MAX_CELL], style)
        for x in wrong:
            if not row.get("raw", {}).get(str(batch.head[x][0])):
                sheet.write_blank(y, x, None, red)
        reasons = "\n".join(words for _cell, _title, words in row["problems"])
        sheet.write_string(y, last, reasons[:MAX_CELL], wide)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _bad_rows(batch: Batch) -> Iterable[Any]:
    rows = BatchRow.objects.filter(batch=batch, outcome=Outcome.BAD).order_by("number")
    return (unpacked(row.sealed) for row in rows.iterator(chunk_size=500))
