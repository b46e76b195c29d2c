"""Hostile and honest files."""

import pytest

from committees.territory.rules import (
    COLUMNS,
    REQUIRED,
    Line,
    building_numbers,
    compare,
    read_lines,
    rooms_of,
    short_name_of,
)
from committees.territory.sounds import (
    in_chinese_numerals,
    natural_key,
    numeral,
    sounding_like,
    spelled,
)
from committees.territory.tables import BadTable, read_table

TEXT = "代码,名称,电话\n310113003001,宝钢一村居委会,021-0000 0000\n"


def lines_of(content: bytes) -> tuple[list[Line], list[str]]:
    lines, faults = read_lines(read_table(content, COLUMNS, REQUIRED))
    return lines, [str(fault) for fault in faults]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("宝钢一村居委会", '"宝钢一村居委会"').encode(),
        TEXT.replace("310113003001", "'３１０１１３００３００１").encode(),
        (TEXT + "\n,,\n").encode(),
        TEXT.replace("代码,名称,电话", "Code,居委会名称, 电话 ").encode(),
    ],
)
def test_every_way_an_office_saves_the_same_table_reads_the_same(content):
    lines, faults = lines_of(content)

    assert faults == []
    assert [(line.code, line.name, line.values["phone"]) for line in lines] == [
        ("310113003001", "宝钢一村居委会", "021-0000 0000")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空的"),
        (b"PK\x03\x04" + b"x" * 50, "另存为"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "另存为"),
        (b"\xff\xfe\x00", "看不懂"),
        (TEXT.encode() + b"3101\x00,a,b\n", "第 3 行有看不懂的字符"),
        (TEXT.encode() + b'310113003002,"abc\n', "引号不成对"),
        (b"name\nx\n", "“代码”这一列"),
        ("代码,名称,名称\n1,2,3\n".encode(), "出现了两次"),
        (b"x" * 2_000_001, "太大"),
        (b"code,name\n" + b"1,2\n" * 2_001, "最多 2000 行"),
    ],
)
def test_what_cannot_be_a_table_is_refused_with_a_sentence(content, reason):
    with pytest.raises(BadTable, match=reason):
        read_table(content, COLUMNS, REQUIRED)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("310113003001,甲居委会,@SUM(1)", "不能用 @ 开头"),
        ("310113003001,＝1+1,", "不能用 = 开头"),
        ("310113003001,甲居委会,没有", "电话只能写数字"),
        ("310113003001,甲居委会,,多一格", "多出一格"),
        ("310113003001," + "长" * 41 + ",", "太长"),
        ("310113003001,abc,", "名称"),
        ("31011300300১,甲居委会居委会居,x", "电话"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(cells, reason):
    lines, faults = lines_of(f"代码,名称,电话\n{cells}\n".encode())

    assert lines == []
    assert len(faults) == 1
    assert faults[0].startswith("第 2 行：")
    assert reason in faults[0]


def test_an_exported_formula_guard_is_taken_off_again():
    lines, _ = lines_of("代码,名称,地址\n310113003001,甲居委会,'号外路 1 号\n".encode())

    assert lines[0].values["address"] == "号外路 1 号"


def test_a_table_is_compared_by_code_and_empty_cells_change_nothing():
    here = {
        "code": "310113003001",
        "name": "甲居委会",
        "short_name": "甲",
        "zone": "东",
        "address": "旧路 1 号",
        "phone": "",
        "hours": "",
        "households": None,
    }
    lines, _ = lines_of(
        (
            "代码,名称,片区,地址,户数\n"
            "310113003001,甲居委会,,新路 2 号,1200户\n"
            "310113003002,乙居委会,,,\n"
        ).encode()
    )

    plan = compare(lines, [here])

    assert [line.name for line in plan.new] == ["乙居委会"]
    assert plan.changed[0].values == (("地址", "旧路 1 号", "新路 2 号"), ("户数", "", "1200"))
    assert compare(lines[:1], [{**here, "address": "新路 2 号", "households": 1200}]).same == 1


def test_a_name_that_belongs_to_another_code_is_a_fault_unless_the_table_renames_that_one():
    here = [
        {"code": "310113003001", "name": "甲居委会", "short_name": "甲"},
        {"code": "310113003002", "name": "乙居委会", "short_name": "乙"},
    ]
    taking, _ = lines_of("代码,名称\n310113003001,乙居委会\n".encode())
    swapping, _ = lines_of("代码,名称\n310113003001,乙居委会\n310113003002,甲居委会\n".encode())

    assert [str(fault) for fault in compare(taking, here).faults] == [
        "第 2 行：“乙居委会”已经有了，代码是 310113003002。"
    ]
    assert compare(swapping, here).faults == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("宝钢一村居委会", "宝钢一村"),
        ("滨江苑社区居民委员会", "滨江苑"),
        ("北兴村村委会", "北兴村"),
        ("居委会", "居委会"),
    ],
)
def test_the_short_name_loses_the_kind_of_body(name, short):
    assert short_name_of(name) == short


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1–3 号楼", ["1", "2", "3"]),
        ("１、３、５－６号", ["1", "3", "5", "6"]),
        ("8至10", ["8", "9", "10"]),
        ("甲、3A", ["甲", "3A"]),
    ],
)
def test_house_numbers_are_read_as_people_write_them(text, numbers):
    assert building_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "请写楼号"),
        ("5-1", "从小写到大"),
        ("0", "从小写到大"),
        ("1-201", "最多 200"),
        ("1、1-2", "写了两次"),
        ("三号楼附近", "没看懂"),
        ("1-999999", "没看懂"),
    ],
)
def test_unclear_house_numbers_are_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        building_numbers(text)


def test_rooms_go_floor_by_floor():
    assert [room for _, room in rooms_of(2, 3)] == ["101", "102", "103", "201", "202", "203"]
    assert rooms_of(12, 12)[-1] == (12, "1212")
    assert rooms_of(6, 0) == []


NAMES = "宝钢一村 宝钢二村 宝林一村 临江新村 华能城市花园 白玉兰花园 密山二村".split()


@pytest.mark.parametrize(
    ("heard", "first"),
    [
        ("宝刚", "宝钢一村"),
        ("宝刚二村", "宝钢二村"),
        ("宁江", "临江新村"),
        ("花能", "华能城市花园"),
        ("白兰花园", "白玉兰花园"),
        ("米山", "密山二村"),
        ("baogng", "宝钢一村"),
    ],
)
def test_a_near_sound_finds_the_name(heard, first):
    assert sounding_like(heard, NAMES)[0] == first


@pytest.mark.parametrize("heard", ["", "a", "虹桥机场", "？？"])
def test_another_sound_finds_nothing(heard):
    assert sounding_like(heard, NAMES) == []


def test_numerals_and_sorting_are_those_on_the_wall():
    assert [numeral(n) for n in (0, 1, 10, 11, 20, 99)] == "零 一 十 十一 二十 九十九".split()
    assert in_chinese_numerals("宝钢11村") == "宝钢十一村"
    assert sorted(["10", "2", "甲", "3A", "3"], key=natural_key) == ["2", "3", "3A", "10", "甲"]
    assert spelled("华能城市花园") == ("huanengchengshihuayuan", "hncshy")
