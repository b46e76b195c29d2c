"""What people type into a cell, and what becomes of it: a table of hostile values."""

from collections.abc import Callable
from datetime import date

import pytest

from committees.imports.columns import read_head
from committees.imports.container import BadFile
from committees.imports.labels import Kind, Kinds, Label, label_words
from committees.imports.models import Batch
from committees.imports.persons import read_person
from committees.imports.reading import read_table
from committees.imports.shown import wrong_cells
from committees.imports.values import (
    day_of_serial,
    read_day,
    read_name,
    read_number,
    read_phone,
    words_of,
)
from committees.imports.workbooks import Cell, column_letters, column_number
from jiedao.common.sheets import csv_text
from tests.committees.imports.conftest import id_number, row

TODAY = date(2026, 11, 23)


def text(words: str) -> Cell:
    return Cell(words)


def number(digits: str) -> Cell:
    return Cell(digits, number=True)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (text("2023-01-01"), date(2023, 1, 1)),
        (text("2023/1/1"), date(2023, 1, 1)),
        (text("2023.1.1"), date(2023, 1, 1)),
        (text("2023年1月1日"), date(2023, 1, 1)),
        (text("２０２３年１月１日"), date(2023, 1, 1)),
        (text("20230101"), date(2023, 1, 1)),
        (text("2023-01-01 00:00:00"), date(2023, 1, 1)),
        (number("44927"), date(2023, 1, 1)),
        (number("44927.0"), date(2023, 1, 1)),
        (text("44927"), date(2023, 1, 1)),
        (number("59"), date(1900, 2, 28)),
        (number("61"), date(1900, 3, 1)),
        (number("19560113"), date(1956, 1, 13)),
        (text("2024-02-29"), date(2024, 2, 29)),
    ],
)
def test_days_that_are_understood(cell: Cell, day: date):
    assert read_day(cell, today=TODAY) == day


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (number("60"), "1900年2月29日"),
        (number("0"), "不是日期"),
        (number("44927.5"), "没看懂"),
        (text("2024/2/30"), "没有 2024年2月30日"),
        (text("2023-2-29"), "没有 2023年2月29日"),
        (text("45.5.1"), "写全四位"),
        (text("45-5-1"), "写全四位"),
        (text("民国34年5月1日"), "1945 年"),
        (text("民国元年"), "1912 年"),
        (text("13/1/1956"), "没看懂"),
        (text("1956"), "只写了年份"),
        (number("1956"), "只写了年份"),
        (text("1956年1月"), "没看懂"),
        (text("农历正月初一"), "公历"),
        (text("1899-12-31"), "1900 年以前"),
        (text("2026-11-24"), "今天以后"),
    ],
)
def test_days_that_are_refused_and_never_moved(cell: Cell, why: str):
    with pytest.raises(ValueError, match=why):
        read_day(cell, today=TODAY)


def test_days_counted_from_1904():
    assert day_of_serial(43465, since_1904=True) == date(2023, 1, 1)


VALID = "11010519491231002X"


@pytest.mark.parametrize(
    "typed",
    [VALID, VALID.lower(), "１１０１０５１９４９１２３１００２Ｘ", f" {VALID[:6]} {VALID[6:]} ",
     f"'{VALID}", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", f"\u202e{VALID}\u200b", "110105491231002"],
)  # fmt: skip
def test_one_identity_however_it_is_typed(typed: str):
    assert read_number(text(typed), "") == ("identity", VALID)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (text("3.1E+17"), "已被 Excel 损坏，请设为文本格式"),
        (number("3.10113195601010E+17"), "已被 Excel 损坏，请设为文本格式"),
        (number("310113195601010000"), "已被 Excel 损坏，请设为文本格式"),
        (text("310113195601010000"), "已被 Excel 损坏，请设为文本格式"),
        (text("110105194912310021"), "校验位不对"),
        (text("11010519491231002"), "18 位"),
        (text("110105194913310025"), "."),
    ],
)
def test_numbers_that_are_damaged(cell: Cell, why: str):
    with pytest.raises(ValueError, match=why):
        read_number(cell, "")


def test_the_permit_of_hong_kong_macao_and_taiwan_is_known_by_its_place():
    number = id_number(2, place="810000")

    assert read_number(text(number), "") == ("permit", number)
    with pytest.raises(ValueError, match="居住证"):
        read_number(text(number), "identity")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("𠮷野", "𠮷野"),
        ("张\u200b文\u202e娟", "张文娟"),
        ("　张 文娟　", "张 文娟"),
        ("Ａnna", "Anna"),
        ("㐀", "㐀"),
    ],
)
def test_names_in_one_form(typed: str, name: str):
    assert read_name(text(typed)) == name


@pytest.mark.parametrize("typed", ["\u200b\u200b", "长" * 51, "123", "——"])
def test_what_is_no_name(typed: str):
    with pytest.raises(ValueError, match=r"."):
        read_name(text(typed))


def test_numbers_are_read_as_they_look_on_the_sheet():
    assert [words_of(number(raw)) for raw in ("502", "502.0", "5.02E2", "1.5")] == [
        "502", "502", "502", "1.5",
    ]  # fmt: skip
    assert read_phone(number("10000000001")) == "10000000001"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10000000001.0", "10000000001"),
        ("1.0000000001E+10", "10000000001"),
        ("１０００００００００１.0", "10000000001"),
        ("'10000000001", "10000000001"),
    ],
)
def test_a_telephone_another_program_took_for_a_number(typed: str, read: str):
    assert read_phone(text(typed)) == read


@pytest.mark.parametrize("typed", ["1E+10", "1.38E+10", "1.0000000E+10"])
def test_a_telephone_that_lost_its_last_digits_is_not_filled_up_with_zeros(typed: str):
    with pytest.raises(ValueError, match="后几位没有了，请把这一列设成文本再照原样写"):
        read_phone(text(typed))


@pytest.mark.parametrize("typed", ["310113195601010000.0", "110105194912310025.0"])
def test_an_identity_number_that_went_through_a_float_is_damaged_even_if_it_fits(typed: str):
    with pytest.raises(ValueError, match="已被 Excel 损坏"):
        read_number(text(typed), "")


def test_columns_have_letters():
    for place, letters in ((0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")):
        assert (column_letters(place), column_number(letters)) == (letters, place)


# Lines

KINDS = Kinds(
    [
        Kind(1, "独居老人", "", False, False, False, 12),
        Kind(2, "残疾", "disability", True, True, False, 12),
        Kind(3, "失能半失能", "words", False, True, False, 6),
        Kind(4, "困境儿童", "", False, False, True, 6),
    ]
)


def reasons(head: list[str], *cells: str) -> list[str]:
    lines = list(read_table(csv_text(head, [cells]).encode()).lines)
    _, problems = read_person(lines[1], read_head(lines), KINDS, today=TODAY)
    return [f"{problem.cell} {problem}" for problem in problems]


def test_columns_are_found_by_name_in_any_order_and_under_other_names():
    head = ["联系电话", "姓 名", "现住址", "身份证号码", "没人要的列"]
    lines = list(
        read_table(csv_text(head, [["", "张文娟", "三号楼502", id_number(2), "x"]]).encode()).lines
    )

    found = read_head(lines)
    person, problems = read_person(lines[1], found, KINDS, today=TODAY)

    assert (person.door, person.sex, problems) == ("3-502", "female", [])
    assert found.ignored == ("没人要的列",)


def test_a_title_above_the_head_does_not_hide_it():
    content = "东苑小区居民登记表\n\n楼号,室号,姓名\n3,502,张文娟\n".encode()

    assert read_head(list(read_table(content).lines)).line == 3


def test_of_a_head_of_two_lines_the_fuller_one_counts():
    content = "地址,,姓名\n楼号,室号,姓名\n3.0,502.0,张文娟\n".encode()
    lines = list(read_table(content).lines)

    found = read_head(lines)
    person, problems = read_person(lines[2], found, KINDS, today=TODAY)

    assert (found.line, person.door, problems) == (2, "3-502", [])


@pytest.mark.parametrize(
    "head", [["姓名"], ["楼号", "姓名"], ["姓名", "楼号", "室号", "姓名"], ["a", "b"]]
)
def test_a_head_that_lacks_a_column_or_has_one_twice_is_refused(head: list[str]):
    lines = list(read_table(csv_text(head, [head]).encode()).lines)
    with pytest.raises(BadFile):
        read_head(lines)


def test_every_wrong_cell_is_named_with_its_address():
    head = ["楼号", "室号", "姓名", "身份证号"]

    assert reasons(head, "", "502", "", "310113195601010000") == [
        "A2 第 2 行“楼号”是空的。",
        "C2 第 2 行“姓名”是空的。",
        "D2 第 2 行“身份证号”：身份证号已被 Excel 损坏，请设为文本格式，再照证件写一遍。",
    ]


def test_what_the_card_says_and_the_sheet_does_not_is_a_problem():
    head = ["门牌", "姓名", "证件号", "出生日期", "性别"]

    found = reasons(head, "3-502", "张文娟", id_number(2), "1957-01-01", "男")

    assert [one[:2] for one in found] == ["D2", "E2"]


def test_an_older_child_of_a_kind_for_minors_still_needs_the_guardian():
    head = ["门牌", "姓名", "出生日期", "关爱类别"]

    assert "监护人" in reasons(head, "3-502", "小明", "2010-05-13", "困境儿童")[0]
    assert reasons(head, "3-502", "小明", "2000-05-13", "独居老人") == []


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("独居、残疾人（肢体2级）", [Label(1), Label(2, "limbs", 2)]),
        ("残疾(视力、一级) 独居老人".replace(" ", "，"), [Label(2, "sight", 1), Label(1)]),
        ("失能（卧床，要人翻身）", [Label(3, words="卧床，要人翻身")]),
        ("无", []),
    ],
)
def test_labels_are_taken_apart(typed: str, labels: list[Label]):
    assert KINDS.read(typed) == labels
    assert (
        KINDS.read("、".join(label_words(KINDS.by_pk[one.kind], one) for one in labels)) == labels
    )


@pytest.mark.parametrize("typed", ["残疾", "残疾（肢体）", "失能", "信访户", "（"])
def test_labels_without_what_they_need_are_refused(typed: str):
    with pytest.raises(ValueError, match=r"."):
        KINDS.read(typed)


# In the register


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "cell"),
    [
        ({"小区": "没有的"}, "A2"),
        ({"楼号": "9"}, "B2"),
        ({"室号": "701"}, "C2"),
    ],
)
def test_what_the_committee_does_not_have_is_named(
    bring_rows: Callable[..., Batch], more: dict[str, str], cell: str
):
    batch = bring_rows(row("张文娟", **more))

    assert [one.cell for one in wrong_cells(batch)] == [cell]


@pytest.mark.django_db
def test_one_person_on_two_lines_and_two_heads_at_one_door_are_named(
    bring_rows: Callable[..., Batch],
):
    batch = bring_rows(
        row("张文娟", 证件号=id_number(2), 与户主关系="户主"),
        row("张文绢", "3-601", 证件号=id_number(2)),
        row("李建国", 与户主关系="户主"),
        row("张文娟"),
    )

    assert [one.words[:20] for one in wrong_cells(batch)] == [
        "第 3 行“证件号”：和第 2 行是同一个人。"[:20],
        "第 4 行“与户主关系”：第 2 行已经是这个"[:20],
        "第 5 行“姓名”：和第 2 行是同一个人。"[:20],
    ]
