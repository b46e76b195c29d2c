"""差额, backers, the order of names (R37) and the labels on the ballot."""

from datetime import date

import pytest

from elections.candidates.rules import (
    ORDER_WORDS,
    Standing,
    contested,
    enough_backers,
    in_time,
    labels,
    order_fits,
    ordered,
    still_taken,
    strokes_of,
)
from elections.rulesets.rules import LAW_2018, LAW_2025
from elections.rulesets.states import Order


@pytest.mark.parametrize(
    ("rules", "names", "exception", "reason"),
    [
        pytest.param(LAW_2025, 5, "", "应选 5 人，候选人也是 5 人，要多于应选人数", id="C32"),
        (LAW_2025, 6, "", ""),
        (LAW_2025, 5, "街道同意等额", ""),
        (LAW_2025, 4, "街道同意等额", "应选 5 人，候选人只有 4 人"),
        (LAW_2018, 5, "", ""),
        (LAW_2018, 4, "", "应选 5 人，候选人只有 4 人"),
    ],
)
def test_more_names_than_seats(rules, names, exception, reason):
    assert contested(rules, names=names, seats=5, exception=exception).reason == reason


@pytest.mark.parametrize(
    ("signed", "reason"), [(10, ""), (11, ""), (9, "联名提名要 10 名以上选民签名，现在 9 名。")]
)
def test_a_nomination_has_its_backers(signed, reason):
    assert enough_backers(LAW_2025, signed).reason == reason


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (None, ""),
        (date(2026, 11, 19), ""),
        (date(2026, 11, 20), ""),
        (date(2026, 11, 18), "退出的期限是 11月18日，已经过了。"),
    ],
)
def test_the_last_day_of_a_withdrawal_counts(last, reason):
    assert in_time(date(2026, 11, 19), last).reason == reason


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (None, ""),
        (date(2026, 11, 19), ""),
        (date(2026, 11, 20), ""),
        (
            date(2026, 11, 18),
            "自荐和提名到 11月18日截止，已经过了。人数不够、要继续提名的，请街道改期。",
        ),
    ],
)
def test_the_last_day_of_nominations_counts(last, reason):
    assert still_taken(date(2026, 11, 19), last).reason == reason


A = Standing(1, "丁一", "chair", votes=30, strokes=2, lot=3)
B = Standing(2, "王芳", "chair", votes=50, strokes=4, lot=1)
C = Standing(3, "王力", "chair", votes=50, strokes=3, lot=2)
D = Standing(4, "万方", "chair", votes=50, strokes=3, lot=4)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Order.VOTES, [C, D, B, A]),
        (Order.STROKES, [A, C, D, B]),
        (Order.LOT, [B, C, A, D]),
    ],
)
def test_the_order_of_names(by, expected):
    assert ordered(by, [D, A, B, C]) == expected
    assert by in ORDER_WORDS


@pytest.mark.parametrize(
    ("by", "rows", "reason"),
    [
        (Order.VOTES, [Standing(1, "甲", "chair")], ""),
        (Order.STROKES, [A, B], ""),
        (
            Order.STROKES,
            [A, Standing(5, "甲", "chair"), Standing(6, "乙", "chair")],
            "请写姓氏笔画：甲、乙。",
        ),
        (Order.STROKES, [Standing(5, "一", "chair", strokes=1)], ""),
        (Order.LOT, [A, B, C, D], ""),
        (Order.LOT, [A, B, C], ""),
        (Order.LOT, [A, B], "抽签号要从 1 到 2，每个号一个人。"),
        (Order.LOT, [B, Standing(5, "甲", "chair", lot=1)], "抽签号要从 1 到 2，每个号一个人。"),
        (Order.LOT, [B, Standing(5, "甲", "member", lot=1)], ""),
        (Order.LOT, [Standing(5, "甲", "chair")], "抽签号要从 1 到 1，每个号一个人。"),
    ],
)
def test_everything_an_order_needs_is_there(by, rows, reason):
    assert order_fits(by, iter(rows)).reason == reason


def standing(pk: int, name: str, door: str = "") -> Standing:
    return Standing(pk, name, "member", door)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([standing(1, "张伟", "3-502"), standing(2, "李敏", "3-502")], {1: "张伟", 2: "李敏"}),
        (
            [standing(1, "张伟", "3-502"), standing(2, "张伟", "5-101")],
            {1: "张伟（3号楼）", 2: "张伟（5号楼）"},
        ),
        (
            [standing(1, "张伟", "3-502"), standing(2, "张伟", "3-101")],
            {1: "张伟（3号楼502室）", 2: "张伟（3号楼101室）"},
        ),
        (
            [
                standing(1, "张伟", "3-502"),
                standing(2, "张伟", "3-502"),
                standing(3, "张伟", "3-502"),
            ],
            {1: "张伟（3号楼502室）", 2: "张伟（3号楼502室）乙", 3: "张伟（3号楼502室）丙"},
        ),
        ([standing(1, "张伟"), standing(2, "张伟", "5-101")], {1: "张伟", 2: "张伟（5号楼）"}),
        ([standing(1, "张伟"), standing(2, "张伟")], {1: "张伟", 2: "张伟乙"}),
        (
            [standing(1, "张伟", "3"), standing(2, "张伟", "3-101")],
            {1: "张伟（3号楼）", 2: "张伟（3号楼101室）"},
        ),
    ],
)
def test_two_of_one_name_are_told_apart_on_the_ballot(rows, expected):
    assert labels(rows) == expected


@pytest.mark.parametrize(
    ("name", "strokes"), [("王芳", 4), ("丁一", 2), ("戴明", 17), ("欧阳明", 8), ("龘三", 0)]
)
def test_strokes_of_the_surname_or_nothing(name, strokes):
    assert strokes_of(name) == strokes
