"""R34, and what a conclusion must say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda.rules import (
    FUND_SENTENCE,
    guards_fund,
    names_fund,
    time_words,
    whole_conclusion,
    with_fund_sentence,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("动用维修资金换 18 盏灯", True),
        ("从专项维修资金里列支", True),
        ("公共维修基金出 3 万元", True),
        ("用大修基金", True),
        ("换灯 18 盏，物业出钱", False),
        ("由物业自费更换，不动用维修资金", False),
        ("不使用公共维修资金", False),
        ("不用维修资金，费用由物业承担；外墙动用维修资金", True),
        ("", False),
    ],
)
def test_the_repair_fund_is_recognised_under_its_names_unless_it_is_left_alone(text, names):
    assert names_fund(text) is names


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("换灯 18 盏", True),
        ("动用维修资金换灯", False),
        (f"更换声控灯。{FUND_SENTENCE}", True),
        ("维修资金的事，建议业主委员会依民法典第二百七十八条组织业主表决。", True),
        ("动用维修资金，业委会同意", False),
    ],
)
def test_whoever_names_the_fund_leaves_it_to_the_owners(text, allowed):
    assert bool(guards_fund(text)) is allowed


def test_the_refusal_says_the_sentence_that_is_missing():
    assert FUND_SENTENCE in guards_fund("动用维修资金").reason


@given(st.text(max_size=60), st.sampled_from(["维修资金", "动用维修基金", "大修基金", ""]))
def test_the_added_sentence_always_satisfies_the_guard_and_is_added_once(before, fund):
    once = with_fund_sentence(before + fund)

    assert guards_fund(once)
    assert with_fund_sentence(once) == once


@pytest.mark.parametrize(
    ("decides", "conclusion", "agreed", "differing", "allowed"),
    [
        ("consensus", "换灯", True, "", True),
        ("consensus", "换灯", None, "", False),
        ("consensus", "换灯", False, "", False),
        ("consensus", "换灯", False, "物业说太贵", True),
        ("consensus", "", None, "", True),
        ("vote", "通过", None, "", True),
    ],
)
def test_a_joint_meeting_agrees_or_writes_the_different_opinions(
    decides, conclusion, agreed, differing, allowed
):
    assert bool(whole_conclusion(decides, conclusion, agreed, differing)) is allowed


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (15, "一共 15 分钟"),
        (60, "一共 60 分钟（1 小时）"),
        (95, "一共 95 分钟（1 小时 35 分）"),
    ],
)
def test_the_minutes_are_summed_in_words(minutes, words):
    assert time_words(minutes) == words
