"""What a conclusion must say, and how long an agenda takes."""

import pytest

from meetings.agenda.rules import time_words, whole_conclusion


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
