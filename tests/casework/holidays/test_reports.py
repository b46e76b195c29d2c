"""The day's report, and the call list of those who have not reported."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.duty.models import DayReport
from casework.holidays.actions import call_missing_of_a_festival, put_on_call_list, report_day
from committees.people.models import Posting
from committees.reminders.models import Call
from committees.territory.models import Committee
from tests.casework.duty.conftest import NOW, TODAY, at
from tests.casework.duty.test_leave import TOMORROW
from tests.casework.duty.test_rota import journal, refusal

pytestmark = pytest.mark.django_db


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
    assert Call.objects.first().text == "11月23日还没收到您居委会的“今天平安”，您那边都好吗？"


def test_who_reported_is_not_phoned_and_where_nobody_can_be_is_named(cast):
    report_day(cast.west, TODAY, by=cast.west_member, quiet=True, at=NOW)
    Posting.objects.filter(user=cast.east_director).update(until=date(2026, 11, 1))

    made, nobody = put_on_call_list(Committee.objects.all(), by=cast.clerk, at=NOW)

    assert (made, nobody) == (0, [cast.east])
    assert not Call.objects.exists()


def test_the_call_list_is_the_street_s(cast):
    words = refusal(put_on_call_list, Committee.objects.all(), by=cast.east_director, at=NOW)

    assert words == "电话名单由街道来列。"


# A day off


NATIONAL_DAY = date(2026, 10, 1)


def test_on_a_day_off_the_missing_come_on_the_list_by_themselves_once(cast, made):
    report_day(
        cast.west, NATIONAL_DAY, by=cast.west_member, quiet=True, at=at("9:00", NATIONAL_DAY)
    )

    assert call_missing_of_a_festival(at("15:10", NATIONAL_DAY)) == 0
    assert call_missing_of_a_festival(at("16:10", NATIONAL_DAY)) == 1
    assert call_missing_of_a_festival(at("17:10", NATIONAL_DAY)) == 0

    call = Call.objects.get()
    assert (call.committee, call.recipient) == (cast.east, cast.east_director)
    assert not Call.objects.to_make(at("0:00", NATIONAL_DAY + timedelta(days=1))).exists()


def test_on_a_working_day_nobody_is_listed_by_itself(cast):
    assert call_missing_of_a_festival(at("16:10")) == 0


def test_who_reports_after_all_goes_off_the_list(cast):
    call_missing_of_a_festival(at("16:10", NATIONAL_DAY))
    assert Call.objects.count() == 2

    report_day(
        cast.east, NATIONAL_DAY, by=cast.east_member, quiet=True, at=at("16:20", NATIONAL_DAY)
    )

    assert {call.committee for call in Call.objects.all()} == {cast.west}
    assert call_missing_of_a_festival(at("17:10", NATIONAL_DAY)) == 0
