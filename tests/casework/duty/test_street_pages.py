"""The street's pages: manned or not, and the shifts behind a figure. It is 23 November, 9:00."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from casework.duty.models import SlotRule
from casework.duty.states import Slot
from tests.casework.duty.conftest import TODAY, at, text_of

pytestmark = pytest.mark.django_db
NINE = at("9:00")


@pytest.fixture(autouse=True)
def nine_o_clock():
    with time_machine.travel(NINE, tick=False):
        yield


def rows_of(client) -> list[str]:
    body = client.get("/street/duty/").content.decode().partition("<tbody>")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", body.partition("</tbody>")[0], re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_committees_in_need_stand_first_then_the_street_s_order(cast, made, clerk, no_slots):
    made(cast.east_member, TODAY, checked_in_at=at("8:25"))
    made(cast.west_member, TODAY, committee=cast.west)

    west, east = rows_of(clerk)

    assert west.startswith("西苑 上午 郑月娥 未签到")
    assert east.startswith("东苑 上午 王桂珍 已签到")
    assert "021-0000 0002" in west
    assert "不缺人" in east
    assert "1 个要留意，排在前面" in text_of(clerk.get("/street/duty/"))


def test_gaps_and_unpublished_months_are_named(cast, made, clerk, no_slots):
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
