"""Deadlines, moves and closing, as tables."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.utils import timezone

from casework.cases.querysets import spoken
from casework.cases.rules import (
    DEFAULT_DAYS,
    Deadline,
    answer_deadline,
    deadline,
    due_at,
    may_ask_to_close,
    may_be_confirmed,
    may_close_alone,
    may_settle,
    needs_two,
    steps,
)
from casework.cases.states import MOVES, OPEN_STATES, CaseKind, CaseState
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from jiedao.common.workdays import WorkCalendar

# 国办发明电〔2025〕7号: 2026 National Day with its make-up days
CALENDAR = WorkCalendar.of(
    [(date(2026, 10, 1) + timedelta(days=n), "rest", "国庆节") for n in range(7)]
    + [(date(2026, 9, 20), "work", "国庆节调休"), (date(2026, 10, 10), "work", "国庆节调休")]
)


def test_a_deadline_names_each_skipped_day_and_its_reason():
    due = deadline(CALENDAR, date(2026, 11, 25), 5)
    assert due.on == date(2026, 12, 2)
    assert due.words == "5 个工作日，因为跳过 11月28日 周六、11月29日 周日"


def test_festival_and_make_up_days_count_as_the_notice_says():
    due = deadline(CALENDAR, date(2026, 9, 30), 3)
    assert due.on == date(2026, 10, 10)  # a working Saturday
    assert due.words.count("国庆节") == 7
    assert "10月10日" not in due.words


def test_no_skipped_day_needs_no_reason():
    assert deadline(CALENDAR, date(2026, 11, 23), 3).words == "3 个工作日"


def test_a_year_without_its_notice_is_said():
    assert "2027年的放假通知还没有录入" in deadline(CALENDAR, date(2026, 12, 30), 5).words


def test_a_day_somebody_chose_needs_no_explanation():
    assert Deadline(date(2026, 12, 3)).words == ""


def test_the_day_ends_at_five_in_shanghai():
    assert due_at(date(2026, 12, 3)).isoformat() == "2026-12-03T17:00:00+08:00"


def test_every_kind_has_its_working_days():
    assert set(DEFAULT_DAYS) == set(CaseKind)


ALLOWED_MOVES = {
    ("new", "working"),
    ("new", "waiting"),
    ("new", "followed_up"),
    ("new", "closed"),
    ("working", "waiting"),
    ("working", "followed_up"),
    ("working", "closed"),
    ("waiting", "working"),
    ("waiting", "followed_up"),
    ("waiting", "closed"),
    ("followed_up", "closed"),
    ("followed_up", "working"),
    ("closed", "working"),
}


@pytest.mark.parametrize(("old", "new"), list(product(CaseState, CaseState)))
def test_a_case_moves_only_along_the_table(old, new):
    if (old.value, new.value) in ALLOWED_MOVES:
        check_move(MOVES, old, new)
    else:
        with pytest.raises(Refused):
            check_move(MOVES, old, new)


def test_every_move_has_a_reason_and_open_means_not_closed():
    assert all(reason for ways in MOVES.values() for reason in ways.values())
    assert set(OPEN_STATES) == set(CaseState) - {CaseState.CLOSED}


AT_ONCE = {("issue", "new"), ("advice", "new"), ("proposal", "new")}
ALONE = (
    {(kind, "followed_up") for kind in ("issue", "dispute", "advice", "proposal")}
    | {("advice", state) for state in ("new", "working", "waiting")}
    | {("proposal", state) for state in ("new", "working", "waiting")}
)


@dataclass
class Light:
    """A case as the rules see it: small unless told otherwise."""

    kind: str = "issue"
    state: str = "new"
    level: int = 4
    harm: bool = False
    money: bool = False
    minor: bool = False


@pytest.mark.parametrize(("kind", "state"), list(product(CaseKind.values, CaseState.values)))
def test_who_closes_what_and_when(kind, state):
    case = Light(kind, state)
    assert bool(may_settle(case)) is ((kind, state) in AT_ONCE)
    assert bool(may_close_alone(case)) is ((kind, state) in ALONE)
    two = bool(may_ask_to_close(case, "到账单"))
    assert two is (kind == "hardship" and state != "closed")


@pytest.mark.parametrize(
    ("case", "two"),
    [
        (Light(), False),
        (Light("dispute"), False),
        (Light(level=3), False),
        (Light("hardship"), True),
        (Light(level=2), True),
        (Light(level=1), True),
        (Light(money=True), True),
        (Light(minor=True), True),
        (Light(harm=True), True),
    ],
)
def test_hardship_money_minors_and_the_two_gravest_levels_need_two_people(case, two):
    assert needs_two(case) is two
    assert bool(may_settle(case)) is not two or case.kind == "dispute"
    case.state = "followed_up"
    assert bool(may_close_alone(case)) is not two
    assert bool(may_ask_to_close(case, "签收表")) is two


@pytest.mark.parametrize(
    ("state", "asked_by", "confirmed"),
    [
        ("followed_up", [7], True),
        ("followed_up", [None], True),
        ("followed_up", [1, 7], True),
        ("followed_up", [1], False),
        ("followed_up", [], False),
        ("working", [7], False),
    ],
)
def test_somebody_who_did_not_do_the_work_asks_before_the_second_person_confirms(
    state, asked_by, confirmed
):
    assert bool(may_be_confirmed(Light("hardship", state), asked_by, {1, 2})) is confirmed


def test_without_a_return_call_the_page_asks_for_it():
    assert may_close_alone(Light("issue", "working")).reason == "请先写回访结果：居民满意吗？"
    assert "凭什么说办好了" in may_ask_to_close(Light("hardship", "working"), "  ").reason


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("new", "now wait wait wait"),
        ("working", "done now wait wait"),
        ("waiting", "done now wait wait"),
        ("followed_up", "done done now wait"),
        ("closed", "done done done done"),
    ],
)
def test_four_steps_from_registering_to_closing(state, words):
    assert [step.state for step in steps(state)] == words.split()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("26-31", (2026, 31)),
        ("２６－３１", (2026, 31)),
        ("26—31", (2026, 31)),
        ("3-502", None),
        ("漏水", None),
        ("26-", None),
    ],
)
def test_the_number_said_on_the_phone(said, meant):
    assert spoken(said) == meant


@pytest.mark.parametrize(
    ("offered", "hours", "until"),
    [
        ("11-23 10:00", 24, "11-24 10:00"),
        ("11-20 16:00", 24, "11-23 16:00"),  # Friday to Monday
        ("11-23 08:00", 24, "11-24 09:00"),  # not before the office opens
        ("11-23 20:00", 24, "11-25 09:00"),  # not in the evening either
        ("11-21 10:00", 24, "11-24 09:00"),  # Saturday: the clock begins on Monday
        ("11-23 10:00", 4, "11-23 14:00"),
        ("11-23 16:00", 4, "11-24 09:00"),
        ("11-23 17:00", 24, "11-24 17:00"),
        ("11-23 10:00", 48, "11-25 10:00"),
        ("09-30 15:00", 24, "10-08 15:00"),  # over the National Day
        ("10-09 15:00", 24, "10-10 15:00"),  # Saturday 10-10 is worked
    ],
)
def test_an_answer_is_due_in_hours_of_working_days(offered, hours, until):
    assert answer_deadline(CALENDAR, _at(offered), hours) == _at(until)


def test_nobody_has_less_time_to_answer_than_promised():
    offered = _at("11-23 10:00") + timedelta(seconds=30)
    assert answer_deadline(CALENDAR, offered, 24) == _at("11-24 10:01")


def _at(text: str) -> datetime:
    return timezone.make_aware(datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M"))
