"""Suspected harm to a child: reported at once, in writing, and red until it is (art. 11)."""

from datetime import timedelta

import pytest

from casework.cases.models import CaseEvent
from casework.cases.states import EventKind
from casework.response.actions import report_harm
from casework.response.models import HarmReport
from jiedao.common.errors import Refused
from tests.casework.response.conftest import OPENED_AT

SOON = OPENED_AT + timedelta(minutes=10)


def report(case, by, *, to="110", reported_at=OPENED_AT, said="", at=SOON):
    return report_harm(case, by=by, to=to, reported_at=reported_at, said=said, at=at)


def test_the_report_says_to_whom_and_when(opened, cast):
    case = opened(harm=True)
    report(case, cast.east_member, said="接警员 007，马上来")
    row = HarmReport.objects.get()
    assert (row.to, row.at, row.by) == ("110", OPENED_AT, cast.east_member)
    line = CaseEvent.objects.get(kind=EventKind.REPORTED)
    assert line.text == "11月18日 09:00 公安 110。接警员 007，马上来"


def test_such_a_case_concerns_a_minor(opened):
    case = opened(harm=True)
    case.refresh_from_db()
    assert (case.minor, case.level) == (True, 1)


@pytest.mark.parametrize(
    ("who", "more", "says"),
    [
        ("west_director", {}, "不在这个居委会"),
        ("east_member", {"reported_at": SOON + timedelta(minutes=1)}, "不能晚于现在"),
    ],
)
def test_what_is_refused(opened, cast, who, more, says):
    with pytest.raises(Refused, match=says):
        report(opened(harm=True), getattr(cast, who), **more)


def test_a_case_without_the_mark_has_nothing_to_report(opened, cast):
    with pytest.raises(Refused, match="没有标为"):
        report(opened(), cast.east_member)
