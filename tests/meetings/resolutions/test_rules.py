from datetime import date

import pytest

from jiedao.common.workdays import WorkCalendar
from meetings.resolutions.rules import (
    leaves_repair_fund_alone,
    publish_by,
    sensible_due,
)

MADE = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "更换 12 号楼声控灯。",
        "动用维修资金的部分，建议业委会依《民法典》第278条组织业主表决。",
        "维修资金怎么用，请业主大会定。",
    ],
)
def test_what_leaves_the_repair_fund_to_the_owners_may_be_agreed(text):
    assert leaves_repair_fund_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "从维修资金里支 3 万元换灯。",
        "换灯用维修基金。建议业主多走楼梯。",
        "建议业委会组织业主表决；先用专项维修资金垫上",
    ],
)
def test_no_meeting_spends_the_repair_fund(text):
    assert "《民法典》第278条" in leaves_repair_fund_alone(text).reason


@pytest.mark.parametrize(
    ("due_on", "word"),
    [
        (None, "请选一个日期，例如 12月10日。"),
        (date(2026, 11, 22), "不能早于开会那天"),
        (date(2036, 11, 22), "年份"),
    ],
)
def test_a_day_is_asked_for_and_makes_sense(due_on, word):
    assert word in sensible_due(due_on, MADE).reason
    assert sensible_due(MADE, MADE)


@pytest.mark.parametrize(
    ("count", "expected"), [("working", date(2026, 12, 7)), ("calendar", date(2026, 12, 3))]
)
def test_the_last_day_to_publish_is_counted_as_the_rule_says(count, expected):
    plain_weeks = WorkCalendar.of([])

    assert publish_by(MADE, 10, count, plain_weeks) == expected
