from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.convening.rules import (
    GROUP_TEXT_MOST,
    Facts,
    differences,
    group_text,
    may_have_run,
    parse_clock,
    sensible_start,
    sensible_topics,
    topic_lines,
    when_words,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)
TWO = datetime(2026, 11, 25, 14, 0, tzinfo=SHANGHAI)
FACTS = Facts("小区联席会议", TWO, None, "居委会二楼", ("东苑物业公司",), ("楼道灯", "车棚"))


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("14:00", time(14)),
        ("１４：３０", time(14, 30)),
        ("1400", time(14)),
        ("9点", time(9)),
        ("下午2点半", time(14, 30)),
        ("下午 2:05", time(14, 5)),
        ("上午10点15分", time(10, 15)),
        ("中午12点", time(12)),
        ("中午1点", time(13)),
        ("晚上7点", time(19)),
        ("8", time(8)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, clock):
    assert parse_clock(typed) == clock


@pytest.mark.parametrize("typed", ["25:00", "14:60", "下午", "两点", "24点", "14:0", "9-30"])
def test_what_is_no_time_is_said_in_words(typed):
    with pytest.raises(ValueError, match="没看懂这个时间"):
        parse_clock(typed)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("楼道灯\n\n 车棚充电 ", ["楼道灯", "车棚充电"]),
        ("1. 楼道灯\n2、车棚\n（三）绿化", ["楼道灯", "车棚", "（三）绿化"]),
        ("一、楼道灯\n十二、车棚", ["楼道灯", "车棚"]),
        ("12.5 万元怎么用", ["12.5 万元怎么用"]),
        ("12 号楼漏水", ["12 号楼漏水"]),
        ("", []),
    ],
)
def test_one_line_is_one_topic_without_its_typed_number(text, topics):
    assert topic_lines(text) == topics


def test_too_many_or_too_long_topics_are_named():
    assert sensible_topics(["灯"] * 20)
    assert "最多 20 个，现在是 21 个" in sensible_topics(["灯"] * 21).reason
    assert "第 2 个议题太长" in sensible_topics(["灯", "灯" * 121]).reason


@pytest.mark.parametrize(("days", "fits"), [(0, True), (366, True), (367, False), (-367, False)])
def test_a_date_over_a_year_away_is_a_slip_of_the_pen(days, fits):
    assert bool(sensible_start(TWO + timedelta(days=days), TWO)) is fits


def test_a_meeting_has_run_once_it_has_begun():
    assert may_have_run(TWO, TWO)
    assert "还没到开会的时间" in may_have_run(TWO, TWO - timedelta(minutes=1)).reason


def test_the_invited_read_what_was_and_what_is():
    later = Facts("小区联席会议", TWO + timedelta(days=1), None, "三楼", topics=("楼道灯",))

    assert differences(FACTS, later, TODAY) == [
        "时间原来 11月25日 星期三 下午 2:00，现在 11月26日 星期四 下午 2:00",
        "地点原来居委会二楼，现在三楼",
        "议题原来 2 个，现在 1 个，有改动",
    ]


def test_nothing_is_told_when_nothing_changed():
    assert differences(FACTS, FACTS, TODAY) == []


def test_the_end_is_said_where_it_is_known():
    assert when_words(TWO, TWO + timedelta(hours=2), TODAY).endswith("下午 2:00 到 下午 4:00")


def test_the_text_for_the_group_says_what_when_where():
    text = group_text(FACTS, "东苑居委会", TODAY)

    assert text == (
        "【小区联席会议】11月25日 星期三 下午 2:00，居委会二楼。"
        "议题：1.楼道灯；2.车棚。请准时参加。东苑居委会"
    )


words = st.text(st.characters(categories=["Lo"]), min_size=1, max_size=80)


@given(words, words, words, st.lists(words, max_size=20), st.dates(date(2026, 1, 1)))
def test_the_text_for_the_group_never_exceeds_120_characters(title, place, who, topics, today):
    facts = Facts(title[:60], TWO, None, place, topics=tuple(topics))

    assert len(group_text(facts, who[:40], today)) <= GROUP_TEXT_MOST
