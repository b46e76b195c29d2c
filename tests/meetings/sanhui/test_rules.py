"""The three meetings without clock and database."""

import pytest

from jiedao.common.errors import Refused
from meetings.sanhui.rules import Line, Way, part_of, read_scores, sensible_scores, steps_of
from meetings.sanhui.states import Part


@pytest.mark.parametrize(
    ("decides", "bodies", "days", "part"),
    [
        ("opinion", [], 0, Part.HEARING),
        ("opinion", ["branch"], 0, None),
        ("agreement", [], 0, Part.COORDINATION),
        ("scores", [], 15, Part.APPRAISAL),
        ("scores", [], 0, None),
        ("vote", [], 0, None),
    ],
)
def test_which_of_the_three_it_is_follows_from_its_rules(decides, bodies, days, part):
    assert part_of(decides, bodies, days) == part


def test_scores_are_read_as_people_write_them():
    lines, faults = read_scores("服务态度 20 5 1\n\n绿化，18，６，2\n小区 保安\t9\t9\t9")
    assert faults == []
    assert lines == [
        Line("服务态度", 20, 5, 1),
        Line("绿化", 18, 6, 2),
        Line("小区保安", 9, 9, 9),
    ]


@pytest.mark.parametrize("text", ["服务态度 20 5", "20 5 1", "服务态度 -1 5 1", "服务 99999 1 1"])
def test_an_unclear_line_of_scores_is_named(text):
    lines, faults = read_scores(text)
    assert lines == []
    assert faults == ["第 1 行：请写成：服务态度 20 5 1。"]


@pytest.mark.parametrize(
    ("lines", "present", "said"),
    [
        ([Line("绿化", 20, 5, 1)], 26, ""),
        ([Line("绿化", 20, 5, 0)], 26, ""),
        ([Line("绿化", 20, 5, 2)], 26, "合计 27 票，比到会的 26 人多"),
        ([], 26, "至少写一项"),
        ([Line("绿化", 1, 0, 0), Line("绿化", 1, 0, 0)], 26, "写了两遍"),
    ],
)
def test_no_item_has_more_ticks_than_people(lines, present, said):
    verdict = sensible_scores(lines, present)
    assert said in verdict.reason
    assert bool(verdict) is (said == "")
    if said:
        with pytest.raises(Refused):
            verdict.require()


def test_the_first_step_not_done_is_the_present_one():
    way = Way(True, True, False, True, False, False, False, False, False)
    steps = steps_of(Part.COORDINATION, way)
    assert [step.label for step in steps if step.state == "now"] == ["书面通知"]
    assert [step.state for step in steps].count("done") == 3
    assert len(steps) == 9
