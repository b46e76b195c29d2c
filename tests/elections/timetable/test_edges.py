"""The edges of the timetable: what a day more or less would change, and what is said of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from elections.rulesets.rules import LAW_2025
from elections.timetable.rules import earliest_polling, gaps, past, timetable
from elections.timetable.states import ElectionKind, StepCode
from jiedao.common.statutory_days import STATUTORY_DAYS
from jiedao.common.workdays import WorkCalendar

CALENDAR = WorkCalendar.of(STATUTORY_DAYS)
D = date(2026, 11, 22)


def days(kind: str = ElectionKind.TERM, **changed: int) -> dict[str, date]:
    return timetable(kind, replace(LAW_2025, **changed), D, CALENDAR)


def test_the_roll_hangs_so_early_that_the_list_is_frozen_before_names_are_proposed():
    term, recall = days(), days(ElectionKind.RECALL)
    assert term[StepCode.FREEZE] <= term[StepCode.NOMINATION]
    assert recall[StepCode.ROLL] == date(2026, 11, 2)
    assert recall[StepCode.FREEZE] <= D


def test_a_freeze_on_the_day_of_the_first_nomination_is_early_enough():
    usual = days()
    again = days(nomination_days_before=(D - usual[StepCode.FREEZE]).days)
    assert again[StepCode.NOMINATION] == again[StepCode.FREEZE] == usual[StepCode.FREEZE]
    later = days(nomination_days_before=(D - usual[StepCode.FREEZE]).days + 1)
    assert later[StepCode.ROLL] < again[StepCode.ROLL]


@pytest.mark.parametrize("length", [1, 5, 9])
def test_registration_lasts_its_days_and_ends_before_the_roll_hangs(length):
    found = days(registration_days=length)
    lasts = found[StepCode.REGISTRATION_END] - found[StepCode.REGISTRATION]
    assert lasts == timedelta(days=length - 1)
    assert found[StepCode.REGISTRATION_END] < found[StepCode.ROLL]


def test_registration_that_just_fits_stays_where_the_rules_put_it():
    begins = (D - days()[StepCode.ROLL]).days + 5
    found = days(registration_days_before=begins)
    assert found[StepCode.REGISTRATION] == D - timedelta(days=begins)
    assert found[StepCode.REGISTRATION_END] == found[StepCode.ROLL] - timedelta(days=1)
    early = days(registration_days_before=begins + 10)
    assert early[StepCode.REGISTRATION_END] == D - timedelta(days=begins + 6)


def test_seals_change_hands_after_the_poll():
    assert days(seals_days=2)[StepCode.SEALS] == D + timedelta(days=2)


@pytest.mark.parametrize("kind", [ElectionKind.TERM, ElectionKind.RECALL])
def test_the_earliest_polling_day_is_the_first_with_no_step_behind(kind):
    today = date(2026, 10, 12)
    first = earliest_polling(kind, LAW_2025, today, CALENDAR)
    assert min(timetable(kind, LAW_2025, first, CALENDAR).values()) >= today
    before = first - timedelta(days=1)
    assert min(timetable(kind, LAW_2025, before, CALENDAR).values()) < today


def test_every_gap_says_between_what():
    late = {**days(), StepCode.CANDIDATES: D - timedelta(days=4)}
    word = StepCode.CANDIDATES.label
    said = [gap.words for gap in gaps(late, LAW_2025, CALENDAR)]
    assert said == [f"“{word}”离选举日 4 天，至少要提前 5 天。"]
    short = {**days(), StepCode.OBJECTIONS_END: days()[StepCode.ROLL] + timedelta(days=1)}
    words = [gap.words for gap in gaps(short, LAW_2025, CALENDAR)]
    until = days()[StepCode.OBJECTIONS_END]
    assert words == [f"名单公布以后要留 5 天申诉，到 {until.month}月{until.day}日。"]
    turned = {**days(), StepCode.HANDOVER: D - timedelta(days=1)}
    first, later = StepCode.SEALS.label, StepCode.HANDOVER.label
    assert [gap.words for gap in gaps(turned, LAW_2025, CALENDAR)] == [
        f"“{later}”不能早于“{first}”。"
    ]


def test_what_is_past_is_named_with_its_day():
    found = past({StepCode.ROLL: date(2026, 11, 2), StepCode.POLLING: D}, date(2026, 11, 3))
    assert [(gap.code, gap.words) for gap in found] == [
        (StepCode.ROLL, f"“{StepCode.ROLL.label}”应当在 11月2日，已经过了。")
    ]
