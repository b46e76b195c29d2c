"""Adding and measuring time on the official calendars of 2025 and 2026 (DOMAIN §4.3)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clocks.states import Unit
from casework.clocks.worktime import Limit, after, end_of, measure, taken_by_pause
from tests.casework.clocks.moments import CALENDAR, SHANGHAI, at

MOMENTS = st.datetimes(
    datetime(2025, 1, 1), datetime(2026, 12, 1), timezones=st.just(SHANGHAI)
).map(lambda one: one.replace(second=0, microsecond=0))
UNITS = st.sampled_from(list(Unit))
LIMITS = st.builds(Limit, st.integers(0, 60), UNITS)


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        (at(2, 13), 1, date(2026, 2, 14)),  # a Saturday to make up for
        (at(2, 13), 2, date(2026, 2, 24)),
        (at(9, 30), 1, date(2026, 10, 8)),
        (at(5, 8), 1, date(2026, 5, 9)),
        (at(1, 27, year=2025), 1, date(2025, 2, 5)),
        (at(10, 10, year=2025), 1, date(2025, 10, 11)),
    ],
)
def test_working_days_of_the_official_notices(opened, days, due):
    assert after(CALENDAR, opened, Limit(days, Unit.DAYS)).at == end_of(due)


@pytest.mark.parametrize(
    ("since", "limit", "due"),
    [
        (at(10, 3, 23, 50), Limit(30, Unit.MINUTES), at(10, 4, 0, 20)),  # a festival night counts
        (at(11, 18, 10), Limit(2, Unit.HOURS), at(11, 18, 12)),
        (at(11, 18, 16), Limit(2, Unit.HOURS), at(11, 19, 10)),
        (at(11, 18, 7), Limit(2, Unit.HOURS), at(11, 18, 11)),
        (at(11, 18, 20), Limit(8, Unit.HOURS), at(11, 19, 17)),
        (at(11, 20, 16), Limit(2, Unit.HOURS), at(11, 23, 10)),  # over a weekend
        (at(2, 13, 16), Limit(2, Unit.HOURS), at(2, 14, 10)),  # into a Saturday to make up for
        (at(11, 18, 10), Limit(0, Unit.DAYS), at(11, 18, 17)),
        (at(11, 18, 17, 30), Limit(0, Unit.DAYS), at(11, 19, 17)),
        (at(11, 21, 10), Limit(0, Unit.DAYS), at(11, 23, 17)),
    ],
)
def test_each_unit_has_its_own_way_to_pass(since, limit, due):
    assert after(CALENDAR, since, limit).at == due


@pytest.mark.parametrize(
    ("since", "until", "unit", "passed"),
    [
        (at(11, 18, 16), at(11, 19, 10), Unit.HOURS, 120),
        (at(11, 18, 16), at(11, 19, 10), Unit.MINUTES, 18 * 60),
        (at(11, 20, 16), at(11, 23, 10), Unit.DAYS, 1),
        (at(9, 30, 10), at(10, 8, 10), Unit.DAYS, 1),
        (at(11, 19, 10), at(11, 18, 10), Unit.MINUTES, 0),
    ],
)
def test_what_passes_between_two_moments(since, until, unit, passed):
    assert measure(CALENDAR, since, until, unit) == passed


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (at(11, 18, 10), at(11, 20, 9), 2),  # Wednesday morning until Friday morning
        (at(11, 18, 23), at(11, 20, 9), 1),  # from the night before it took Thursday alone
        (at(11, 18, 17), at(11, 19, 9), 0),  # a night
        (at(11, 20, 16), at(11, 23, 9), 1),  # the rest of a Friday
        (at(11, 21, 10), at(11, 23, 9), 0),  # a weekend
        (at(9, 30, 18), at(10, 8, 9), 0),  # the holidays of the National Day
        (at(2, 13, 18), at(2, 15, 9), 1),  # a Saturday to make up for
        (at(11, 18, 10), at(11, 18, 15), 0),  # the resident spoke the same day
        (at(11, 18, 10), at(11, 18, 17), 1),
        (at(11, 19, 10), at(11, 18, 10), 0),
    ],
)
def test_a_pause_takes_the_days_on_which_nobody_worked_and_no_more(since, until, days):
    assert taken_by_pause(CALENDAR, since, until, Unit.DAYS) == days


@given(MOMENTS, st.integers(0, 60))
def test_a_longer_pause_never_takes_less(since, hours):
    ends = [since + timedelta(hours=hours), since + timedelta(hours=hours + 5)]
    taken = [taken_by_pause(CALENDAR, since, end, Unit.DAYS) for end in ends]
    assert 0 <= taken[0] <= taken[1]
    assert taken[1] <= 1 + (hours + 5) // 24 + 1


def test_a_deadline_names_the_days_it_passed_over():
    due = after(CALENDAR, at(9, 30, 16), Limit(2, Unit.HOURS))
    assert due.at == at(10, 8, 10)
    assert {why for _, why in due.skipped} == {"国庆节"}
    assert len(due.skipped) == 7


@given(MOMENTS, LIMITS)
def test_nothing_is_due_before_it_began_nor_outside_the_office(since, limit):
    due = after(CALENDAR, since, limit).at
    assert due >= since
    if limit.unit != Unit.MINUTES:
        assert CALENDAR.is_workday(due.astimezone(SHANGHAI).date())


@given(MOMENTS, LIMITS, st.integers(1, 20))
def test_a_longer_limit_and_a_longer_rest_are_never_due_earlier(since, limit, more):
    due = after(CALENDAR, since, limit).at
    assert after(CALENDAR, since, Limit(limit.amount + more, limit.unit)).at >= due
    assert after(CALENDAR, since, limit, more).at >= due


@given(MOMENTS, st.integers(1, 60), UNITS)
def test_measuring_gives_back_what_was_added(since, amount, unit):
    due = after(CALENDAR, since, Limit(amount, unit)).at
    minutes = {Unit.MINUTES: amount, Unit.HOURS: amount * 60, Unit.DAYS: amount}
    assert measure(CALENDAR, since, due, unit) == minutes[unit]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(30, Unit.MINUTES), "30 分钟"),
        (Limit(1440, Unit.MINUTES), "24 小时"),
        (Limit(2, Unit.HOURS), "2 个工作小时"),
        (Limit(0, Unit.DAYS), "当天下班前"),
        (Limit(5, Unit.DAYS), "5 个工作日"),
    ],
)
def test_a_limit_says_itself(limit, words):
    assert limit.words == words
