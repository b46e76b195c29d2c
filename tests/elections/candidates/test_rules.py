"""Who may stand, in what order, under which name."""

from dataclasses import replace
from datetime import date

import pytest

from elections.candidates.rules import (
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
