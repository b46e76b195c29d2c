"""维修资金 at a meeting (R34): recognised, guarded, and the sentence that is added once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.convening.fund import FUND_SENTENCE, guards_fund, names_fund, with_fund_sentence


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
        ("换灯用维修基金。建议业主多走楼梯。", False),
        ("建议业委会组织业主表决；先用专项维修资金垫上", False),
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
