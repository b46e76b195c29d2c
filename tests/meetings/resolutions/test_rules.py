from datetime import date

import pytest

from jiedao.common.workdays import WorkCalendar
from meetings.resolutions.rules import (
    publish_by,
    sensible_due,
)

MADE = date(2026, 11, 23)


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
