"""The desk's pages, as a browser without script meets them. It is 23 November, 8:20."""

import uuid
from datetime import date

import pytest
import time_machine

from casework.desk.handover import leave_point
from casework.duty.models import DayReport, HandoverPoint
from casework.duty.states import Slot
from casework.log.models import LogEntry
from tests.casework.duty.conftest import NOW, TODAY, at, sent, text_of, told
from tests.casework.duty.test_leave import TOMORROW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def test_one_tap_checks_in_and_can_be_taken_back(cast, made, member):
    shift = made(cast.east_member, TODAY)

    answer = sent(member, "/duty/check-in/", shift=shift.pk, next="/today/")

    assert (answer.status_code, answer["Location"]) == (303, "/today/")
    page = member.get("/today/")
    assert "签到好了。11月23日 星期一 上午，上午 8:20 到。" in text_of(page)
    undo = f"/duty/shifts/{shift.pk}/undo/"
    assert undo in page.content.decode()
    assert "签到已经撤销。" in told(member, sent(member, undo))
    shift.refresh_from_db()
    assert shift.checked_in_at is None


def test_without_a_number_the_tap_means_the_shift_of_this_hour(cast, made, member):
    assert "没有要签到的班" in told(member, sent(member, "/duty/check-in"))
    shift = made(cast.east_member, TODAY)

    sent(member, "/duty/check-in")

    shift.refresh_from_db()
    assert shift.checked_in_at == NOW


def test_the_same_tap_sent_three_times_is_one_check_in(cast, made, member):
    shift = made(cast.east_member, TODAY)
    key = str(uuid.uuid4())

    places = {
        sent(member, "/duty/check-in/", shift=shift.pk, idempotency_key=key)["Location"]
        for _ in range(3)
    }

    shift.refresh_from_db()
    assert places == {f"/duty/shifts/{shift.pk}/"}
    assert shift.version == 2


def test_a_refused_tap_says_why_on_the_shift_s_own_page(cast, made, member):
    shift = made(cast.east_member, TODAY, Slot.AFTERNOON)

    answer = sent(member, "/duty/check-in/", shift=shift.pk)

    assert answer.status_code == 422
    assert "还没到时间，今天 13:30 开始" in text_of(answer)


def test_the_way_back_never_leaves_the_portal(cast, made, member):
    shift = made(cast.east_member, TODAY)

    answer = sent(member, "/duty/check-in/", shift=shift.pk, next="//evil.example/")

    assert answer["Location"] == f"/duty/shifts/{shift.pk}/"


@pytest.mark.parametrize("number", ["", "x", "99999999999999999999", "-1"])
def test_a_foreign_or_impossible_shift_is_a_missing_page(cast, made, member, number):
    foreign = made(cast.west_member, TODAY, committee=cast.west)

    answer = sent(member, "/duty/check-in/", shift=number or foreign.pk)

    assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.checked_in_at is None


def test_claiming_taking_over_and_noting_late_through_the_pages(cast, made, enter):
    empty, past = made(None, TOMORROW), made(cast.east_member, date(2026, 11, 20))
    running = made(cast.east_second_member, TODAY)
    member = enter(cast.east_member)

    assert "由您值班" in told(member, sent(member, f"/duty/shifts/{empty.pk}/claim/"))
    again = sent(member, f"/duty/shifts/{empty.pk}/claim/")
    assert (again.status_code, "已经有人" in text_of(again) or "认领" in text_of(again)) == (
        422,
        True,
    )

    late = f"/duty/shifts/{past.pk}/late/"
    assert "补签好了" in told(member, sent(member, late, came="8点25分"))
    past.refresh_from_db()
    assert past.checked_in_at == at("8:25", past.day)
    assert sent(member, late, came="25:99").status_code == 422

    with time_machine.travel(at("9:00"), tick=False):
        over = f"/duty/shifts/{running.pk}/take-over/"
        refused = sent(member, over, why="")
        assert refused.status_code == 422
        assert "请写“为什么接替”。" in text_of(refused)
        assert "现在由您值" in told(member, sent(member, over, why="他去医院"))


@time_machine.travel(at("11:25"), tick=False)
def test_check_out_leaves_points_and_reports_the_day(cast, made, member):
    shift = made(cast.east_member, TODAY, checked_in_at=at("8:10"))
    leave_point(cast.east, "旧的一件", by=cast.east_director, at=NOW)
    assert "旧的一件" in text_of(member.get("/duty/check-out/"))

    refused = sent(member, "/duty/check-out/", shift=shift.pk, points="灯", report="event")
    assert refused.status_code == 422
    assert "请写“什么情况”" in text_of(refused)
    assert "灯</textarea>" in refused.content.decode()
    assert HandoverPoint.objects.count() == 1

    answer = sent(
        member, "/duty/check-out/", shift=shift.pk, points="楼道灯\n\n等物业电话", report="quiet"
    )
    assert "交班好了，谢谢您。" in told(member, answer)
    shift.refresh_from_db()
    assert shift.checked_out_at == at("11:25")
    assert set(shift.left_points.values_list("text", flat=True)) == {"楼道灯", "等物业电话"}
    assert DayReport.objects.get().quiet
    assert "没有要交的班" in text_of(member.get("/duty/check-out/"))


def test_handover_through_the_pages(cast, enter):
    member, director = enter(cast.east_member), enter(cast.east_director)
    assert "留好了" in told(member, sent(member, "/duty/handover/", text="等物业回电话"))
    assert sent(member, "/duty/handover/", text="").status_code == 422
    point = HandoverPoint.objects.get()

    assert "没人接" in text_of(director.get("/duty/handover/"))
    assert "我接下了" not in text_of(member.get("/duty/handover/"))
    refused = sent(member, f"/duty/handover/{point.pk}/take/")
    assert (refused.status_code, "由下一班的人来接" in text_of(refused)) == (422, True)
    assert "接下了" in told(director, sent(director, f"/duty/handover/{point.pk}/take/"))
    settled = sent(director, f"/duty/handover/{point.pk}/settle/")
    page = director.get(settled["Location"])
    assert f"/duty/handover/{point.pk}/reopen/" in page.content.decode()
    assert "放回没办完" in told(director, sent(director, f"/duty/handover/{point.pk}/reopen/"))


def test_the_duty_book_has_the_columns_of_the_old_one(cast, made, member):
    made(cast.east_member, date(2026, 11, 20), checked_in_at=at("8:25", date(2026, 11, 20)))
    for text, committee in (("停车位被占", cast.east), ("西苑的事", cast.west)):
        LogEntry.objects.create(
            committee=committee,
            kind="visit",
            who="302 室",
            text=text,
            settled=True,
            happened_on=date(2026, 11, 20),
            author=cast.east_member,
        )
    leave_point(cast.east, "等物业电话", by=cast.east_member, at=at("11:30", date(2026, 11, 20)))

    text = text_of(member.get("/duty/book/"))

    assert "日期 值班人 来访／来电 处理 签名" in text
    assert "11月20日 星期五 上午 王桂珍 8:25 到" in text
    assert "停车位被占" in text
    assert "补记" in text
    assert "当场办结" in text
    assert "交下一班：等物业电话（王桂珍留）" in text
    assert "西苑的事" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_duty_book_costs_nine_queries(cast, made, member, django_assert_num_queries, rows):
    for n in range(1, rows + 1):
        made(cast.east_member, date(2026, 11, n))
        LogEntry.objects.create(
            committee=cast.east,
            kind="visit",
            text="事",
            happened_on=date(2026, 11, n),
            author=cast.east_member,
        )
        leave_point(cast.east, "点", by=cast.east_member, at=NOW)

    with django_assert_num_queries(9):
        member.get("/duty/book/")
