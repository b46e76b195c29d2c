import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common.sheets import Cell, csv_text, unguarded, workbook

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "'=1", "'"]
typed = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", [*DANGEROUS, "https://example.cn", "𠮷田", "007", "{=1}"])
def test_a_string_stays_a_string(text):
    cell = read(workbook("表", ["甲"], [[text]]))["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_numbers_and_days_keep_their_kind():
    at = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
    row: list[Cell] = [1, Decimal("2.5"), date(2026, 11, 23), at, True, None, 310113195601010021]
    sheet = read(workbook("走访 [2026]/11", [str(n) for n in range(7)], [row]))
    assert [cell.value for cell in sheet[2]] == [
        1, 2.5, datetime(2026, 11, 23), datetime(2026, 11, 23, 10, 42), "是", None,
        "310113195601010021",
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert sheet.title == "走访  2026  11"


def test_a_table_without_rows_has_its_head():
    assert [cell.value for cell in read(workbook("", ["甲", "乙"], []))[1]] == ["甲", "乙"]


def test_a_very_long_text_is_cut_where_excel_ends():
    assert len(read(workbook("表", ["甲"], [["长" * 40_000]]))["A2"].value) == 32_767


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_csv_cell_never_becomes_a_formula(text):
    line = csv_text(["甲"], [[text]]).split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'")


@given(st.lists(typed, min_size=1, max_size=4))
def test_a_csv_reads_back_as_it_was(row):
    text = csv_text([f"c{n}" for n in range(len(row))], [row])
    assert text.startswith("\ufeff")
    back = list(csv.reader(io.StringIO(text[1:], newline="")))[1]
    assert [unguarded(cell) for cell in back] == row


def test_numbers_in_a_csv_are_not_guarded():
    assert csv_text(["甲"], [[-5]]).endswith("-5\r\n")
