"""Which rows may be one person, as a table (RELIABILITY D17)."""

from datetime import date

import pytest

from committees.upkeep.rules import Row, months_before, pairs_of, skeleton

BORN = date(1950, 1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王\u200b芳", "王芳"),
        ("\u202e王芳", "王芳"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("ＡＮＮＡ", "Anna"),
        ("Аnna", "Anna"),  # Cyrillic А
        ("王 芳", "王芳"),
        ("刘己", "刘已"),
        ("⼩明", "小明"),  # a Kangxi radical
        ("葛\U000e0100", "葛"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("王芳", "王方"), ("陈建国", "陈建华")])
def test_other_names_do_not(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"id_index": "x"}, {"id_index": "x"}, ("证件号一样",)),
        ({"phone_index": "p"}, {"phone_index": "p"}, ("电话和姓名读音一样",)),
        ({"born_on": BORN}, {"born_on": BORN}, ("姓名读音和出生日期一样",)),
        ({"dwelling": 7}, {"dwelling": 7}, ("门牌和姓名一样",)),
        ({"name": "王\u200b芳"}, {}, ("姓名看起来一样，字不一样",)),
        ({}, {}, ()),
        ({"dwelling": 7}, {"dwelling": 8}, ()),
        ({"dwelling": 7, "born_on": BORN}, {"dwelling": 7, "born_on": date(2010, 1, 1)}, ()),
        (
            {"born_on": BORN, "id_kind": "identity", "id_index": "x"},
            {"born_on": BORN, "id_kind": "identity", "id_index": "y"},
            (),
        ),
        ({"phone_index": "p", "pinyin": "liu"}, {"phone_index": "p"}, ()),
    ],
)
def test_a_pair_has_its_reasons(one, other, reasons):
    plain = {"name": "王芳", "pinyin": "wangfang"}
    rows = [Row(pk=1, **{**plain, **one}), Row(pk=2, **{**plain, **other})]

    assert [pair.reasons for pair in pairs_of(rows)] == ([reasons] if reasons else [])
    assert pairs_of(rows, [frozenset((1, 2))]) == []


def test_the_surest_pair_comes_first():
    rows = [
        Row(pk=1, name="王芳", pinyin="wangfang", dwelling=3),
        Row(pk=2, name="王芳", pinyin="wangfang", dwelling=3),
        Row(pk=3, name="刘强", pinyin="liuqiang", id_index="x"),
        Row(pk=4, name="刘國强", pinyin="liuguoqiang", id_index="x"),
    ]

    assert [(pair.first, pair.second) for pair in pairs_of(rows)] == [(3, 4), (1, 2)]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 30), 9, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 23), 36, date(2023, 11, 23)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_before_end_where_the_month_ends(day, months, before):
    assert months_before(day, months) == before
