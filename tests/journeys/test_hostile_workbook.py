"""A workbook full of traps goes back with its reasons; the right one is found by pinyin."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from committees.imports.container import MACROS
from committees.residents.models import Resident
from committees.territory.models import Estate
from tests.cast import Cast
from tests.committees.imports.conftest import HEAD, estate, id_number, row, sheet
from tests.journeys.axe import FACES, assert_sound
from tests.journeys.conftest import SignedIn

__all__ = ["estate"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RED = "FFFDE3E1"
FORMULA = "=HYPERLINK(A1)"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
"""What an input method types that was left in full width."""

ZHANG = row("张文娟", 证件号=id_number(1).translate(WIDE), 电话="１００００００００１１")
TRAPS = {
    "I3": "已被 Excel 损坏，请设为文本格式",
    "D4": "是公式，没有算出来的结果，请改成数值再传",
    "G5": "没有 2024年2月30日",
    "D6": "是空的",
    "B7": "没有 9 号楼",
    "I8": "校验位不对",
    "J9": "电话",
}


def hostile() -> bytes:
    """One good line in full width, then a trap in each line."""
    wrong_end = id_number(8)[:-1] + ("1" if id_number(8)[-1] != "1" else "2")
    lines = [
        ZHANG,
        row("李建国", "3-101", 证件号=3.10113195601010e17),
        row(FORMULA, "3-102"),
        row("陈秀英", "3-201", 出生日期="2024/2/30"),
        row("", "3-202"),
        row("何家宝", "9-301"),
        row("孙玉兰", "5-302", 证件号=wrong_end),
        row("马志强", "5-401", 电话="100-CALL-ME"),
    ]
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEAD)
    for line in lines:
        page.append([line.get(word) for word in HEAD])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mended() -> bytes:
    """The same people, put right."""
    doors = ("3-101", "3-102", "3-201", "3-202", "5-301", "5-302", "5-401")
    names = ("李建国", "王小妹", "陈秀英", "周家栋", "何家宝", "孙玉兰", "马志强")
    others = (
        row(name, door, 证件号=id_number(number))
        for number, (name, door) in enumerate(zip(names, doors, strict=True), start=2)
    )
    return sheet(ZHANG, *others)


def upload(page: Page, content: bytes, name: str = "住户.xlsx") -> None:
    file: Any = {"name": name, "mimeType": XLSX, "buffer": content}
    page.get_by_label("文件").set_input_files(file)
    page.get_by_role("button", name="上传核对").click()


def test_a_hostile_workbook_comes_back_with_reasons_and_the_right_one_is_found(
    cast: Cast, estate: Estate, signed_in: SignedIn
) -> None:
    page = signed_in(cast.east_director)
    page.goto("/imports/")
    assert_sound(page, FACES)
    page.get_by_role("link", name="上传表格").click()

    upload(page, hostile(), "住户.xlsm")
    expect(page.locator(".error-summary")).to_contain_text(MACROS)
    assert_sound(page, FACES)

    upload(page, hostile())
    expect(page.get_by_role("heading", level=2).first).to_have_text("1 行可导入，7 行有问题")
    for cell, reason in TRAPS.items():
        line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=cell))
        expect(line).to_contain_text(reason)
    assert_sound(page, FACES)
    assert red_cells(page) == {f"{cell[0]}{line}" for line, cell in enumerate(TRAPS, 2)}

    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("还有 7 行有问题")
    assert not Resident.objects.exists()

    page.get_by_role("link", name="换一份表格").click()
    upload(page, mended(), "住户改好.xlsx")
    expect(page.get_by_role("heading", level=2).first).to_have_text("8 行可导入")
    assert_sound(page, FACES)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator(".done-bar")).to_contain_text("写入 8 人")
    assert_sound(page, FACES)

    page.locator(".site-head").get_by_role("link", name="查找").click()
    page.get_by_role("searchbox").fill("zhangwenjuan")
    page.locator("main").get_by_role("button", name="查找").click()
    expect(page.locator("main")).to_contain_text("张文娟")
    assert_sound(page, FACES)
    page.locator("main").get_by_role("link", name="502 室").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("502")
    assert Resident.objects.get(name="张文娟").id_number == id_number(1)


def red_cells(page: Page) -> set[str]:
    """Which cells are red in the file that is given back."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载有问题的行").click()
    lines = load_workbook(io.BytesIO(taken.value.path().read_bytes())).worksheets[0].iter_rows()
    return {cell.coordinate for line in lines for cell in line if cell.fill.fgColor.rgb == RED}
