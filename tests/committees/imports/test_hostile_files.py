"""Files that want something else than to be read (RELIABILITY §1 D)."""

import io
import resource
import zipfile
from collections.abc import Callable
from time import monotonic

import pytest
from django.utils import timezone
from openpyxl import Workbook

from committees.imports.actions import bring
from committees.imports.columns import read_head
from committees.imports.container import MACROS, TOO_LARGE, BadFile
from committees.imports.models import Batch, file_name
from committees.imports.reading import read_table
from committees.imports.workbooks import is_day_format
from committees.territory.models import Estate
from jiedao.common.errors import Refused
from tests.cast import Cast
from tests.committees.imports.conftest import row, sheet

Change = Callable[[str, bytes], bytes | None]


def rebuilt(content: bytes, change: Change, **more: bytes) -> bytes:
    """The same workbook with its parts changed, and some more of them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def same(_name: str, part: bytes) -> bytes:
    return part


def texts(content: bytes) -> list[str]:
    return [cell.text for line in read_table(content).lines for cell in line.cells.values()]


def a_sheet() -> bytes:
    return sheet(row("张文娟"))


def refusal(content: bytes) -> str:
    with pytest.raises(BadFile) as bad:
        texts(content)
    return str(bad.value)


def test_the_plain_sheet_is_read():
    assert "张文娟" in texts(a_sheet())


def test_macros_are_refused_by_their_part_and_by_the_type_of_the_file():
    with_part = rebuilt(a_sheet(), same, **{"xl/vbaProject.bin": b"\xd0\xcf"})

    def enabled(name: str, part: bytes) -> bytes:
        plain, macro = b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        return part.replace(plain, macro) if name == "[Content_Types].xml" else part

    assert refusal(with_part) == MACROS
    assert refusal(rebuilt(a_sheet(), enabled)) == MACROS


def bomb_by_size() -> bytes:
    return rebuilt(a_sheet(), same, **{"xl/big.xml": b"0" * 210_000_000})


def bomb_by_ratio() -> bytes:
    return rebuilt(a_sheet(), same, **{"xl/big.xml": b"0" * 30_000_000})


def bomb_by_entries() -> bytes:
    return rebuilt(a_sheet(), same, **{f"xl/{n}": b"" for n in range(100_000)})


def a_liar() -> bytes:
    """Its table of contents says ten bytes where thirty million wait."""
    content = bytearray(bomb_by_ratio())
    real = (30_000_000).to_bytes(4, "little")
    return bytes(content.replace(real, (10).to_bytes(4, "little")))


@pytest.mark.parametrize("bomb", [bomb_by_size, bomb_by_ratio, bomb_by_entries])
def test_a_zip_bomb_is_refused_before_anything_is_unpacked(bomb: Callable[[], bytes]):
    content = bomb()
    held, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, monotonic()

    assert refusal(content) == TOO_LARGE

    assert monotonic() - started < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 100_000  # kB


def test_a_part_that_lies_about_its_size_is_never_unpacked_further_than_it_says():
    assert "张文娟" in texts(a_liar())


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("prolog", [ENTITY, LAUGHS])
@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_no_part_may_define_entities(part: str, prolog: bytes):
    def with_type(name: str, content: bytes) -> bytes:
        return prolog + content.partition(b"?>")[2] if name == part else content

    assert "Excel" in refusal(rebuilt(a_sheet(), with_type))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        a_sheet()[:2_000],
        rebuilt(a_sheet(), lambda name, part: part[:40] if "sheet1" in name else part),
        rebuilt(a_sheet(), lambda name, part: None if "workbook.xml" in name else part),
    ],
)
def test_broken_old_and_locked_files_get_a_sentence(content: bytes):
    assert refusal(content)


def test_a_formula_counts_as_the_value_it_was_saved_with_and_is_never_calculated():
    book = Workbook()
    book.active.append(["楼号", "室号", "姓名"])
    book.active.append(["3", "502", "=CMD()"])
    out = io.BytesIO()
    book.save(out)

    cell = list(read_table(out.getvalue()).lines)[1].cells[2]

    assert (cell.text, cell.fault) == ("", "是公式，没有算出来的结果，请改成数值再传")


def test_a_merged_cell_speaks_for_every_line_beside_it():
    book = Workbook()
    page = book.active
    for line in (
        ["清和一村居民登记表"],
        ["地址", None, "姓名"],
        ["楼号", "室号", None],
        ["3", "501", "张文娟"],
        [None, None, "王大山"],
        [None, "502", "李小妹"],
        ["5", "101", "赵老"],
    ):
        page.append(line)
    for place in ("A1:C1", "A2:B2", "C2:C3", "A4:A6", "B4:B5"):
        page.merge_cells(place)
    out = io.BytesIO()
    book.save(out)

    lines = list(read_table(out.getvalue()).lines)

    said = [[line.cells[place].text for place in sorted(line.cells)] for line in lines]
    assert said[2:] == [
        ["楼号", "室号", "姓名"],
        ["3", "501", "张文娟"],
        ["3", "501", "王大山"],
        ["3", "502", "李小妹"],
        ["5", "101", "赵老"],
    ]
    assert read_head(lines).line == 3


def test_a_sheet_of_nothing_but_merged_cells_is_read_in_no_time():
    places = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n + 1) for n in range(1, 200_001, 2))

    def merged(name: str, part: bytes) -> bytes:
        if "sheet1" not in name:
            return part
        return part.replace(
            b"</worksheet>", b"<mergeCells>" + places + b"</mergeCells></worksheet>"
        )

    begun = monotonic()
    assert "张文娟" in texts(rebuilt(a_sheet(), merged))
    assert monotonic() - begun < 5


def test_lines_that_excel_does_not_show_are_counted(cast: Cast, estate: Estate):
    content = sheet(row("张文娟"), row("王大山", "3-501"))
    unseen = rebuilt(
        content, lambda _name, part: part.replace(b'<row r="3"', b'<row r="3" hidden="1"')
    )

    batch = bring(cast.east, unseen, name="筛选.xlsx", by=cast.east_director, at=timezone.now())

    batch.refresh_from_db()
    assert (batch.fresh, batch.hidden) == (2, 1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 ...", "这不是表格（PDF）"),
        (b"\x89PNG\r\n", "这不是表格（图片）"),
        (b"\xef\xbb\xbf\r\n<HTML><table><tr><td>", "改了名字的网页"),
        (b"<?xml version='1.0'?><Workbook>", "改了名字的网页"),
        (rebuilt(a_sheet(), lambda n, part: part.replace(b"<sheet ", b"<other ")), "像是 Word"),
    ],
)
def test_what_is_no_table_is_told_what_it_is(content: bytes, why: str):
    assert why in refusal(content)


def test_what_another_program_wrote_reads_the_same():
    book = Workbook()
    hidden = book.active
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("住户")
    shown.append(["姓名", None, "𠮷"])
    shown.append([502, 1.5, True])
    out = io.BytesIO()
    book.save(out)

    assert texts(out.getvalue()) == ["姓名", "𠮷", "502", "1.5", "是"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_encoding_offices_use(encoding: str):
    content = "楼号,室号,姓名\n3,502,㑇𠮷\n".encode(encoding)

    assert texts(content)[-1] == "㑇𠮷"


def test_nul_and_half_characters_are_a_fault_of_their_cell():
    spoilt = rebuilt(
        a_sheet(),
        lambda name, part: (
            part.replace("张文娟".encode(), b"a_x0000_") if "shared" in name else part
        ),
    )

    faults = [cell.fault for line in read_table(spoilt).lines for cell in line.cells.values()]

    assert "里有看不懂的字符，请删掉重新写" in faults


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[$-804]m月d日", True),
        ("General", False),
        ("#,##0.00", False),
        ('0"d"', False),
        ("@", False),
    ],
)
def test_which_formats_show_a_day(code: str, is_day: bool):
    assert is_day_format(code) is is_day


def test_a_file_name_of_300_characters_keeps_its_ending():
    assert len(file_name("长" * 300 + ".xlsx")) == 120
    assert file_name("长" * 300 + ".xlsx").endswith("….xlsx")


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_behind(cast: Cast, estate: Estate):
    for content, name in ((bomb_by_ratio(), "a.xlsx"), (a_sheet(), "a.XLSM"), (b"", "a.csv")):
        with pytest.raises(Refused):
            bring(cast.east, content, name=name, by=cast.east_director, at=timezone.now())

    assert not Batch.objects.exists()


@pytest.mark.django_db
def test_a_sheet_without_our_columns_fails_with_a_sentence(cast: Cast, estate: Estate):
    batch = bring(
        cast.east, "一,二\n1,2\n".encode(), name="a.csv", by=cast.east_director, at=timezone.now()
    )

    batch.refresh_from_db()
    assert (batch.state, batch.path) == ("failed", "")
    assert "没有找到表头" in batch.reason
