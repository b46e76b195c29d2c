"""The pages of the rota, as a browser without script meets them. It is 23 November, 8:20."""

import re
import uuid
from datetime import date, timedelta

import pytest
import time_machine

from casework.duty.handover import leave_point
from casework.duty.models import DayReport, HandoverPoint, Leave, Rota, RotaMember, SlotRule
from casework.duty.states import RotaState, Slot
from casework.duty.swaps import ask_swap, consent_swap
from casework.log.models import LogEntry
from committees.calendar.models import SpecialDay
from tests.casework.duty.conftest import NOW, TODAY, at

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


@pytest.fixture
def member(cast, enter):
    return enter(cast.east_member)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent(client, url, **fields):
    """Post with a key of its own, and look at the page it leads to."""
    fields.setdefault("idempotency_key", str(uuid.uuid4()))
    return client.post(url, fields)


def told(client, response) -> str:
    """The sentence on the next page after a success."""
    assert response.status_code == 303
    page = client.get(response["Location"])
    return text_of(page)


# The board


def test_the_board_shows_the_month_and_the_week_of_one_s_own_committee(cast, made, member):
    made(cast.east_member, TODAY)
    made(cast.east_director, date(2026, 11, 2))
    made(None, TOMORROW)
    made(cast.west_member, TODAY, committee=cast.west)

    page = member.get("/duty/")
    text, html = text_of(page), page.content.decode()

    assert "值班表 2026年11月" in text
    assert html.count('class="month"') == 1
    assert html.count('class="week"') == 1
    assert html.count('class="slot mine"') == 2  # once in the grid, once in the week
    assert html.count('class="slot gap"') == 2
    assert "没记" in text
    assert "缺人 1 处" in text
    assert "往后 14 天缺人 1 处" in text
    assert "郑月娥" not in text
    assert "red" not in re.findall(
        r'class="([^"]*)"', html.partition("<main")[2].partition("</main")[0]
    )


@pytest.mark.parametrize(
    ("query", "month", "week"),
    [
        ("", 1, 1),
        ("?view=month", 1, 0),
        ("?view=week&from=2026-11-30", 0, 1),
        ("?view=nonsense&from=昨天的明天", 1, 1),
        ("?from=99999999", 1, 1),
    ],
)
def test_the_view_is_chosen_in_the_address(ready, member, query, month, week):
    html = member.get(f"/duty/{query}").content.decode()

    assert (html.count('class="month"'), html.count('class="week"')) == (month, week)


def test_a_week_over_the_end_of_a_month_is_whole(cast, made, member):
    made(cast.east_member, date(2026, 12, 2))

    text = text_of(member.get("/duty/?view=week&from=2026-12-02"))

    assert "11月30日 星期一" in text
    assert "12月6日 星期日" in text
    assert "12月2日 星期三 上午 8:30–11:30 王桂珍" in text


def test_a_month_without_a_rota_says_what_to_do(ready, made, director, member):
    assert "12月还没排班。照上月排一份？" in text_of(director.get("/duty/?from=2026-12-01"))
    assert "12月的值班表还没公布" in text_of(member.get("/duty/?from=2026-12-01"))
    shift = made(ready.east_second_member, DECEMBER, state=RotaState.DRAFT)

    assert "草稿还没公布" in text_of(director.get("/duty/?from=2026-12-01"))
    assert "赵国强" not in text_of(member.get("/duty/?view=month&from=2026-12-01"))
    assert member.get(f"/duty/shifts/{shift.pk}/").status_code == 404
    assert director.get(f"/duty/shifts/{shift.pk}/").status_code == 200


def test_the_director_is_told_that_next_year_s_holidays_are_not_known(ready, director, member):
    assert "2027 年的放假安排还没录入" in text_of(director.get("/duty/"))
    assert "放假安排" not in text_of(member.get("/duty/"))

    SpecialDay.objects.create(day=date(2027, 1, 1), kind="rest", name="元旦")
    assert "放假安排" not in text_of(director.get("/duty/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_costs_fourteen_queries(ready, made, member, django_assert_num_queries, rows):
    for n in range(rows):
        shift = made(ready.east_member, TODAY + timedelta(days=1 + n))
        ask_swap(shift, by=ready.east_member, taker=ready.east_director, at=NOW)
        made(None, TODAY + timedelta(days=1 + n), Slot.AFTERNOON)

    with django_assert_num_queries(14):
        member.get("/duty/")


@pytest.mark.parametrize("path", ["check-out", "swaps/new", "print", "book", "report"])
def test_addresses_without_a_slash_answer_too(ready, member, path):
    assert (
        member.get(f"/duty/{path}").status_code == member.get(f"/duty/{path}/").status_code == 200
    )


# Checking in


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


# One shift


def actions_on(client, shift) -> set[str]:
    html = client.get(f"/duty/shifts/{shift.pk}/").content.decode().partition("<main")[2]
    words = "签到 我来值 交班 补签 换班 接替 换人 改时间 撤销签到".split()
    buttons = re.findall(r'class="btn[^"]*"[^>]*>(?:<svg.*?</svg>)?([^<]+)', html)
    return {word for word in words for button in buttons if button.endswith(word)}


def test_the_page_of_a_shift_offers_what_this_person_may_do_now(cast, made, enter):
    now, later = made(cast.east_member, TODAY), made(None, TOMORROW)
    past = made(cast.east_member, date(2026, 11, 20))
    member, director = enter(cast.east_member), enter(cast.east_director)
    branch = enter(cast.east_branch)

    assert actions_on(member, now) == {"签到", "换班"}
    assert actions_on(director, now) == {"签到", "换班", "换人", "改时间"}
    assert actions_on(branch, now) == set()
    assert actions_on(branch, later) == {"我来值"}
    assert actions_on(member, past) == {"补签"}
    with time_machine.travel(at("9:00"), tick=False):
        assert actions_on(branch, now) == {"接替"}


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


def test_today_is_safe_in_one_tap_and_an_event_takes_words(cast, member):
    assert "记好了，街道能看到。" in told(member, sent(member, "/duty/report/", quiet="yes"))
    refused = sent(member, "/duty/report/", quiet="no", text="")
    assert refused.status_code == 422
    sent(member, "/duty/report/", quiet="no", text="三号楼停电")
    assert DayReport.objects.get().text == "三号楼停电"


# The director changes


def test_somebody_of_another_committee_is_refused_in_words(cast, made, director):
    shift = made(cast.east_member, TOMORROW)

    answer = sent(
        director,
        f"/duty/shifts/{shift.pk}/person/",
        person=cast.west_member.pk,
        version=shift.version,
    )

    assert answer.status_code == 422
    assert "这个人不属于本居委会" in text_of(answer)
    shift.refresh_from_db()
    assert shift.person == cast.east_member


def test_two_savers_see_both_texts_and_the_second_may_insist(cast, made, director):
    shift = made(cast.east_member, TOMORROW)
    url = f"/duty/shifts/{shift.pk}/person/"
    sent(director, url, person=cast.east_second_member.pk, version=1)

    conflict = sent(director, url, person=cast.east_branch.pk, version=1)

    text = text_of(conflict)
    assert conflict.status_code == 409
    assert "赵国强" in text
    assert "陆书平" in text
    assert "按我的保存" in text
    assert 'name="version" value="2"' in conflict.content.decode()
    assert "改好了" in told(director, sent(director, url, person=cast.east_branch.pk, version=2))


def test_other_hours_are_written_as_people_write_them(cast, made, director):
    shift = made(cast.east_member, TOMORROW)
    url = f"/duty/shifts/{shift.pk}/time/"

    refused = sent(director, url, starts="早上", ends="11：00", version=1)
    assert refused.status_code == 422
    assert "没看懂这个时间，请写成 8:30。" in text_of(refused)
    assert "早上" in refused.content.decode()

    assert "时间改好了" in told(
        director, sent(director, url, starts="９：００", ends="1130", version=1)
    )
    shift.refresh_from_db()
    assert shift.starts_at == at("9:00", TOMORROW)
    assert sent(director, url, starts="9:00", ends="10:00", version=1).status_code == 409


# Planning


def test_from_nothing_to_the_first_published_month(cast, director):
    """R18, without script: usual slots, people, draft, one change, publication."""
    assert "还没有选人" in text_of(director.get("/duty/plan/"))
    refused = sent(director, "/duty/plan/draft/", month="2026-12-01", how="rotate")
    assert refused.status_code == 422
    assert "先选好哪些人参加值班" in text_of(refused)

    told(director, sent(director, "/duty/rules/usual/"))
    ticked = {f"in-{person.pk}": "on" for person in (cast.east_director, cast.east_member)}
    assert "名单存好了" in told(director, sent(director, "/duty/members/", **ticked))

    drafted = told(director, sent(director, "/duty/plan/draft/", month="2026-12-01", how="rotate"))
    assert "2026年12月的草稿排好了" in drafted
    assert "轮得很平均" in drafted
    rota = Rota.objects.get(month=DECEMBER)
    shift = rota.shifts.filter(person=cast.east_member).first()
    answer = sent(director, f"/duty/shifts/{shift.pk}/person/", person="", version=1)
    assert answer["Location"] == f"/duty/plan/?month={shift.day}"
    assert "缺人 1 处" in told(director, answer)

    assert "值班表公布了" in told(director, sent(director, f"/duty/plan/{rota.pk}/publish/"))
    rota.refresh_from_db()
    assert rota.state == RotaState.PUBLISHED
    again = sent(director, f"/duty/plan/{rota.pk}/publish/")
    assert (again.status_code, "已经公布了" in text_of(again)) == (422, True)


def test_a_plan_names_what_makes_it_uneven_and_what_is_missing(ready, made, director):
    Leave.objects.create(
        committee=ready.east,
        person=ready.east_member,
        since=date(2026, 12, 1),
        until=date(2026, 12, 12),
    )
    sent(director, "/duty/plan/draft/", month="2026-12-01", how="rotate")
    Rota.objects.get().shifts.filter(day=date(2026, 12, 31)).delete()

    text = text_of(director.get("/duty/plan/?month=2026-12-01"))

    assert re.search(r"王桂珍 12 月请假 12 天，比别人少 \d+ 班。", text)
    assert "还少排了 2 班" in text
    rota = Rota.objects.get()
    assert "补上了 2 班。" in told(director, sent(director, f"/duty/plan/{rota.pk}/complete/"))
    assert sent(director, f"/duty/plan/{rota.pk}/complete/").status_code == 422


@pytest.mark.parametrize("month", ["", "x", "0001-01-01", "9999-12-31", "2026-13-01"])
def test_a_strange_month_never_brings_the_page_down(ready, director, month):
    assert sent(director, "/duty/plan/draft/", month=month, how="copy").status_code in (303, 422)
    assert director.get(f"/duty/plan/?month={month}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_costs_twelve_queries(ready, made, director, django_assert_num_queries, rows):
    for n in range(rows):
        made(ready.east_member, DECEMBER + timedelta(days=n), state=RotaState.DRAFT)

    with django_assert_num_queries(12):
        director.get("/duty/plan/?month=2026-12-01")


def test_the_list_of_members_keeps_what_was_typed_and_takes_no_strangers(ready, director):
    east, west = ready.east_member, ready.west_member
    refused = sent(
        director, "/duty/members/", **{f"in-{east.pk}": "on", f"order-{east.pk}": "第一"}
    )
    assert refused.status_code == 422
    assert "顺序写 1 到 99 的数字。" in text_of(refused)
    assert "第一" in refused.content.decode()
    assert "至少要有一个人" in text_of(sent(director, "/duty/members/"))

    fields = {f"in-{east.pk}": "on", f"no_nights-{east.pk}": "on", f"in-{west.pk}": "on"}
    sent(director, "/duty/members/", **fields)

    inside = RotaMember.objects.filter(until=None)
    assert [(row.person, row.no_nights) for row in inside] == [(east, True)]


def test_a_slot_is_added_changed_and_never_twice(ready, director):
    fields = {"slot": "night", "starts": "20:00", "ends": "8:00", "people": "2"}
    refused = sent(director, "/duty/rules/new/", **fields)
    assert refused.status_code == 422
    assert "请至少勾一种日子" in text_of(refused)

    answer = sent(director, "/duty/rules/new/", **fields, on_festivals="on", enabled="on")
    assert "班次存好了" in told(director, answer)
    rule = SlotRule.objects.get(slot="night")
    assert (rule.committee, rule.people) == (ready.east, 2)
    again = sent(director, "/duty/rules/new/", **fields, on_festivals="on", enabled="on")
    assert (again.status_code, "已经有同一个班次" in text_of(again)) == (422, True)

    changed = sent(
        director, f"/duty/rules/{rule.pk}/", **{**fields, "people": "9"}, on_weekends="on"
    )
    assert (changed.status_code, "写 1 到 4" in text_of(changed)) == (422, True)


# Between colleagues


def test_a_swap_through_the_pages(cast, made, enter):
    shift = made(cast.east_member, TOMORROW)
    member, second = enter(cast.east_member), enter(cast.east_second_member)
    director = enter(cast.east_director)
    assert (
        f'value="{shift.pk}" selected'
        in member.get(f"/duty/swaps/new/?shift={shift.pk}").content.decode()
    )

    fields = {"shift": shift.pk, "taker": cast.east_second_member.pk, "reason": "去医院复查"}
    assert "发给 赵国强 了" in told(member, sent(member, "/duty/swaps/new/", **fields))
    swap = shift.swaps.get()
    answer_url = f"/duty/swaps/{swap.pk}/answer/"

    assert "同意 不方便" in text_of(second.get("/duty/swaps/"))
    assert "不方便" not in text_of(member.get("/duty/swaps/"))
    assert "电话里同意" in text_of(director.get("/duty/swaps/"))
    refused = sent(member, answer_url, answer="agree")
    assert (refused.status_code, "请对方自己答复" in text_of(refused)) == (422, True)
    assert "等主任同意" in told(second, sent(second, answer_url, answer="agree"))
    no_reason = sent(director, answer_url, answer="refuse", why="")
    assert (no_reason.status_code, "请写“为什么不同意”" in text_of(no_reason)) == (422, True)
    assert "换好了" in told(director, sent(director, answer_url, answer="approve"))
    shift.refresh_from_db()
    assert shift.person == cast.east_second_member
    assert sent(director, answer_url, answer="炒菜").status_code == 422


def test_a_foreign_person_or_shift_in_a_swap_is_a_field_error(cast, made, enter):
    shift = made(cast.east_member, TOMORROW)
    foreign = made(cast.west_member, TOMORROW, committee=cast.west)
    member = enter(cast.east_member)

    answer = sent(
        member,
        "/duty/swaps/new/",
        shift=shift.pk,
        taker=cast.west_member.pk,
        in_return=foreign.pk,
    )

    assert answer.status_code == 422
    assert "这个人不属于本居委会" in text_of(answer)
    assert "这一班不属于本居委会" in text_of(answer)
    assert not shift.swaps.exists()


def test_station_staff_choose_among_their_own_shifts_only(cast, made, enter):
    made(cast.east_member, TOMORROW)
    own = made(cast.east_station, TODAY + timedelta(days=2))

    html = enter(cast.east_station).get("/duty/swaps/new/").content.decode()
    choices = re.search(r'<select name="shift".*?</select>', html, re.S)[0]

    assert re.findall(r'value="(\d+)"', choices) == [str(own.pk)]


@pytest.mark.parametrize("rows", [1, 3])
def test_swaps_cost_seven_queries(cast, made, member, django_assert_num_queries, rows):
    for n in range(rows):
        shift = made(cast.east_member, TOMORROW + timedelta(days=n))
        swap = ask_swap(shift, by=cast.east_member, taker=cast.east_director, at=NOW)
        consent_swap(swap, by=cast.east_director, at=NOW)

    with django_assert_num_queries(7):
        member.get("/duty/swaps/")


def test_leave_through_the_pages(cast, made, enter):
    made(cast.east_member, TOMORROW)
    member = enter(cast.east_member)
    fields = {"person": cast.east_member.pk, "since": "明天", "until": "11-25", "reason": "回老家"}

    assert "的请假排班时会避开" in told(member, sent(member, "/duty/leave/", **fields))
    text = text_of(member.get("/duty/leave/"))
    assert "请假的日子里还有班，请换一下： 王桂珍 11月24日 星期二 上午" in text
    leave = Leave.objects.get()
    assert "请假取消了" in told(member, sent(member, f"/duty/leave/{leave.pk}/cancel/"))

    wrong = sent(member, "/duty/leave/", **{**fields, "until": "今天"})
    assert (wrong.status_code, "不能早于开始" in text_of(wrong)) == (422, True)
    assert "回老家" in wrong.content.decode()
    foreign = sent(member, "/duty/leave/", **{**fields, "person": cast.west_member.pk})
    assert (foreign.status_code, "不属于本居委会" in text_of(foreign)) == (422, True)
    over = Leave.objects.create(
        committee=cast.east, person=cast.east_member, since=TODAY, until=TODAY
    )
    Leave.objects.filter(pk=over.pk).update(since=date(2026, 11, 1), until=date(2026, 11, 2))
    refused = sent(member, f"/duty/leave/{over.pk}/cancel/")
    assert (refused.status_code, "已经过去了" in text_of(refused)) == (422, True)


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


# Paper


def test_the_wall_sheet_lists_each_day_of_the_published_month(cast, made, member):
    made(cast.east_member, date(2026, 11, 24), lead=cast.east_director)
    made(None, date(2026, 11, 25))

    text = text_of(member.get("/duty/print/"))

    assert "东苑居委会 2026年11月值班表" in text
    assert "11月24日 星期二 王桂珍 （带班 周桂英）" in text
    assert "11月25日 星期三" in text
    assert "值班电话 021-0000 0001" in text
    assert "还没公布" in text_of(member.get("/duty/print/?month=2027-05-01"))


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
