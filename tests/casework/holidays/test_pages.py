"""今天平安 and the holiday roster, as the committee and the street meet them."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine

from casework.duty.models import DayReport
from casework.duty.states import Slot
from casework.holidays.actions import report_day
from committees.journal.models import AuditEntry
from committees.reminders.models import Call
from tests.casework.duty.conftest import TODAY, at, sent, text_of, told

pytestmark = pytest.mark.django_db
NINE = at("9:00")


@pytest.fixture(autouse=True)
def nine_o_clock():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def national_day(cast, made):
    first = date(2026, 10, 1)
    for n in range(3):
        day = first + timedelta(days=n)
        person = cast.east_member if n != 1 else cast.east_director
        made(person, day, Slot.HOLIDAY, lead=cast.east_director)
    made(cast.east_member, first, Slot.NIGHT)
    made(None, first + timedelta(days=3), Slot.HOLIDAY)
    return "/street/duty/holiday/?from=2026-10-01&to=2026-10-07"


def test_one_sheet_says_who_leads_and_who_is_on_duty_on_which_days(national_day, clerk):
    text = text_of(clerk.get(national_day))

    assert "清和街道国庆节值班表（2026年10月1日—10月7日）" in text
    assert "王桂珍 100****0006 1昼夜、3日" in text
    assert "周桂英 100****0005 2日" in text
    assert "清和街道总值班 021-0000 0000" in text
    across = text_of(clerk.get("/street/duty/holiday/?from=2026-09-30&to=2026-10-07"))
    assert "王桂珍 100****0006 10月1昼夜、3日" in across
    assert "缺人 1 处" in text
    assert "1 个居委会还没排。" in text  # West


def test_days_in_a_row_are_one_stretch(cast, made, clerk):
    for n in (0, 1, 2, 5):
        made(cast.east_member, date(2026, 10, 1) + timedelta(days=n), Slot.HOLIDAY)
    made(cast.east_member, date(2026, 10, 7), Slot.NIGHT)

    text = text_of(clerk.get("/street/duty/holiday/?from=2026-10-01&to=2026-10-07"))

    assert "王桂珍 100****0006 1–3、6、7夜" in text


def test_phone_numbers_are_masked_until_shown_and_showing_is_recorded(national_day, clerk):
    assert "10000000006" not in clerk.get(national_day).content.decode()
    assert not AuditEntry.objects.filter(act="duty.reveal").exists()

    shown = clerk.post(national_day, {"idempotency_key": str(uuid.uuid4())})

    assert shown.status_code == 200
    assert "10000000006" in shown.content.decode()
    assert AuditEntry.objects.filter(act="duty.reveal").count() == 1


@pytest.mark.parametrize(
    "query", ["", "?from=乱写&to=2026-10-07", "?from=2026-10-07&to=2026-10-01"]
)
def test_a_roster_without_clear_days_is_that_of_the_next_holiday_or_week(clerk, query):
    page = clerk.get(f"/street/duty/holiday{query}")

    assert page.status_code == 200
    assert "11月23日 星期一 到 11月29日 星期日，7 天。" in text_of(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roster_costs_eight_queries(cast, made, clerk, django_assert_num_queries, rows):
    for n in range(rows):
        made(cast.east_member, TODAY + timedelta(days=n), lead=cast.east_director)

    with django_assert_num_queries(8):
        clerk.get("/street/duty/holiday/")


def test_the_board_of_the_day_puts_the_missing_first_and_onto_the_call_list(cast, clerk):
    report_day(cast.east, TODAY, by=cast.east_member, quiet=False, text="停电", at=NINE)
    page = clerk.get("/street/duty/safe/")
    text = text_of(page)
    assert "2 个居委会，还有 1 个没报" in text
    assert "东苑 ：停电" in text
    assert "tel:021-00000002" in page.content.decode()

    answer = clerk.post("/street/duty/safe/calls/", {"idempotency_key": str(uuid.uuid4())})
    assert "1 个居委会进了电话名单。" in text_of(clerk.get(answer["Location"]))
    assert Call.objects.get().recipient == cast.west_director
    listed = text_of(clerk.get("/street/duty/safe/"))
    assert "在电话名单里" in listed
    assert "列入电话名单" not in listed.replace("自动列入电话名单", "")
    answer = clerk.post("/street/duty/safe/calls/", {"idempotency_key": str(uuid.uuid4())})
    assert "没有要添的" in text_of(clerk.get(answer["Location"]))

    report_day(cast.west, TODAY, by=cast.west_member, quiet=True, at=NINE)
    assert "都报了" in text_of(clerk.get("/street/duty/safe/"))


@pytest.mark.parametrize("rows", [1, 2])
def test_the_board_of_the_day_costs_seven_queries(cast, clerk, django_assert_num_queries, rows):
    for committee, person in ((cast.east, cast.east_member), (cast.west, cast.west_member))[:rows]:
        report_day(committee, TODAY, by=person, quiet=True, at=NINE)

    with django_assert_num_queries(7):
        clerk.get("/street/duty/safe/")


def test_today_is_safe_in_one_tap_and_an_event_takes_words(cast, member):
    assert "记好了，街道能看到。" in told(member, sent(member, "/duty/report/", quiet="yes"))
    refused = sent(member, "/duty/report/", quiet="no", text="")
    assert refused.status_code == 422
    sent(member, "/duty/report/", quiet="no", text="三号楼停电")
    assert DayReport.objects.get().text == "三号楼停电"
