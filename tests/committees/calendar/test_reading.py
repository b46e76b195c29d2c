"""Days off, read as the office has them."""

from datetime import date

import pytest

from committees.calendar.rules import read_days, years_needed
from jiedao.common.statutory_days import STATUTORY_DAYS

NOTICE_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_a_notice_in_the_official_form_gives_exactly_the_days_we_know():
    rows, faults = read_days(NOTICE_2026, 2026)

    assert faults == []
    assert rows == [row for row in STATUTORY_DAYS if row[0].year == 2026]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("1-1 休 元旦", [(date(2027, 1, 1), "rest", "元旦")]),
        ("２０２７年１月２日 上班 元旦", [(date(2027, 1, 2), "work", "元旦")]),
        (
            "2月6日至2月7日 放假 春节",
            [(date(2027, 2, 6), "rest", "春节"), (date(2027, 2, 7), "rest", "春节")],
        ),
        ("2027/2/14 上班（调休） 春节", [(date(2027, 2, 14), "work", "春节")]),
    ],
)
def test_lines_are_read_as_people_write_them(line, rows):
    assert read_days(line, 2027) == (rows, [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("元旦放假", "第 1 行：没看懂"),
        ("\n1-1 也许 元旦", "第 2 行：没看懂"),
        ("2-30 休 春节", "没有 2月30日"),
        ("2026-1-1 休 元旦", "这一页是 2027 年的"),
        ("2月6日至1月6日 休 春节", "起止日期不对"),
        ("1月1日至12月31日 休 全年", "起止日期不对"),
        ("1-1 休 元旦\n1-1 班 元旦", "第 2 行：1月1日前面写的是另一种"),
        ("元旦：1月1日（周四）放假1天。", "2027年1月1日是周五，写的是周四。是不是年份选错了"),
        ("春节：2月6日至12日放假，共8天。", "写的是共 8 天，数下来是 7 天"),
        ("元旦：大家都放假。", "找不到"),
    ],
)
def test_a_line_that_is_unclear_is_named(text, reason):
    _, faults = read_days(text, 2027)

    assert reason in str(faults[0])


def test_the_coming_year_is_needed_from_the_middle_of_november():
    assert years_needed(date(2026, 11, 16)) == [2026]
    assert years_needed(date(2026, 11, 17)) == [2026, 2027]
    assert years_needed(date(2027, 1, 1)) == [2027]
