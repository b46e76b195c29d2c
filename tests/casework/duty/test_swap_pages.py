"""The pages of swaps and leave. It is 23 November, 8:20."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from casework.duty.models import Leave
from casework.duty.swaps import ask_swap, consent_swap
from tests.casework.duty.conftest import NOW, TODAY, sent, text_of, told

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


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
def test_swaps_cost_eight_queries(cast, made, member, django_assert_num_queries, rows):
    for n in range(rows):
        shift = made(cast.east_member, TOMORROW + timedelta(days=n))
        swap = ask_swap(shift, by=cast.east_member, taker=cast.east_director, at=NOW)
        consent_swap(swap, by=cast.east_director, at=NOW)

    with django_assert_num_queries(8):
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
