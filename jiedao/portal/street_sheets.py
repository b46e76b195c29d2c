"""The street's tables for Excel."""

from typing import Any

from django.utils import timezone

from committees.indicators.states import IndicatorKey
from jiedao.common.sheets import Cell as SheetCell
from jiedao.portal.heat import Cell
from jiedao.portal.indicators import Figures

Sheet = tuple[list[str], list[list[SheetCell]]]


def overview_sheet(figures: Figures) -> Sheet:
    """One row for each committee in the street's order; a share also as its two numbers."""
    head = ["居委会", "片区", "电话"]
    for indicator in figures.indicators:
        head.append(indicator.name)
        if indicator.key == IndicatorKey.MANNED:
            head += ["有人的班次", "全部班次"]
    head += ["情况", "要留意的", "最近联系"]
    rows = sorted(figures.rows, key=lambda row: (row.committee.order, row.committee.pk))
    return head, [
        [
            row.committee.name,
            row.committee.zone,
            row.committee.phone,
            *(value for cell in row.cells for value in _values(cell)),
            row.level.words,
            "；".join(cell.reason for cell in row.flagged),
            timezone.localdate(row.contacted_at) if row.contacted_at else None,
        ]
        for row in rows
    ]


def _values(cell: Cell) -> list[SheetCell]:
    if cell.key == IndicatorKey.MANNED:
        return [cell.words, cell.value, cell.whole]
    return [cell.value]


def meeting_sheet(lines: list[dict[str, Any]], a_year: int) -> Sheet:
    """The representatives' meetings of a year: a date for each one asked for."""
    head = [
        "居委会",
        "开过几次",
        "还差几次",
        *(f"第 {n + 1} 次" for n in range(a_year)),
    ]
    return head, [
        [
            line["committee"].name,
            len(line["held"]),
            line["missing"],
            *(_day(line["held"], n) for n in range(a_year)),
        ]
        for line in lines
    ]


def _day(meetings: list[Any], place: int) -> SheetCell:
    return timezone.localdate(meetings[place].starts_at) if place < len(meetings) else None
