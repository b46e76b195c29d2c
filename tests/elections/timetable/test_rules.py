"""The timetable, computed backwards from polling day (DOMAIN §2.2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from elections.rulesets.rules import LAW_2025
from elections.timetable.rules import earliest_polling, gaps, past, period_end, timetable
from elections.timetable.states import ElectionKind, StepCode
from jiedao.common.workdays import WorkCalendar

PLAIN = WorkCalendar(frozenset(), frozenset(), frozenset({2026}))
POLLING = date(2026, 11, 22)


@pytest.fixture
def days():
    return timetable(ElectionKind.TERM, LAW_2025, POLLING, PLAIN)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("candidates", date(2026, 11, 17)),
        ("proxies", date(2026, 11, 17)),
        ("proxy_list", date(2026, 11, 20)),
        ("polling", POLLING),
        ("seals", POLLING),
        ("handover", date(2026, 12, 2)),
    ],
)
def test_the_worked_calendar_of_the_domain(days, code, day):
    assert days[code] == day


def test_objections_that_end_on_a_saturday_are_taken_until_monday():
    assert period_end(date(2026, 11, 2), 5, PLAIN) == date(2026, 11, 9)


def test_the_roll_hangs_so_early_that_it_is_settled_before_names_are_proposed(days):
    assert days["roll"] <= POLLING - timedelta(days=20)
    assert days["freeze"] <= days["nomination"]
    assert days["registration_end"] < days["roll"]


def test_names_are_taken_up_to_the_day_before_they_are_looked_at(days):
    assert days["nomination_end"] == days["qualification"] - timedelta(days=1)
    assert StepCode.NOMINATION_END not in timetable(ElectionKind.RECALL, LAW_2025, POLLING, PLAIN)


def test_they_are_taken_for_a_day_even_where_the_two_fall_on_one():
    rules = replace(LAW_2025, qualification_days_before=LAW_2025.nomination_days_before)
    found = timetable(ElectionKind.TERM, rules, POLLING, PLAIN)

    assert found["nomination_end"] == found["nomination"] == found["qualification"]
    assert gaps(found, rules, PLAIN) == []


@pytest.mark.parametrize(
    ("moved", "first", "later"),
    [
        ({"nomination_end": -1}, "提名候选人开始", "自荐和提名截止"),
        ({"nomination_end": 9}, "自荐和提名截止", "资格联审"),
    ],
)
def test_the_last_day_of_nominations_lies_between_the_first_and_the_review(
    days, moved, first, later
):
    moved = {code: days["nomination"] + timedelta(days=n) for code, n in moved.items()}

    said = [gap.words for gap in gaps(days | moved, LAW_2025, PLAIN)]

    assert said == [f"“{later}”不能早于“{first}”。"]


def test_a_timetable_computed_by_the_rules_has_no_gap(days):
    assert gaps(days, LAW_2025, PLAIN) == []


@pytest.mark.parametrize("polling", [POLLING + timedelta(days=n) for n in range(14)])
@pytest.mark.parametrize("kind", ElectionKind.values)
def test_whatever_the_weekday_and_the_kind_there_is_no_gap(kind, polling):
    assert gaps(timetable(kind, LAW_2025, polling, PLAIN), LAW_2025, PLAIN) == []


def test_a_holiday_inside_the_objections_makes_the_roll_hang_earlier():
    week = [date(2026, 10, 26) + timedelta(days=n) for n in range(10)]
    festival = replace(PLAIN, rest=frozenset(week))

    holiday = timetable(ElectionKind.TERM, LAW_2025, POLLING, festival)

    assert holiday["roll"] < timetable(ElectionKind.TERM, LAW_2025, POLLING, PLAIN)["roll"]
    assert gaps(holiday, LAW_2025, festival) == []


def test_a_recall_names_nobody():
    days = timetable(ElectionKind.RECALL, LAW_2025, POLLING, PLAIN)

    assert not {"nomination", "qualification", "candidates"} & set(days)
    assert days["freeze"] <= days["polling"]


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (
            {"candidates": POLLING - timedelta(days=4)},
            "“公布正式候选人”离选举日 4 天，至少要提前 5 天。",
        ),
        ({"roll": POLLING - timedelta(days=19)}, "“公布选民名单”离选举日 19 天"),
        ({"proxy_list": POLLING - timedelta(days=1)}, "至少要提前 2 天"),
    ],
)
def test_a_step_moved_too_near_is_named(days, moved, words):
    assert any(words in gap.words for gap in gaps({**days, **moved}, LAW_2025, PLAIN))


def test_exactly_the_distance_of_the_law_is_no_gap(days):
    moved = {**days, "candidates": POLLING - timedelta(days=5)}

    assert gaps(moved, LAW_2025, PLAIN) == []


def test_fewer_days_for_objections_than_promised_are_named(days):
    moved = {**days, "objections_end": days["roll"] + timedelta(days=3)}

    assert [gap.code for gap in gaps(moved, LAW_2025, PLAIN)] == ["objections_end"]


def test_registration_shorter_than_the_rule_is_named(days):
    moved = {**days, "registration_end": days["registration"] + timedelta(days=1)}

    assert "选民登记只有 2 天，要 5 天。" in [gap.words for gap in gaps(moved, LAW_2025, PLAIN)]


def test_steps_in_the_wrong_order_are_named(days):
    moved = {**days, "nomination": days["freeze"] - timedelta(days=1)}

    assert [gap.code for gap in gaps(moved, LAW_2025, PLAIN)] == ["nomination"]


def test_a_step_before_today_says_so(days):
    today = days["body"] + timedelta(days=1)

    assert [gap.code for gap in past(days, today)] == ["body"]


def test_the_earliest_polling_day_is_the_first_with_nothing_in_the_past():
    today = date(2026, 9, 1)
    first = earliest_polling(ElectionKind.TERM, LAW_2025, today, PLAIN)

    def begins(polling: date) -> date:
        return min(timetable(ElectionKind.TERM, LAW_2025, polling, PLAIN).values())

    assert begins(first) >= today > begins(first - timedelta(days=1))


def test_every_step_has_a_day(days):
    assert list(days) == StepCode.values
