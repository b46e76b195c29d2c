from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common.statutory_days import STATUTORY_DAYS
from jiedao.common.workdays import WorkCalendar

CALENDAR = WorkCalendar.of(STATUTORY_DAYS)
days = st.dates(date(2024, 12, 1), date(2027, 2, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2025-01-27", 1, "2025-02-05"),
        ("2025-10-10", 1, "2025-10-11"),
        ("2026-02-24", -2, "2026-02-13"),
        ("2026-10-03", 0, "2026-10-08"),
        ("2026-10-08", 0, "2026-10-08"),
    ],
)
def test_the_worked_examples_of_the_holiday_notices(start, n, due):
    assert CALENDAR.add(day(start), n).on == day(due)


@pytest.mark.parametrize(
    ("year", "rest", "work"),
    [(2025, 28, 5), (2026, 33, 6)],
)
def test_the_notices_hold_so_many_days(year, rest, work):
    kinds = [kind for on, kind, _ in STATUTORY_DAYS if on.year == year]
    assert (kinds.count("rest"), kinds.count("work")) == (rest, work)


def test_every_make_up_day_falls_on_a_weekend_and_no_day_is_listed_twice():
    assert all(on.weekday() >= 5 for on, kind, _ in STATUTORY_DAYS if kind == "work")
    assert len({on for on, _, _ in STATUTORY_DAYS}) == len(STATUTORY_DAYS)


def test_skipped_days_are_named():
    due = CALENDAR.add(day("2026-04-03"), 1)
    assert due.on == day("2026-04-07")
    assert [why for _, why in due.skipped] == ["清明节"] * 3
    assert [why for _, why in CALENDAR.add(day("2026-11-20"), 1).skipped] == ["周六", "周日"]


def test_why_a_day_is_off():
    assert CALENDAR.off_reason(day("2026-02-17")) == "春节"
    assert CALENDAR.off_reason(day("2026-11-22")) == "周日"
    assert CALENDAR.off_reason(day("2026-02-14")) == ""
    nameless = WorkCalendar(frozenset({day("2026-11-23")}), frozenset(), frozenset({2026}))
    assert nameless.off_reason(day("2026-11-23")) == "放假"


def test_a_year_without_its_notice_is_told_not_guessed():
    assert CALENDAR.covers(2026)
    assert not CALENDAR.covers(2027)
    assert CALENDAR.missing(day("2026-11-23")) == (2027,)
    assert CALENDAR.missing(day("2026-11-23"), days=30) == ()
    assert CALENDAR.add(day("2026-12-30"), 5).unknown_years == (2027,)
    assert CALENDAR.add(day("2026-11-23"), 5).unknown_years == ()


def test_working_days_between_counts_the_last_day_and_not_the_first():
    assert CALENDAR.workdays_between(day("2026-11-23"), day("2026-11-24")) == 1
    assert CALENDAR.workdays_between(day("2026-11-23"), day("2026-11-23")) == 0
    assert CALENDAR.workdays_between(day("2026-11-24"), day("2026-11-23")) == -1


@given(days, st.integers(0, 60))
def test_adding_and_counting_back_returns_to_a_working_day(start, n):
    begin = CALENDAR.add(start, 0).on
    assert CALENDAR.add(CALENDAR.add(begin, n).on, -n).on == begin


@given(days, st.integers(1, 60))
def test_counting_measures_what_adding_added(start, n):
    due = CALENDAR.add(start, n)
    assert CALENDAR.workdays_between(start, due.on) == n
    assert CALENDAR.is_workday(due.on)
    assert (due.on - start) == timedelta(days=n + len(due.skipped))
