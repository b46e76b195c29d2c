"""The pages of the rota, as a browser without script meets them. It is 23 November, 8:20."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from casework.duty.models import Leave, Rota, RotaMember, SlotRule
from casework.duty.states import RotaState, Slot
from casework.duty.swaps import ask_swap
from casework.duty.telling import remind
from committees.calendar.models import SpecialDay
from committees.delivery.sending import send_due
from committees.territory.models import PartnerBody, PublicNumber
from tests.casework.duty.conftest import NOW, TODAY, at, sent, text_of, told

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_board_shows_the_month_and_the_week_of_one_s_own_committee(
    cast, made, member, no_slots
):
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


def test_from_nothing_to_the_first_published_month(cast, director):
    """R18, without script: the street's slots, people, draft, one change, publication."""
    assert "还没有选人" in text_of(director.get("/duty/plan/"))
    refused = sent(director, "/duty/plan/draft/", month="2026-12-01", how="rotate")
    assert refused.status_code == 422
    assert "先选好哪些人参加值班" in text_of(refused)

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


def test_the_wall_sheet_lists_each_day_of_the_published_month(cast, made, member):
    made(cast.east_member, date(2026, 11, 24), lead=cast.east_director)
    made(None, date(2026, 11, 25))

    text = text_of(member.get("/duty/print/"))

    assert "东苑居委会 2026年11月值班表" in text
    assert "11月24日 星期二 王桂珍 （带班 周桂英）" in text
    assert "11月25日 星期三" in text
    assert "值班电话 021-0000 0001" in text
    assert "还没公布" in text_of(member.get("/duty/print/?month=2027-05-01"))


def test_the_page_of_a_shift_says_who_was_told_when_and_how(cast, made, member):
    shift = made(cast.east_second_member, TOMORROW)
    remind([shift], at=NOW)
    send_due(at("19:00"))
    cast.east_second_member.inbox.update(read_at=NOW)

    text = text_of(member.get(f"/duty/shifts/{shift.pk}/"))

    assert re.search("平台消息 明天值班 赵国强 今天 .{2,8} 已看过", text)
    assert "平台消息 一小时后值班 赵国强" in text
    assert "电话名单 您还好吗 赵国强" in text
    assert "等着发" in text


def test_where_no_number_at_night_is_known_the_page_says_what_to_fill_in_and_where(
    cast, director, member
):
    hint = "找不到可以打的号码"
    assert hint in text_of(director.get("/duty/"))
    assert hint not in text_of(member.get("/duty/"))

    PublicNumber.objects.create(street=cast.street, name="供水", phone="021-0000 0011")
    assert hint not in text_of(director.get("/duty/"))
    assert "物业的夜间电话还没有填" in text_of(director.get("/duty/"))

    PartnerBody.objects.filter(committee=cast.east).update(night_phone="021-0000 0012")
    assert "夜间电话还没有填" not in text_of(director.get("/duty/"))
    assert "021-0000 0012" in text_of(member.get("/c/dongyuan/"))
