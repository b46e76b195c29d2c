"""A director's working day in a real browser: write down, make it a case, close it by two.

The same steps run on a phone in 大字, on a desk, and without JavaScript.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from casework.log.models import LogEntry
from committees.people.models import User
from tests.casework.homes import move_in
from tests.journeys.axe import assert_sound
from tests.journeys.conftest import SignedIn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE, DESK = {"width": 390}, {"width": 1366}
MOST_TAPS = 5  # UX E.3, task 2

Entered = Callable[..., Page]


@pytest.fixture
def entered(signed_in: SignedIn) -> SignedIn:
    """A browser already on 今日."""

    def come_in(user: User, size: str = "std", **how: Any) -> Page:
        page = signed_in(user, size, **how)
        page.goto("/today/")
        return page

    return come_in


class Taps:
    """Touches of the screen; typing is not counted (UX E.3)."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def link(self, words: str) -> None:
        self._tap(self.page.get_by_role("link", name=words, exact=True))

    def button(self, words: str) -> None:
        self._tap(self.page.get_by_role("button", name=words, exact=True))

    def choice(self, words: str) -> None:
        self._tap(self.page.locator("label:visible", has_text=words).first)

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label).and_(self.page.locator("input, textarea"))
        self._tap(field)
        field.fill(text)

    def _tap(self, target: Any) -> None:
        target.click()
        self.count += 1


WAYS = pytest.mark.parametrize(
    "how",
    [
        pytest.param({**PHONE, "size": "large"}, id="phone-large"),
        pytest.param(DESK, id="desk", marks=pytest.mark.audit),
        pytest.param({**PHONE, "java_script": False}, id="no-script"),
    ],
)
"""The easiest of the three, at the desk with script, is walked in `make audit`."""


@WAYS
def test_a_home_visit_is_written_down_in_five_taps_and_taken_back(cast, entered, how):
    move_in(cast.east, "3-502", "刘桂芳")
    page = entered(cast.east_director, **how)
    taps = Taps(page)

    taps.link("上门走访")
    taps.write("走访哪一户？", "三号楼502")
    taps.write("什么事？", "身体好，说厕所灯坏了")
    taps.button("保存")

    expect(page.locator(".done-bar")).to_contain_text("记好了。3 号楼 502 室，今天")
    assert taps.count <= MOST_TAPS
    assert LogEntry.objects.get().household is not None

    page.locator(".done-bar").get_by_role("button", name="撤销").click()
    expect(page.locator(".done-bar")).to_contain_text("已撤销")
    assert not LogEntry.objects.kept().exists()


@WAYS
def test_hardship_goes_from_the_door_to_the_second_person(cast, entered, how):
    move_in(cast.east, "3-502", "刘桂芳")
    director = entered(cast.east_director, **how)
    taps = Taps(director)

    taps.link("上门走访")
    taps.write("走访哪一户？", "3-502")
    taps.write("什么事？", "没钱看病")
    taps.choice("要，变成事项")
    taps.choice("困难")
    taps.choice("济贫")
    taps.button("保存")
    case = Case.objects.get()
    expect(director.locator(".done-bar")).to_contain_text(f"已变成事项，号码是 {case}")

    director.goto(f"/cases/{case.pk}/")
    taps.link("写进展")
    taps.write("有什么进展", "陪着去街道交了材料")
    taps.button("保存")
    expect(director.locator(".timeline")).to_contain_text("陪着去街道交了材料")

    taps.link("办结")
    taps.write("怎么办好的", "救助金已发")
    taps.write("凭什么说办好了", "到账单在档案盒 3")
    taps.button("请人回访、确认办结")
    expect(director.locator(".done-bar")).to_contain_text("请另一位主任或委员回访、确认办结")
    expect(director.get_by_role("button", name="确认办结")).to_have_count(0)

    member = entered(cast.east_member, **how)
    member.goto("/callbacks/")
    member.get_by_role("link", name="没钱看病").click()
    member.get_by_label("解决了", exact=True).check(force=True)
    member.get_by_label("满意", exact=True).check(force=True)
    member.get_by_label("居民怎么说").fill("钱到了，很感谢")
    member.get_by_role("button", name="保存", exact=True).click()
    member.get_by_role("button", name="确认办结").click()
    expect(member.locator(".done-bar")).to_contain_text("已确认办结")
    case.refresh_from_db()
    assert (case.state, case.closed_by) == ("closed", cast.east_member)


def test_a_recent_household_is_one_tap(cast, entered):
    home = move_in(cast.east, "3-502", "刘桂芳")
    page = entered(cast.east_director, **PHONE)
    for text in ("第一次", "第二次"):
        page.goto("/log/new/?kind=home")
        if text == "第一次":
            page.get_by_label("走访哪一户？").fill("3-502")
        else:
            page.get_by_role("button", name="3-502 刘桂芳").click()
        page.get_by_label("什么事？").fill(text)
        page.get_by_role("button", name="保存").click()
    assert list(LogEntry.objects.values_list("household", flat=True)) == [home.pk] * 2


def test_a_phrase_and_a_quick_day_write_themselves(cast, entered):
    page = entered(cast.east_director, **DESK)
    page.goto("/log/new/?kind=patrol")
    page.get_by_label("巡查哪里？").fill("北门")
    page.get_by_role("button", name="楼道有堆物").click()
    page.get_by_role("button", name="已找物业").click()
    page.locator("label", has_text="要，变成事项").click()
    page.get_by_role("button", name="后天").click()
    page.get_by_role("button", name="保存").click()
    assert LogEntry.objects.get().text == "楼道有堆物，已找物业"
    assert Case.objects.get().due_days is None


def test_switching_the_kind_keeps_what_was_typed(cast, entered):
    page = entered(cast.east_director, **PHONE)
    page.goto("/log/new/?kind=home")
    page.get_by_label("什么事？").fill("说厕所灯坏了")
    page.get_by_role("button", name="来电").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("接到电话")
    expect(page.get_by_label("什么事？")).to_have_value("说厕所灯坏了")


def test_the_enter_key_saves_and_does_not_switch_the_kind(cast, entered):
    page = entered(cast.east_director, **DESK)
    page.goto("/log/new/?kind=home")
    page.get_by_label("什么事？").fill("身体好")
    page.get_by_label("走访哪一户？").fill("9-101")
    page.get_by_label("走访哪一户？").press("Enter")
    expect(page.locator(".done-bar")).to_contain_text("记好了")
    assert LogEntry.objects.get().kind == "home"


def test_a_closed_tab_loses_nothing_on_one_s_own_device(cast, entered):
    page = entered(cast.east_director, own_device=True, **PHONE)
    page.goto("/log/new/?kind=home")
    page.get_by_label("走访哪一户？").fill("9-101")
    page.get_by_label("什么事？").fill("说厕所灯坏了，想请人来修")
    expect(page.locator(".saved-line")).to_contain_text("已存在这台")
    page.close()

    again = page.context.new_page()
    again.goto("/today/")
    again.get_by_role("link", name="接着写完").first.click()
    expect(again.get_by_label("什么事？")).to_have_value("说厕所灯坏了，想请人来修")
    again.get_by_role("button", name="保存").click()
    expect(again.locator(".done-bar")).to_contain_text("记好了")
    again.goto("/today/")
    expect(again.get_by_role("link", name="接着写完")).to_have_count(0)
    assert LogEntry.objects.count() == 1


def test_who_comes_second_sees_both_texts_and_saves_on_top(cast, entered):
    director, author = entered(cast.east_director, **DESK), entered(cast.east_member, **DESK)
    author.goto("/log/new/?kind=patrol")
    author.get_by_label("巡查哪里？").fill("北门")
    author.get_by_label("什么事？").fill("堆物")
    author.get_by_role("button", name="保存").click()
    address = f"/log/{LogEntry.objects.get().pk}/edit/"
    for page, text in ((author, "我写的"), (director, "主任写的")):
        page.goto(address)
        page.get_by_label("什么事？").fill(text)
    director.get_by_role("button", name="保存").click()
    author.get_by_role("button", name="保存").click()

    expect(author.locator(".both")).to_contain_text("主任写的")
    expect(author.locator(".both")).to_contain_text("我写的")
    author.get_by_role("button", name="按我的保存").click()
    expect(author.locator(".done-bar")).to_contain_text("改好了")
    assert LogEntry.objects.get().text == "我写的"


def test_the_open_form_of_a_case_is_accessible_too(cast, entered):
    page = entered(cast.east_director, size="large", **PHONE)
    page.goto("/log/new/?kind=home")
    page.locator("label", has_text="要，变成事项").click()
    page.locator("label", has_text="困难").click()
    page.locator("summary").click()
    assert_sound(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_contain_text("有 3 处要改")
    assert_sound(page)
