from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common import dates

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 45, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    "typed",
    [
        "11-25", "1125", "11.25", "11/25", "11月25日", "11月25号", "2026/11/25", "2026-11-25",
        "2026年11月25日", "20261125", "１１－２５", "１１月２５日", " 11 月 25 日 ", "后天",
        "11月25日 星期三",
        "本周三",
    ],
)  # fmt: skip
def test_a_day_may_be_written_any_way(typed):
    assert dates.parse_day(typed, TODAY) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "days"), [("昨天", -1), ("今天", 0), ("明天", 1), ("下周一", 7), ("上周日", -1)]
)
def test_days_by_their_everyday_names(typed, days):
    assert dates.parse_day(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2024/2/30", "2024年没有 2月30日"),
        ("2-29", "2026年没有 2月29日"),
        ("13-1", "没有 13月1日"),
        ("1899-12-31", "年份"),
        ("44927", "没看懂"),
        ("45.5.1", "没看懂"),
        ("26-11-25", "没看懂"),
        ("民国115年11月25日", "没看懂"),
        ("", "没看懂"),
    ],
)
def test_a_day_that_is_none_is_refused_and_never_shifted(typed, words):
    with pytest.raises(ValueError, match=words):
        dates.parse_day(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_as_shown_is_read_back(day):
    assert dates.parse_day(dates.cn_day(day, TODAY), TODAY) == day
    assert dates.parse_day(day.isoformat(), TODAY) == day


@given(st.text())
def test_no_text_breaks_the_reading(text):
    with suppress(ValueError):
        assert isinstance(dates.parse_day(text, TODAY), date)


def test_a_day_shows_its_year_only_when_it_is_another():
    assert dates.cn_day(TODAY, TODAY) == "11月23日 星期一"
    assert dates.cn_day(date(2025, 11, 23), TODAY) == "2025年11月23日 星期日"
    assert dates.cn_month(TODAY) == "2026年11月"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(9, 5, "上午 9:05"), (14, 0, "下午 2:00"), (0, 0, "上午 12:00"), (12, 30, "下午 12:30")],
)
def test_the_clock_in_words(hour, minute, words):
    assert dates.cn_time(NOW.replace(hour=hour, minute=minute)) == words


def test_an_instant_is_shown_on_the_clock_of_the_office():
    assert dates.cn_time(NOW.astimezone(ZoneInfo("UTC"))) == "上午 10:45"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW.replace(minute=42), "今天 10:42"),
        (NOW.replace(day=22, hour=15, minute=20), "昨天 15:20"),
        (NOW.replace(day=24, hour=9, minute=0), "明天 9:00"),
        (NOW.replace(day=20, hour=14, minute=0), "11月20日 下午 2:00"),
        (NOW.replace(year=2025, hour=14, minute=0), "2025年11月23日 下午 2:00"),
    ],
)
def test_a_moment_in_words(at, words):
    assert dates.cn_moment(at, NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "农历十月十五"),
        (date(2026, 2, 17), "农历正月初一"),
        (date(2025, 7, 25), "农历闰六月初一"),
        (date(2026, 1, 1), "农历冬月十三"),
        (date(1800, 1, 1), ""),
    ],
)
def test_the_lunar_day(day, words):
    assert dates.lunar(day) == words


@pytest.mark.parametrize(("days", "words"), [(4, "还有 4 天"), (0, "今天到期"), (-2, "超 2 天")])
def test_the_deadline_chip(days, words):
    assert dates.days_left_words(days) == words


@pytest.mark.parametrize(
    ("hour", "words"), [(8, "上午好"), (12, "下午好"), (18, "晚上好"), (2, "晚上好")]
)
def test_the_greeting(hour, words):
    assert dates.greeting(NOW.replace(hour=hour)) == words
