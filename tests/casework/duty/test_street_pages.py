"""The street's pages: manned or not, the holiday roster, 今天平安. It is 23 November, 9:00."""

import re
import uuid
from datetime import date, timedelta

import pytest
import time_machine

from casework.duty.handover import report_day
from casework.duty.models import SlotRule
from casework.duty.states import Slot
from committees.journal.models import AuditEntry
from committees.reminders.models import Call
from tests.casework.duty.conftest import TODAY, at
from tests.casework.duty.test_pages import text_of

pytestmark = pytest.mark.django_db
NINE = at("9:00")


@pytest.fixture(autouse=True)
def nine_o_clock():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def clerk(cast, enter):
    return enter(cast.clerk)


def rows_of(client) -> list[str]:
    body = client.get("/street/duty/").content.decode().partition("<tbody>")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", body.partition("</tbody>")[0], re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_committees_in_need_stand_first_then_the_street_s_order(cast, made, clerk):
    made(cast.east_member, TODAY, checked_in_at=at("8:25"))
    made(cast.west_member, TODAY, committee=cast.west)

    west, east = rows_of(clerk)

    assert west.startswith("西苑 上午 郑月娥 未签到")
    assert east.startswith("东苑 上午 王桂珍 已签到")
    assert "021-0000 0002" in west
    assert "不缺人" in east
    assert "1 个要留意，排在前面" in text_of(clerk.get("/street/duty/"))


def test_gaps_and_unpublished_months_are_named(cast, made, clerk):
    made(cast.east_member, TODAY, checked_in_at=at("8:25"))
    made(None, TODAY + timedelta(days=3))
    SlotRule.objects.create(committee=cast.west, slot=Slot.MORNING, starts="08:30", ends="11:30")

    east, west = rows_of(clerk)

    assert "缺人 1 处，最近 11月26日上午" in east
    assert "没公布 11月值班表 没公布 12月值班表" in west
    assert "没有排班" in west


def test_each_figure_leads_to_a_list_of_the_same_length(cast, made, clerk):
    for n in range(12):
        day = date(2026, 11, 2) + timedelta(days=n)
        made(cast.east_member, day, checked_in_at=at("8:30", day) if n < 9 else None)
    made(cast.west_member, date(2026, 11, 2), committee=cast.west)
    made(None, date(2026, 11, 20))

    html = clerk.get("/street/duty/").content.decode()
    link, words = re.search(r'href="([^"]*c=dongyuan[^"]*)">([^<]+)<', html).groups()
    link = link.replace("&amp;", "&")

    assert words == "69%（13 班有 9 班）"
    for show, count in (("", 13), ("manned", 9), ("unmanned", 4), ("empty", 1)):
        page = clerk.get(f"{link}&show={show}").content.decode()
        assert page.count('<th scope="row">') == count
        assert "已经结束的 13 班，有人 9 班" in page


def test_long_lists_go_on_by_key(cast, made, clerk):
    for n in range(53):
        made(cast.east_member, TODAY - timedelta(days=1 + n))
    first = clerk.get("/street/duty/shifts/?from=2026-09-01").content.decode()
    after = re.search(r'href="(\?[^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")

    second = clerk.get(f"/street/duty/shifts/{after}").content.decode()

    assert first.count('<th scope="row">') == 50
    assert second.count('<th scope="row">') == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_street_s_page_costs_eleven_queries(cast, made, clerk, django_assert_num_queries, rows):
    for seat in range(1, rows + 1):
        made(None, TODAY, seat=seat)
        made(None, TODAY - timedelta(days=1), committee=cast.west, seat=seat)

    with django_assert_num_queries(11):
        clerk.get("/street/duty/")


# The holiday roster


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
    assert "王桂珍 100****0006 10月1、3日（含夜间）" in text
    assert "周桂英 100****0005 10月2日" in text
    assert "缺人 1 处" in text
    assert "1 个居委会还没排。" in text  # West


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
def test_the_roster_costs_seven_queries(cast, made, clerk, django_assert_num_queries, rows):
    for n in range(rows):
        made(cast.east_member, TODAY + timedelta(days=n), lead=cast.east_director)

    with django_assert_num_queries(7):
        clerk.get("/street/duty/holiday/")


# 今天平安


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
    answer = clerk.post("/street/duty/safe/calls/", {"idempotency_key": str(uuid.uuid4())})
    assert "没有要添的" in text_of(clerk.get(answer["Location"]))

    report_day(cast.west, TODAY, by=cast.west_member, quiet=True, at=NINE)
    assert "都报了" in text_of(clerk.get("/street/duty/safe/"))


@pytest.mark.parametrize("rows", [1, 2])
def test_the_board_of_the_day_costs_six_queries(cast, clerk, django_assert_num_queries, rows):
    for committee, person in ((cast.east, cast.east_member), (cast.west, cast.west_member))[:rows]:
        report_day(committee, TODAY, by=person, quiet=True, at=NINE)

    with django_assert_num_queries(6):
        clerk.get("/street/duty/safe/")
