"""差额, backers, the order of names (R37) and the labels on the ballot."""

"""Who may stand, in what order, under which name."""

from dataclasses import replace
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


@pytest.mark.parametrize(("signed", "enough"), [(9, False), (10, True), (11, True)])
def test_ten_voters_sign_a_nomination(signed, enough):
    assert bool(enough_backers(LAW_2025, signed)) is enough


@pytest.mark.parametrize(
    ("rules", "names", "exception", "fine"),
    [
        (LAW_2025, 6, "", True),
        (LAW_2025, 5, "", False),
        (LAW_2025, 5, "报区民政局同意等额", True),
        (LAW_2025, 4, "报区民政局同意等额", False),
        (LAW_2018, 5, "", True),
        (LAW_2018, 4, "", False),
    ],
)
def test_there_are_more_names_than_seats_or_a_lawful_exception(rules, names, exception, fine):
    """C32 of DOMAIN §2.6: five candidates for five seats cannot be published."""
    assert bool(contested(rules, names=names, seats=5, exception=exception)) is fine


@pytest.mark.parametrize(
    ("on", "fine"),
    [(date(2026, 11, 19), True), (date(2026, 11, 20), False)],
)
def test_one_may_withdraw_up_to_and_including_the_last_day(on, fine):
    assert bool(in_time(on, date(2026, 11, 19))) is fine


def a_standing(pk: int, name: str, **more) -> Standing:
    return replace(Standing(pk, name, "member"), **more)


ROWS = [
    a_standing(1, "赵甲", votes=20, strokes=9, lot=2),
    a_standing(2, "丁乙", votes=30, strokes=2, lot=3),
    a_standing(3, "王丙", votes=20, strokes=4, lot=1),
]


@pytest.mark.parametrize(
    ("by", "expected"), [("votes", [2, 3, 1]), ("strokes", [2, 3, 1]), ("lot", [3, 1, 2])]
)
def test_the_order_is_a_field(by, expected):
    assert [one.pk for one in ordered(by, ROWS)] == expected


@pytest.mark.parametrize("by", ["votes", "strokes", "lot"])
def test_the_order_never_depends_on_how_the_rows_came(by):
    assert ordered(by, ROWS) == ordered(by, list(reversed(ROWS)))


@pytest.mark.parametrize(
    ("by", "changes", "fine"),
    [
        ("strokes", {}, True),
        ("strokes", {"strokes": 0}, False),
        ("lot", {}, True),
        ("lot", {"lot": 2}, False),
        ("lot", {"lot": 0}, False),
        ("lot", {"lot": 4}, False),
        ("votes", {"votes": 0, "strokes": 0}, True),
    ],
)
def test_what_the_order_needs_is_there(by, changes, fine):
    rows = [ROWS[0], replace(ROWS[1], **changes), ROWS[2]]

    assert bool(order_fits(by, rows)) is fine


def test_lots_are_drawn_for_each_post():
    posts = ("chair", "member", "vice_chair")
    rows = [replace(one, lot=1, post=post) for one, post in zip(ROWS, posts, strict=True)]

    assert order_fits("lot", rows)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([("张伟", "3-501"), ("李敏", "1-101")], ["张伟", "李敏"]),
        ([("张伟", "3-501"), ("张伟", "5-202")], ["张伟（3号楼）", "张伟（5号楼）"]),
        ([("张伟", "3-501"), ("张伟", "3-202")], ["张伟（3号楼501室）", "张伟（3号楼202室）"]),
        ([("张伟", "3-501"), ("张伟", "3-501")], ["张伟（3号楼501室）", "张伟（3号楼501室）乙"]),
        ([("张伟", ""), ("张伟", "3-202")], ["张伟", "张伟（3号楼）"]),
    ],
)
def test_people_of_one_name_are_told_apart_by_where_they_live(people, expected):
    rows = [a_standing(at, name, door=door) for at, (name, door) in enumerate(people)]

    assert list(labels(rows).values()) == expected


@pytest.mark.parametrize(
    ("name", "strokes"), [("王桂珍", 4), ("欧阳明", 8), ("戴月", 17), ("爨一", 0)]
)
def test_common_surnames_know_their_strokes(name, strokes):
    assert strokes_of(name) == strokes
