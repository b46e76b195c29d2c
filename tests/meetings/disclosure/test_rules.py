from datetime import date

import pytest

from jiedao.common.workdays import WorkCalendar
from meetings.disclosure.rules import (
    Line,
    Quarter,
    parse_yuan,
    quarters_due,
    statement,
    sums_of,
    yuan_words,
)

PLAIN = WorkCalendar.of([])


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1280", 128_000),
        ("1,280.50", 128_050),
        ("１２８０．５", 128_050),
        ("1280元", 128_000),
        ("¥ 0.05", 5),
        ("￥1，280", 128_000),
        ("0", 0),
    ],
)
def test_money_is_read_as_people_write_it(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["-5", "1.234", "12,80", "1e5", "NaN", "五元", "", "9" * 15])
def test_what_is_no_money_is_refused_in_words(text):
    with pytest.raises(ValueError, match="金额"):
        parse_yuan(text)


@pytest.mark.parametrize(
    ("fen", "words"), [(0, "0.00"), (5, "0.05"), (128_050, "1,280.50"), (-150, "-1.50")]
)
def test_fen_are_shown_as_yuan(fen, words):
    assert yuan_words(fen) == words


def test_the_sums_add_up_in_integers():
    lines = [Line("income", "拨款", 10), Line("income", "捐", 20), Line("expense", "纸", 45)]

    sums = sums_of(20, lines)

    assert (sums.income, sums.expense, sums.closing) == (30, 45, 5)


def test_quarters_know_their_days_and_neighbours():
    last = Quarter(2026, 4)

    assert (last.first, last.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert last.next == Quarter(2027, 1)
    assert last.next.before == last
    assert Quarter.of(date(2026, 9, 30)) == Quarter(2026, 3)
    assert last.words == "2026年第四季度"


def test_accounts_are_due_twenty_working_days_after_the_quarter():
    assert Quarter(2026, 3).publish_by(PLAIN) == date(2026, 10, 28)


@pytest.mark.parametrize(
    ("today", "since", "due"),
    [
        (date(2026, 10, 28), Quarter(2026, 1), [Quarter(2026, 2), Quarter(2026, 1)]),
        (date(2026, 10, 29), Quarter(2026, 2), [Quarter(2026, 3), Quarter(2026, 2)]),
        (date(2026, 10, 29), None, [Quarter(2026, 3)]),
        (date(2026, 10, 29), Quarter(2026, 4), []),
        (date(2026, 10, 29), Quarter(2020, 1), [
            Quarter(2026, 3), Quarter(2026, 2), Quarter(2026, 1), Quarter(2025, 4)]),
    ],
)  # fmt: skip
def test_a_missing_quarter_is_asked_for_a_year_back_and_not_before_the_first(today, since, due):
    assert quarters_due(today, since, PLAIN) == due


def test_the_notice_says_every_line_and_who_reviewed_it():
    lines = [Line("income", "拨款", 100_000), Line("expense", "纸", 4_550, "两箱")]

    text = statement("2026年第三季度", 0, lines, ["甲", "乙"])

    for words in ("拨款：1,000.00", "纸：45.50（两箱）", "本期结余：954.50", "甲、乙核对"):
        assert words in text
