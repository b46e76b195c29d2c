"""困难快速反应 from the door to the end: told of, helped, closed by two, and open again."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from casework.clocks.states import Clock
from casework.response import escalating
from casework.response.models import CaseClock
from tests.casework.homes import move_in
from tests.cast import Cast
from tests.journeys.axe import DESK, assert_sound
from tests.journeys.conftest import NewPage, SignedIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOLD = "该和居民说进展了，告诉了居委会主任"
REOPENED = "回访时居民说没办好，按规定重新办"


@pytest.fixture
def at_the_door(cast: Cast, signed_in: SignedIn) -> Page:
    """王桂珍 of East, about to write down her visit to 3-502."""
    move_in(cast.east, "3-502", "刘桂芳", phone="10000000031")
    page = signed_in(cast.east_member)
    page.goto("/today/")
    page.get_by_role("link", name="上门走访", exact=True).click()
    return page


def test_a_need_at_the_door_is_told_helped_closed_by_two_and_taken_up_again(
    cast: Cast, at_the_door: Page, signed_in: SignedIn, new_page: NewPage
) -> None:
    member = at_the_door
    case = write_down_the_need(member)
    run_out_of_time(case)
    hear_of_it(signed_in(cast.east_director), case)
    give_help(member, case)
    ask_to_close(member, case)
    ring_her(signed_in(cast.east_second_member))
    confirm(signed_in(cast.east_director), case)
    say_it_is_not_solved(new_page(), case)
    find_it_open_again(member, case)


def write_down_the_need(page: Page) -> Case:
    """The visit and its case are kept by the same tap."""
    page.get_by_label("走访哪一户？").fill("3-502")
    page.get_by_label("什么事？").fill("没钱看病，家里断粮")
    for word in ("要，变成事项", "困难", "济贫", "危急"):
        page.locator("label:visible", has_text=word).first.click()
    assert_sound(page, (DESK,))
    page.get_by_role("button", name="保存", exact=True).click()
    case = Case.objects.get()
    expect(page.locator(".done-bar")).to_contain_text(f"已变成事项，号码是 {case}")
    return case


def run_out_of_time(case: Case) -> None:
    """At the door she was spoken to; then came no news. The periodic task looks twice."""
    news = CaseClock.objects.get(case=case, clock=Clock.UPDATE)
    for minutes in (1, 2):
        escalating.look(news.due_at + timedelta(minutes=minutes))


def hear_of_it(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator(".timeline").get_by_text(TOLD)).to_have_count(1)
    page.locator("summary", has_text="谁收到过提醒").click()
    expect(page.locator(".deliveries")).to_contain_text("周桂英")
    assert_sound(page, (DESK,))


def give_help(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="记帮扶").click()
    expect(page.get_by_label("给谁")).to_have_value("3-502")
    page.get_by_label("名称").fill("大米 10 斤")
    assert_sound(page, (DESK,))
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".done-bar")).to_contain_text("可以打印签收表了")
    page.get_by_role("link", name="记签收").click()
    page.get_by_label("刘桂芳").fill("刘桂芳")
    assert_sound(page, (DESK,))
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("1 / 1 户签收")).to_be_visible()
    assert_sound(page, (DESK,))
    page.goto("/aid/")
    expect(page.get_by_role("link", name="大米 10 斤")).to_be_visible()
    assert_sound(page, (DESK,))


def ask_to_close(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/progress/")
    page.get_by_label("有什么进展").fill("送了米，陪着去街道交了材料")
    page.get_by_text("我们联系了居民").click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="办结", exact=True).click()
    assert_sound(page, (DESK,))
    page.get_by_label("怎么办好的").fill("救助金已发")
    page.get_by_role("button", name="请人回访、确认办结").click()
    expect(page.locator(".error-summary")).to_contain_text("凭什么说办好了")
    page.get_by_label("凭什么说办好了").fill("到账单在档案盒 3")
    page.get_by_role("button", name="请人回访、确认办结").click()
    expect(page.locator(".done-bar")).to_contain_text("请另一位主任或委员回访、确认办结")
    expect(page.get_by_role("link", name="回访", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="确认办结")).to_have_count(0)


def ring_her(page: Page) -> None:
    """Somebody who did not do the work."""
    page.goto("/callbacks/")
    assert_sound(page, (DESK,))
    page.get_by_role("link", name="没钱看病").click()
    page.get_by_label("解决了", exact=True).check(force=True)
    page.get_by_label("满意", exact=True).check(force=True)
    page.get_by_label("居民怎么说").fill("钱到了")
    assert_sound(page, (DESK,))
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".done-bar")).to_contain_text("回访记好了")


def confirm(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator(".info-bar").first).to_contain_text("依据：到账单在档案盒 3")
    page.get_by_role("button", name="确认办结").click()
    expect(page.locator(".done-bar")).to_contain_text("已确认办结")
    assert_sound(page, (DESK,))


def say_it_is_not_solved(page: Page, case: Case) -> None:
    """She asks by number and four digits, without an account (R20)."""
    page.goto("/ask/")
    page.get_by_label("哪个居委会").select_option(label="东苑居委会")
    page.get_by_label("事项号").fill(str(case))
    page.get_by_label("电话后四位").fill("0031")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("#answer")).to_contain_text("已经办结")
    page.get_by_label("没解决", exact=True).check(force=True)
    page.get_by_label("不满意", exact=True).check(force=True)
    page.get_by_label("哪里不满意").select_option(label="事情没解决")
    assert_sound(page, (DESK,))
    page.get_by_role("button", name="告诉居委会").click()
    expect(page.locator(".info-bar")).to_contain_text("居委会会接着办")


def find_it_open_again(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator(".timeline")).to_contain_text(REOPENED)
    expect(page.locator(".page-head").first).to_contain_text("在办")
    assert_sound(page, (DESK,))
    case.refresh_from_db()
    assert (case.state, case.owner.name, case.closed_at) == ("working", "王桂珍", None)
