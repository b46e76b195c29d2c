"""When a figure asks for somebody: tables and properties, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.indicators.rules import (
    Level,
    Thresholds,
    level_of,
    rate_level,
    rate_words,
    sensible,
    whole_percent,
)
from committees.indicators.seed import DEFAULT_INDICATORS, MEETING_INDICATORS
from committees.indicators.states import LOW_NEEDS_HELP, IndicatorKey
from jiedao.common.statutory_days import STATUTORY_DAYS
from jiedao.common.workdays import WorkCalendar
from jiedao.portal.charts import Share, bars, line_chart
from jiedao.portal.counted import unwritten_days
from jiedao.portal.periods import Period, recent_months

CALENDAR = WorkCalendar.of(STATUTORY_DAYS)
TODAY = date(2026, 11, 23)
LIMITS = {
    row["key"]: Thresholds(row["watch"], row["alarm"], row["key"] in LOW_NEEDS_HELP)
    for row in DEFAULT_INDICATORS
}


@pytest.mark.parametrize(
    ("key", "value", "level"),
    [
        ("unwritten", 1, Level.NORMAL),
        ("unwritten", 2, Level.WATCH),
        ("unwritten", 4, Level.WATCH),
        ("unwritten", 5, Level.ALARM),
        ("visits", 30, Level.NORMAL),
        ("visits", 29, Level.WATCH),
        ("visits", 15, Level.WATCH),
        ("visits", 14, Level.ALARM),
        ("overdue", 0, Level.NORMAL),
        ("overdue", 1, Level.WATCH),
        ("overdue", 2, Level.WATCH),
        ("overdue", 3, Level.ALARM),
        ("representatives", 2, Level.NORMAL),
        ("representatives", 1, Level.WATCH),
        ("representatives", 0, Level.ALARM),
    ],
)
def test_the_settled_thresholds_of_counts(key, value, level):
    assert level_of(value, LIMITS[key]) is level


@pytest.mark.parametrize(
    ("part", "whole", "words", "level"),
    [
        (95, 100, "95%", Level.NORMAL),
        (949, 1000, "94%", Level.WATCH),
        (80, 100, "80%", Level.WATCH),
        (799, 1000, "79%", Level.ALARM),
        (0, 9, "0/9 班", Level.NORMAL),
        (0, 10, "0%", Level.ALARM),
        (10, 10, "100%", Level.NORMAL),
        (0, 0, "–", Level.NORMAL),
    ],
)
def test_a_share_is_judged_exactly_and_under_ten_it_is_a_count(part, whole, words, level):
    assert rate_words(part, whole, "班") == words
    assert rate_level(part, whole, LIMITS["manned"]) is level


@given(st.integers(10, 5_000), st.data())
def test_what_the_screen_says_never_contradicts_the_colour(whole, data):
    part = data.draw(st.integers(0, whole))
    limits = LIMITS["manned"]

    level = rate_level(part, whole, limits)

    assert (whole_percent(part, whole) < limits.watch) == (level >= Level.WATCH)
    assert (whole_percent(part, whole) < limits.alarm) == (level >= Level.ALARM)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 300), st.booleans())
def test_more_need_never_means_a_lower_level(watch, alarm, value, low):
    limits = Thresholds(watch, alarm, low)
    if not sensible(limits):
        return
    worse = max(value - 1, 0) if low else value + 1

    assert level_of(worse, limits) >= level_of(value, limits)


def test_the_seed_has_every_indicator_once_with_sensible_thresholds():
    seed = (*DEFAULT_INDICATORS, *MEETING_INDICATORS)
    assert [row["key"] for row in seed] == list(IndicatorKey.values)
    assert all(sensible(limits) for limits in LIMITS.values())


@pytest.mark.parametrize(
    ("last", "days"),
    [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 20), 1),
        (date(2026, 11, 19), 2),
        (date(2026, 9, 30), 34),
        (None, 0),
    ],
)
def test_days_to_catch_up_are_working_days_without_festivals(last, days):
    found = unwritten_days(last, TODAY, CALENDAR)

    assert len(found) == days
    assert all(CALENDAR.is_workday(day) for day in found)


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 400))
def test_the_days_listed_are_as_many_as_the_calendar_counts(last, later):
    today = last + timedelta(days=later)

    assert len(unwritten_days(last, today, CALENDAR)) == CALENDAR.workdays_between(last, today)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-11-18", date(2026, 11, 16), date(2026, 11, 22)),
        ("", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-13", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-02-30", date(2026, 11, 1), date(2026, 11, 30)),
        ("９９９９", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_period_is_read_from_the_address(text, first, last):
    period = Period.read(text, TODAY)

    assert (period.first, period.last) == (first, last)
    assert Period.read(period.key, TODAY) == period


def test_there_are_twelve_months_to_choose_from():
    months = recent_months(TODAY)

    assert len(months) == 12
    assert (months[0].label, months[1].label) == ("本月（11月）", "2026年10月")
    assert months[-1].key == "2025-12"


def test_the_line_breaks_where_a_week_has_too_few_shifts():
    shares = [Share("1", 10, 10), Share("2", 9, 10), Share("3", 3, 3), Share("4", 8, 10)]

    chart = line_chart(shares, 95, "近四周")

    assert len(chart.dots) == 3
    assert len(chart.lines) == 1
    assert chart.summary == "近四周，最低 80%，最近 80%"
    assert chart.dots[-1].is_last


def test_a_chart_without_a_rate_is_not_drawn():
    assert not line_chart([Share("1", 1, 2)], 95, "近一周").is_drawn


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=20))
def test_every_point_lies_inside_the_picture(pairs):
    shares = [Share("", min(pair), max(pair)) for pair in pairs]

    chart = line_chart(shares, 95, "")

    assert all(12 <= float(dot.y) <= 140 and 40 <= float(dot.x) <= 330 for dot in chart.dots)


def test_one_case_is_still_seen_as_a_bar():
    drawn = bars([("少", 1, "", ""), ("多", 1_000, "", ""), ("无", 0, "", "")])

    assert [bar.width for bar in drawn] == [1, 100, 0]
