"""Make-up, terms, recall and by-election (T9, T10)."""

from dataclasses import replace
from datetime import date

import pytest

from elections.office.rules import (
    Officer,
    fill_until,
    make_up,
    recall_barred_until,
    term_alarm,
    term_ends,
    unfit,
)
from elections.rulesets.rules import LAW_2018, LAW_2025

MEN = [Officer(name, is_woman=False) for name in ("甲", "乙", "丙", "丁")]
WOMAN = Officer("戊", is_woman=True)
FIVE = [*MEN, WOMAN]


@pytest.mark.parametrize(
    ("officers", "kin", "faults"),
    [
        (FIVE, [], []),
        ([*FIVE, *FIVE[:4]], [], []),
        (MEN, [], ["居委会成员要 5 到 9 人，现在 4 人。", "居委会成员里要有妇女。"]),
        ([*FIVE, *FIVE], [], ["居委会成员要 5 到 9 人，现在 10 人。"]),
        (FIVE, [("甲", "戊", "spouse")], ["甲和戊是配偶，不能同时任职。"]),
        (FIVE, [("甲", "己", "spouse")], []),
        (FIVE, [("甲", "乙", "sibling"), ("丙", "丁", "parent_child")],
         ["甲和乙是兄弟姐妹，不能同时任职。", "丙和丁是父母子女，不能同时任职。"]),
    ],
)  # fmt: skip
def test_the_make_up_of_a_committee(officers, kin, faults):
    assert make_up(officers, kin, LAW_2025) == faults


def test_the_make_up_under_other_rules():
    five_men = [*MEN, Officer("己", is_woman=False)]
    assert make_up(five_men, [], LAW_2018) == []
    pair = [MEN[0], WOMAN]
    assert make_up(pair, [("甲", "戊", "spouse")], replace(LAW_2025, members_least=2)) == [
        "甲和戊是配偶，不能同时任职。"
    ]
    spouses_may = replace(LAW_2025, kin_kinds=("sibling",))
    assert make_up(FIVE, [("甲", "戊", "spouse")], spouses_may) == []


@pytest.mark.parametrize(
    ("began_on", "ends_on"),
    [(date(2021, 6, 1), date(2026, 5, 31)), (date(2024, 2, 29), date(2029, 2, 27))],
)
def test_a_term_of_five_years(began_on, ends_on):
    assert term_ends(began_on, LAW_2025) == ends_on


@pytest.mark.parametrize(
    ("today", "alarm"),
    [
        (date(2025, 5, 30), None),
        (date(2025, 5, 31), 12),
        (date(2025, 11, 29), 12),
        (date(2025, 11, 30), 6),
        (date(2026, 2, 27), 6),
        (date(2026, 2, 28), 3),
        (date(2026, 5, 31), 3),
        (date(2026, 6, 1), 0),
    ],
)
def test_the_end_of_a_term_is_told_12_6_and_3_months_ahead(today, alarm):
    assert term_alarm(date(2026, 5, 31), today) == alarm


@pytest.mark.parametrize(
    ("grades", "ends"),
    [
        ([], False),
        (["incompetent"], False),
        (["incompetent", "incompetent"], True),
        (["incompetent", "basic", "incompetent"], False),
        (["excellent", "incompetent", "incompetent"], True),
        (["incompetent", "incompetent", "competent"], False),
    ],
)
def test_two_appraisals_as_unfit_in_a_row_end_the_office(grades, ends):
    assert unfit(grades, LAW_2025) is ends
    assert unfit(grades, LAW_2018) is False


def test_the_same_facts_are_not_voted_on_again_within_a_year():
    """T9."""
    assert recall_barred_until(date(2026, 11, 22), LAW_2025) == date(2027, 11, 22)
    assert recall_barred_until(date(2024, 2, 29), LAW_2025) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("left", "until"), [(3, None), (2, date(2027, 2, 28)), (0, date(2027, 2, 28))]
)
def test_too_few_members_are_filled_up_within_three_months(left, until):
    """T10."""
    assert fill_until(left, date(2026, 11, 30), LAW_2025) == until
