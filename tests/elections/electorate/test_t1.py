"""T1 as a table: who stands on the roll by rule, and what the line says."""

from dataclasses import replace
from datetime import date

import pytest

from elections.electorate.rules import Somebody, Speaker, judge, may_stand, of_age, speaker_of
from elections.rulesets.rules import LAW_2018, LAW_2025

POLLING = date(2026, 11, 22)
GROWN = date(1970, 5, 1)

CASES = [
    (Somebody(GROWN, "here", True), True, "户籍在本社区并居住"),
    (Somebody(date(2008, 11, 22), "here", True), True, "户籍在本社区并居住"),
    (Somebody(date(2008, 11, 23), "here", True), False, "2008年11月23日出生，选举日不满 18 周岁"),
    (Somebody(None, "here", True), False, "出生日期没有登记，不知道满没满 18 周岁"),
    (Somebody(GROWN, "here", False), False, "户籍在本社区、不住在这里，本人表示参加才登记"),
    (Somebody(GROWN, "elsewhere", True), False, "户籍不在本社区，经常居住的由本人申请才登记"),
    (Somebody(GROWN, "none", True), False, "户籍不在本社区，经常居住的由本人申请才登记"),
    (Somebody(GROWN, "", True), False, "户籍在哪里没有登记，请核对"),
    (Somebody(GROWN, "street", False), False, "不住在这里，户籍也不在本社区"),
    (Somebody(GROWN, "here", True, died=True), False, "已经去世"),
]


@pytest.mark.parametrize(("person", "listed", "why"), CASES, ids=[case[2] for case in CASES])
def test_by_rule_everybody_is_in_or_out_with_a_reason(person, listed, why):
    judged = judge(person, LAW_2025, POLLING)

    assert (judged.listed, judged.why, bool(judged.ground)) == (listed, why, listed)


def test_a_rule_set_without_habitual_residents_does_not_ask_them_to_apply():
    rules = replace(LAW_2025, habitual_residents=False)

    assert judge(Somebody(GROWN, "city", True), rules, POLLING).why == "户籍不在本社区"
    assert may_stand("habitual", rules)
    assert not may_stand("habitual", LAW_2025)


def test_a_community_worker_stands_only_where_the_law_says_so():
    assert not may_stand("worker", LAW_2025)
    assert may_stand("worker", LAW_2018)


def test_the_age_is_that_of_the_rule_set():
    assert of_age(date(2006, 1, 1), replace(LAW_2025, adult_age_years=21), POLLING)
    assert not of_age(date(2005, 11, 22), replace(LAW_2025, adult_age_years=21), POLLING)


SPEAKERS = [
    ([Speaker(1, False, date(1950, 1, 1)), Speaker(2, True, date(1980, 1, 1))], 2),
    ([Speaker(1, False, date(1980, 1, 1)), Speaker(2, False, date(1950, 1, 1))], 2),
    ([Speaker(1, False, GROWN), Speaker(2, False, GROWN)], 1),
    ([Speaker(1, True, GROWN), Speaker(2, False, None, chosen=True)], 2),
    ([], None),
]


@pytest.mark.parametrize(("people", "key"), SPEAKERS)
def test_a_household_is_spoken_for_by_whom_a_hand_chose_then_the_head_then_the_eldest(people, key):
    assert speaker_of(people) == key
