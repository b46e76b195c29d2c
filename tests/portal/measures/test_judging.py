"""Met, at risk, missed: tables over integers."""

from datetime import date

import pytest

from committees.regulations.states import Measure
from jiedao.portal.measures.judging import Figure, State, Time, judge, missing_words, said
from jiedao.portal.measures.sources import sort_by_day
from jiedao.portal.measures.spans import elapsed, every_of, read_month, span_of, span_words

EARLY, LATE, OVER = Time(5, 30), Time(20, 30), Time(30, 30)
DUTY, STUDY, OUTCOMES = (
    Measure.DUTY_COVERAGE,
    Measure.STUDY_SESSIONS,
    Measure.OUTCOMES_PUBLISHED_DAYS,
)


@pytest.mark.parametrize(
    ("figure", "time", "state"),
    [
        (Figure(0, 0), OVER, State.NOTHING),
        (Figure(19, 20), EARLY, State.MET),
        (Figure(18, 20), EARLY, State.AT_RISK),
        (Figure(18, 20), OVER, State.MISSED),
        (Figure(189, 199), OVER, State.MISSED),
        (Figure(190, 200), OVER, State.MET),
    ],
)
def test_a_share_is_at_least_so_many_percent_without_rounding(figure, time, state):
    assert judge(DUTY, figure, 95, time) is state


@pytest.mark.parametrize(
    ("good", "time", "state"),
    [
        (2, EARLY, State.MET),
        (1, EARLY, State.RUNNING),
        (1, LATE, State.AT_RISK),
        (1, OVER, State.MISSED),
        (0, OVER, State.MISSED),
    ],
)
def test_a_count_is_pressing_only_in_the_last_third(good, time, state):
    assert judge(STUDY, Figure(good), 2, time) is state


@pytest.mark.parametrize(
    ("figure", "state"),
    [
        (Figure(0, 0), State.NOTHING),
        (Figure(3, 3), State.MET),
        (Figure(2, 3, 1), State.RUNNING),
        (Figure(2, 3), State.MISSED),
        (Figure(1, 3, 1), State.MISSED),
    ],
)
def test_one_that_was_late_is_missed_for_good(figure, state):
    assert judge(OUTCOMES, figure, 10, EARLY) is state


@pytest.mark.parametrize(
    ("measure", "name", "figure", "number", "unit", "words"),
    [
        (STUDY, "学习会", Figure(0), 1, "次", "还差一次学习会"),
        (STUDY, "学习会", Figure(1), 3, "次", "还差两次学习会"),
        (STUDY, "学习会", Figure(2), 2, "次", ""),
        (Measure.HOME_VISITS, "上门走访", Figure(18), 30, "户", "上门走访还差 12 户"),
        (
            DUTY,
            "接待点有人率",
            Figure(18, 20),
            95,
            "班",
            "接待点有人率 20 班里有 18 班有人，要到 95%",
        ),
        (OUTCOMES, "议定结果公布", Figure(1, 3, 1), 10, "件", "议定结果公布有 1 件过了 10 天"),
    ],
)
def test_a_committee_reads_a_sentence(measure, name, figure, number, unit, words):
    assert missing_words(measure, name, figure, number, unit) == words


def test_under_ten_shifts_a_count_stands_instead_of_a_rate():
    assert said(DUTY, Figure(7, 8), 95, "班") == "7 / 8 班"
    assert said(DUTY, Figure(19, 20), 95, "班") == "95%"


def test_rows_are_in_time_open_or_late():
    first, last = date(2026, 11, 2), date(2026, 11, 13)
    rows = [(1, last, last), (2, last, None), (3, first, None), (4, first, last)]
    parts = sort_by_day(rows, date(2026, 11, 13))
    assert (parts.good, parts.pending, parts.late) == ({1}, {2}, {3, 4})


@pytest.mark.parametrize(
    ("every", "first", "last", "words"),
    [
        ("month", date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "2026年第 4 季度"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_the_span_that_holds_a_day(every, first, last, words):
    span = span_of(every, date(2026, 11, 23), date(2026, 11, 23))
    assert (span.first, span.last) == (first, last)
    assert span_words(every, span) == words
    assert every_of(span) == every


def test_days_gone_never_exceed_the_span():
    past = span_of("month", date(2026, 2, 3), date(2026, 11, 23))
    assert elapsed(past) == (28, 28)


@pytest.mark.parametrize("text", ["", "2026-13", "9999", "2027-01", "二〇二六"])
def test_a_month_that_is_none_or_to_come_is_this_month(text):
    assert read_month(text, date(2026, 11, 23)) == date(2026, 11, 1)
