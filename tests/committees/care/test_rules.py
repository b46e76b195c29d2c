"""What a label rests on, as a table."""

from datetime import date

import pytest

from committees.care.rules import (
    NEVER_A_KIND,
    Nature,
    grounds_for,
    months_later,
    needs_guardian,
    next_review,
    purposes_of,
)
from committees.care.seed import LABEL_KINDS
from committees.care.states import Ground, Purpose

PLAIN, LEGAL, ILL = Nature(), Nature(legal=True), Nature(health=True)
CHILDREN = Nature(minors=True)


@pytest.mark.parametrize(
    ("age", "nature", "purposes"),
    [
        (70, PLAIN, {Purpose.CARE}),
        (70, ILL, {Purpose.HEALTH}),
        (13, PLAIN, {Purpose.CHILD}),
        (14, PLAIN, {Purpose.CARE}),
        (13, ILL, {Purpose.CHILD, Purpose.HEALTH}),
        (15, CHILDREN, {Purpose.CARE}),
        (None, CHILDREN, {Purpose.CHILD}),
        (None, PLAIN, {Purpose.CARE}),
    ],
)
def test_health_and_children_have_a_consent_of_their_own(age, nature, purposes):
    assert purposes_of(age, nature) == purposes


@pytest.mark.parametrize(
    ("age", "nature", "guardian"),
    [(13, PLAIN, True), (14, PLAIN, False), (17, CHILDREN, True), (18, CHILDREN, False)],
)
def test_the_guardian_answers_for_a_child(age, nature, guardian):
    assert needs_guardian(age, nature) is guardian


@pytest.mark.parametrize(
    ("age", "nature", "grounds"),
    [
        (70, PLAIN, [Ground.CONSENT, Ground.LIFE]),
        (70, LEGAL, [Ground.DUTY, Ground.CONSENT, Ground.LIFE]),
        (8, PLAIN, [Ground.GUARDIAN, Ground.LIFE]),
    ],
)
def test_only_what_a_body_granted_is_statutory_duty_and_life_never_waits(age, nature, grounds):
    assert grounds_for(age, nature) == grounds


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(day, months, later):
    assert months_later(day, months) == later


def test_an_emergency_is_looked_at_again_within_a_month():
    assert next_review(Ground.LIFE, 12, date(2026, 11, 1)) == date(2026, 12, 1)
    assert next_review(Ground.DUTY, 12, date(2026, 11, 1)) == date(2027, 11, 1)


@pytest.mark.parametrize("name", ["信访重点人员", "维稳对象", "宗教信仰", "刑满释放人员"])
def test_some_kinds_never_exist(name):
    assert NEVER_A_KIND.search(name)


def test_none_of_the_first_kinds_is_one_of_them():
    assert [row["name"] for row in LABEL_KINDS if NEVER_A_KIND.search(row["name"])] == []
