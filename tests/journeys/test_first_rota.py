"""From an empty database to a resident who scans the poster: one walk in a real browser.

`setup_office` on the real directory; desk and phone; every page on the way is seen by axe, and
fits at 1366, 390 and 320 px, in standard letters and in 大字.
`tests/portal/test_first_rota_by_http` walks the same way without script.
"""

import io
import re
from typing import Any

import pytest
import time_machine
import zxingcpp
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from casework.duty.models import Rota
from committees.notices.models import Notice
from tests.first_day import (
    ADMIN,
    DIRECTOR,
    FIRST,
    MEMBER,
    MORNING,
    PASSWORD,
    TEAM,
    code_on_the_slip,
    digits_on_the_phone,
    set_up_the_office,
)
from tests.journeys.axe import assert_fits, assert_sound, wear

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
TIGHTEST = ((320, "std"), (320, "large"), (1366, "large"))
DONE = ".done-bar"


class Walker:
    """A person at a browser: every page that opens is looked at; taps are counted (UX E.3)."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def open(self, path: str) -> None:
        self.page.goto(path)
        self._look()

    def click(self, words: str, *, within: str = "main") -> None:
        """Follow a link to another page."""
        self._tap(self.page.locator(within).get_by_role("link", name=words).first)
        self._look()

    def press(self, words: str) -> None:
        """Send a form; what comes next is another page."""
        self._tap(self.page.get_by_role("button", name=words, exact=True))
        self._look()

    def choose(self, words: str, *, group: str = "") -> None:
        place = self.page.get_by_role("group", name=group, exact=True) if group else self.page
        self._tap(place.locator("label:visible", has_text=words).first)

    def write(self, label: str, text: str, *, group: str = "", exact: bool = False) -> None:
        place = self.page.get_by_role("group", name=group, exact=True) if group else self.page
        field = place.get_by_label(label, exact=exact).and_(place.locator("input, textarea"))
        self._tap(field)
        field.fill(text)

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def take(self, size: dict[str, int]) -> None:
        """Go on at the desk, or on the phone."""
        self.page.set_viewport_size(size)  # type: ignore[arg-type]

    def _tap(self, target: Any) -> None:
        target.click()
        self.taps += 1

    def _look(self) -> None:
        """As it stands with axe; then where it is tightest for anything that sticks out."""
        self.page.wait_for_load_state()
        assert_sound(self.page)
        own = self.page.viewport_size
        for face in TIGHTEST:
            wear(self.page, face)
            assert_fits(self.page)
        self.page.set_viewport_size(own)  # type: ignore[arg-type]


@pytest.fixture
def person(new_page: Any) -> Any:
    def at_a_browser(**size: Any) -> Walker:
        return Walker(new_page(**size))

    return at_a_browser


def come_in(who: Walker, phone: str, code: str) -> None:
    """With the code from paper: a password of one's own, then the door."""
    who.open("/sign-in/")
    who.click("设置密码")
    who.write("手机号", phone)
    who.write("设置码", code)
    who.write("新密码", PASSWORD, exact=True)
    who.write("再写一次新密码", PASSWORD)
    who.press("保存密码")
    who.write("手机号", phone)
    who.write("密码", PASSWORD, exact=True)
    who.press("进入")


@pytest.mark.long
@time_machine.travel(MORNING)
def test_from_an_empty_database_to_a_resident_s_phone(
    transactional_db: None, person: Any, new_page: Any
) -> None:
    cache.clear()
    admin = person()
    come_in(admin, ADMIN[1], set_up_the_office())
    slips = onboard_a_committee(admin)
    director = person()
    come_in(director, DIRECTOR[1], code_on_the_slip(slips, DIRECTOR[0]))
    publish_the_month(director)

    director.take(PHONE)
    check_in(director)
    log_a_visitor(director)
    turn_it_into_a_case_and_move_it(director)
    member = person(width=390)
    come_in(member, MEMBER[1], code_on_the_slip(slips, MEMBER[0]))
    confirm_as_the_second_person(member)
    hand_over(director, member)

    director.take(DESK)
    address = publish_a_notice_and_scan_its_poster(director)
    read_it(Walker(new_page(width=390)), address)


def onboard_a_committee(admin: Walker) -> str:
    """The second factor, the guide, one page for a whole committee; the slips to hand out."""
    admin.says("设好第二道验证")
    secret = admin.page.locator(".entry-secret").inner_text()
    admin.write("验证码", digits_on_the_phone(secret))
    admin.press("设好了")
    admin.press("收好了，进入")
    admin.says("现在有 34 个居委会。")

    admin.click("开账号")
    admin.click(FIRST)
    for place, (name, phone) in TEAM.items():
        admin.write("姓名", name, group=place)
        admin.write("手机号", phone, group=place)
    admin.press("接进来")
    slips = admin.page.locator("main").inner_text()
    admin.open("/settings/start/")
    admin.says("开了 1 / 34 个主任的账号")
    return slips


def publish_the_month(director: Walker) -> None:
    director.says("周主任，上午好")
    director.click("值班表", within=".nav-main")
    director.click("排班")
    director.click("改名单")
    for name, _phone in TEAM.values():
        director.choose("参加值班", group=name)
    director.press("保存")
    director.press("生成草稿")
    director.press("公布")
    director.says("2026年11月的值班表公布了")
    assert Rota.objects.get().state == "published"


def check_in(director: Walker) -> None:
    director.open("/today/")
    before = director.taps
    director.press("我到了，签到")
    expect(director.page.locator(DONE)).to_contain_text("签到好了")
    assert director.taps - before == 1


def log_a_visitor(director: Walker) -> None:
    before = director.taps
    director.click("居民来访")
    director.write("谁来了？", "赵阿姨")
    director.write("什么事？", "没钱看病，想申请救助")
    director.press("保存")
    expect(director.page.locator(DONE)).to_contain_text("记好了。赵阿姨，今天")
    assert director.taps - before <= 5


def turn_it_into_a_case_and_move_it(director: Walker) -> None:
    director.click("先选类别和期限")
    director.choose("困难")
    director.choose("济贫")
    director.press("变成事项")
    expect(director.page.locator(DONE)).to_contain_text("已变成事项，号码是")

    before = director.taps
    director.click("写进展")
    director.write("有什么进展", "陪着去街道交了材料")
    director.press("保存")
    expect(director.page.locator(".timeline")).to_contain_text("陪着去街道交了材料")
    assert director.taps - before <= 3

    director.click("办结")
    director.write("怎么办好的", "救助金已发")
    director.write("凭什么说办好了", "到账单在档案盒 3")
    director.press("请人回访、确认办结")
    expect(director.page.locator(DONE)).to_contain_text("请另一位主任或委员回访、确认办结")


def confirm_as_the_second_person(member: Walker) -> None:
    expect(member.page.locator(".todo")).to_contain_text("要回访 1 件")
    member.open("/callbacks/")
    member.click("没钱看病")
    member.choose("解决了")
    member.choose("满意")
    member.write("居民怎么说", "钱到了，很感谢")
    member.press("保存")
    member.press("确认办结")
    expect(member.page.locator(DONE)).to_contain_text("已确认办结")
    case = Case.objects.select_related("closed_by").get()
    assert (case.state, str(case.closed_by)) == ("closed", MEMBER[0])


def hand_over(director: Walker, member: Walker) -> None:
    director.open("/today/")
    director.click("交班")
    director.write("没办完的事", "301 室等物业回电话")
    director.choose("今天平安")
    director.press("交班")
    expect(director.page.locator(DONE)).to_contain_text("交班好了")
    member.open("/today/")
    member.click("上一班留了 1 件没办完的事")
    member.press("我接下了")
    expect(member.page.locator(DONE)).to_contain_text("接下了")


def publish_a_notice_and_scan_its_poster(director: Walker) -> str:
    """What the camera of a phone reads from the poster on the board."""
    director.click("公示", within=".nav-main")
    before = director.taps
    director.click("写通知")
    director.click("停水")
    typed = {
        "哪一天": "明天",
        "几点到几点": "上午 9:00 到下午 4:00",
        "哪些楼": "1—12 号楼",
    }
    for label, text in typed.items():
        director.write(label, text)
    director.press("预览")
    director.press("发布")
    expect(director.page.locator(DONE)).to_contain_text("已经发布，居民现在就能看到。")
    assert director.taps - before - len(typed) <= 5
    director.click("打印海报")
    picture = Image.open(io.BytesIO(director.page.locator(".sheet").screenshot()))
    code = zxingcpp.read_barcode(picture)
    assert code is not None
    return str(code.text)


def read_it(resident: Walker, address: str) -> None:
    assert re.fullmatch(rf"http://\S+/n/{Notice.objects.get().key}", address)
    resident.open(address)
    heading = resident.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("11月25日停水，上午 9:00 到下午 4:00")
    resident.says("请提前存好水")
    assert resident.taps == 0
