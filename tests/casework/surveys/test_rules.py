"""Days of a round, words of a visit, and how doors add up."""

from datetime import date, timedelta

import pytest

from casework.surveys.rules import (
    Coverage,
    VisitWords,
    days_fit,
    stage_of,
    visit_fits,
)

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 10, 31), "ahead"),
        (FIRST, "running"),
        (LAST, "running"),
        (date(2026, 12, 1), "over"),
    ],
)
def test_both_days_belong_to_the_round(day, stage):
    assert stage_of(FIRST, LAST, day) == stage
    assert bool(visit_fits(FIRST, LAST, day)) is (stage == "running")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (FIRST, FIRST, True),
        (FIRST, FIRST - timedelta(days=1), False),
        (FIRST, FIRST + timedelta(days=184), True),
        (FIRST, FIRST + timedelta(days=185), False),
    ],
)
def test_a_round_lasts_a_day_at_least_and_half_a_year_at_most(starts_on, ends_on, fits):
    assert bool(days_fit(starts_on, ends_on)) is fits


@pytest.mark.parametrize(
    ("outcome", "words", "text"),
    [
        ("met", "", "上门见到了。"),
        ("nobody", "  ", "家里没人。"),
        ("refused", "", "开了门，今天不方便。"),
        ("met", "厕所灯坏了", "厕所灯坏了"),
    ],
)
def test_an_entry_says_what_was_written_or_what_the_button_says(outcome, words, text):
    assert VisitWords(outcome, FIRST, words).text == text


def test_what_is_left_is_the_rest_and_never_below_nothing():
    assert Coverage(10, 4, 1, 2).left == 3
    assert Coverage(1, 1, 1, 1).left == 0


def test_a_total_adds_every_column():
    assert Coverage.total([Coverage(10, 4, 1, 2), Coverage(5, 1, 0, 0)]) == Coverage(15, 5, 1, 2)
