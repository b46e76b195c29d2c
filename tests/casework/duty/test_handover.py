"""What one shift leaves to the next, leave, and the day's report."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.duty.handover import (
    ask_leave,
    cancel_leave,
    leave_point,
    put_on_call_list,
    reopen_point,
    report_day,
    settle_point,
    take_point,
)
from casework.duty.models import DayReport, HandoverPoint, Leave
from casework.duty.states import RotaState, Slot
from committees.people.models import Posting
from committees.reminders.models import Call
from committees.territory.models import Committee
from tests.casework.duty.conftest import NOW, TODAY, at
from tests.casework.duty.test_rota import journal, refusal

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


# Points


@pytest.fixture
def point(cast):
    return leave_point(cast.east, "301 室漏水，等物业回电话", by=cast.east_member, at=NOW)


def test_a_point_is_left_taken_by_the_next_and_settled(cast, point):
    take_point(point, by=cast.east_director, at=at("13:35"))
    settle_point(point, by=cast.east_director, at=at("15:00"))

    point.refresh_from_db()
    assert (point.left_by, point.taken_by) == (cast.east_member, cast.east_director)
    assert (point.taken_at, point.settled_at) == (at("13:35"), at("15:00"))
    assert journal() == ["duty.point-leave", "duty.point-take", "duty.point-settle"]


def test_a_point_is_taken_once_and_not_by_whoever_left_it(cast, point):
    assert "由下一班的人来接" in refusal(take_point, point, by=cast.east_member, at=NOW)
    assert "不是您所在的" in refusal(take_point, point, by=cast.west_member, at=NOW)
    take_point(point, by=cast.east_station, at=NOW)
    assert "已经有人接下了" in refusal(take_point, point, by=cast.east_director, at=NOW)


def test_what_is_settled_stays_settled_but_for_a_slip_on_the_same_day(cast, point):
    settle_point(point, by=cast.east_member, at=NOW)
    assert "已经办完了" in refusal(settle_point, point, by=cast.east_director, at=NOW)
    assert "已经办完了" in refusal(take_point, point, by=cast.east_director, at=NOW)

    reopen_point(point, by=cast.east_director, at=at("17:00"))
    point.refresh_from_db()
    assert point.settled_at is None

    settle_point(point, by=cast.east_member, at=NOW)
    assert "当天办完的" in refusal(
        reopen_point, point, by=cast.east_director, at=at("8:00", TOMORROW)
    )


def test_an_empty_or_foreign_point_is_not_left(cast):
    assert "请写“没办完的事”" in refusal(leave_point, cast.east, " ", by=cast.east_member, at=NOW)
    assert "不是您所在的" in refusal(leave_point, cast.east, "灯", by=cast.west_member, at=NOW)
    assert not HandoverPoint.objects.exists()


# The day


def test_one_report_a_day_and_the_later_one_counts(cast):
    report_day(cast.east, TODAY, by=cast.east_member, quiet=True, at=NOW)
    report_day(
        cast.east, TODAY, by=cast.east_director, quiet=False, text="三号楼停电", at=at("15:00")
    )

    report = DayReport.objects.get()
    assert (report.quiet, report.text, report.by) == (False, "三号楼停电", cast.east_director)
    assert journal() == ["duty.report", "duty.report"]


def test_a_report_is_of_today_and_says_what_happened(cast):
    quiet = {"by": cast.east_member, "quiet": True, "at": NOW}

    assert refusal(report_day, cast.east, TOMORROW, **quiet) == "只报今天的情况。"
    assert "请写“什么情况”" in refusal(report_day, cast.east, TODAY, **{**quiet, "quiet": False})
    assert "不是您所在的" in refusal(report_day, cast.west, TODAY, **quiet)
    report_day(cast.east, TODAY, **quiet)
    with pytest.raises(IntegrityError), transaction.atomic():
        DayReport.objects.create(committee=cast.east, day=TODAY, quiet=True, by=cast.east_member)


# The call list


def test_all_that_have_not_reported_come_on_the_call_list_once(cast, made):
    made(cast.west_member, TODAY, committee=cast.west)
    everybody = Committee.objects.in_street_order()
    running = at("9:00")

    assert put_on_call_list(everybody, by=cast.clerk, at=running) == (2, [])
    assert put_on_call_list(everybody, by=cast.clerk, at=running) == (0, [])

    assert {(call.committee, call.recipient) for call in Call.objects.all()} == {
        (cast.east, cast.east_director),  # nobody on duty now: the director
        (cast.west, cast.west_member),  # on duty now
    }
    assert Call.objects.first().text == "11月23日还没报平安，请打电话问一下。"


def test_who_reported_is_not_phoned_and_where_nobody_can_be_is_named(cast):
    report_day(cast.west, TODAY, by=cast.west_member, quiet=True, at=NOW)
    Posting.objects.filter(user=cast.east_director).update(until=date(2026, 11, 1))

    made, nobody = put_on_call_list(Committee.objects.all(), by=cast.clerk, at=NOW)

    assert (made, nobody) == (0, [cast.east])
    assert not Call.objects.exists()


def test_the_call_list_is_the_street_s(cast):
    words = refusal(put_on_call_list, Committee.objects.all(), by=cast.east_director, at=NOW)

    assert words == "电话名单由街道来列。"


# Leave


def leave_of(cast, person, *, by=None, since=TOMORROW, until=TOMORROW):
    return ask_leave(cast.east, person, by=by or person, since=since, until=until, at=NOW)


def test_leave_frees_places_in_drafts_and_leaves_published_shifts_to_be_swapped(cast, made):
    published = made(cast.east_member, TOMORROW)
    draft = made(cast.east_member, date(2026, 12, 1), state=RotaState.DRAFT)
    other = made(cast.east_director, date(2026, 12, 1), Slot.AFTERNOON, state=RotaState.DRAFT)

    leave_of(cast, cast.east_member, until=date(2026, 12, 1))

    for shift in (published, draft, other):
        shift.refresh_from_db()
    assert published.person == cast.east_member
    assert draft.person is None
    assert other.person == cast.east_director


def test_leave_for_a_colleague_takes_an_elected_person(cast):
    assert "请主任或委员来记" in refusal(leave_of, cast, cast.east_member, by=cast.east_station)
    assert "不是您所在的" in refusal(leave_of, cast, cast.east_member, by=cast.west_director)

    assert leave_of(cast, cast.east_member, by=cast.east_director).person == cast.east_member


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (TOMORROW, TODAY, "不能早于开始"),
        (date(2026, 11, 1), date(2026, 11, 22), "已经过去了"),
        (TODAY, date(2027, 12, 1), "最长一年"),
    ],
)
def test_leave_has_its_bounds(cast, since, until, words):
    assert words in refusal(leave_of, cast, cast.east_member, since=since, until=until)
    assert not Leave.objects.exists()


def test_leave_is_cancelled_while_it_lasts(cast):
    leave = leave_of(cast, cast.east_member)
    assert "请主任或委员" in refusal(cancel_leave, leave, by=cast.east_station, on=TODAY)
    assert "已经过去了" in refusal(
        cancel_leave, leave, by=cast.east_member, on=TOMORROW + timedelta(days=1)
    )

    cancel_leave(leave, by=cast.east_member, on=TOMORROW)

    assert not Leave.objects.exists()
    assert journal()[-1] == "duty.leave-cancel"
