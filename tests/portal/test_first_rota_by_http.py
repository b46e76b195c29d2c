"""From an empty database to a resident who reads, by the forms alone: no script, no browser.

The real directory, the real pages. `test_first_rota` walks the same way in Chromium.
"""

import pytest
import time_machine

from casework.cases.models import Case
from casework.duty.models import Rota, Shift
from casework.log.models import LogEntry
from committees.notices.models import Notice
from committees.territory.models import Committee
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
from tests.plain_browser import PlainBrowser

pytestmark = pytest.mark.django_db


def came_in(phone: str, code: str) -> PlainBrowser:
    """With the code from paper: a password of one's own, then the door."""
    person = PlainBrowser().open("/sign-in/").click("设置密码")
    person.write("手机号", phone).write("设置码", code)
    person.write("新密码", PASSWORD).write("再写一次新密码", PASSWORD).press("保存密码")
    return person.write("手机号", phone).write("密码", PASSWORD).press("进入")


@time_machine.travel(MORNING)
def test_from_an_empty_database_to_a_notice_on_a_resident_s_phone():
    admin = came_in(ADMIN[1], set_up_the_office())
    slips = onboarded(admin)
    director = came_in(DIRECTOR[1], code_on_the_slip(slips, DIRECTOR[0]))
    publish_the_month(director)
    check_in(director)
    case = a_visitor_becomes_a_case(director)
    move_it_to_its_end(director, case)
    member = came_in(MEMBER[1], code_on_the_slip(slips, MEMBER[0]))
    confirm_as_the_second_person(member, case)
    hand_over(director, member)
    address = publish_a_notice(director)
    read_on_the_phone(address)


def onboarded(admin: PlainBrowser) -> str:
    """The second factor, the guide, one page for a whole committee; the slips to hand out."""
    assert admin.heading == "设好第二道验证"
    [secret] = [node.text for node in admin.page if "entry-secret" in node.attrs.get("class", "")]
    admin.write("验证码", digits_on_the_phone(secret)).press("设好了").press("收好了，进入")
    assert admin.heading == "开始使用"
    assert "现在有 34 个居委会。" in admin.text

    admin.click("开账号").click(FIRST)
    for place, (name, phone) in TEAM.items():
        admin.write("姓名", name, group=place).write("手机号", phone, group=place)
    admin.press("接进来")
    assert "新加 3 个岗位" in admin.text
    slips = admin.text
    admin.press("都交好了").open("/settings/start/")
    assert "开了 1 / 34 个主任的账号" in admin.text
    return slips


def publish_the_month(director: PlainBrowser) -> None:
    assert director.heading == "周主任，上午好"
    director.click("看整月").click("排班").click("改名单")
    for name, _phone in TEAM.values():
        director.choose("参加值班", group=name)
    director.press("保存").press("生成草稿").press("公布")

    assert "2026年11月的值班表公布了" in director.text
    rota = Rota.objects.get()
    assert (rota.committee, rota.state) == (Committee.objects.get(slug="baogang-1"), "published")
    assert not rota.shifts.filter(person=None).exists()


def check_in(director: PlainBrowser) -> None:
    director.open("/today/")
    taps = director.taps
    director.press("我到了，签到")
    assert "签到好了" in director.text
    assert director.taps - taps == 1
    assert Shift.objects.exclude(checked_in_at=None).get().person.name == DIRECTOR[0]


def a_visitor_becomes_a_case(director: PlainBrowser) -> Case:
    director.open("/today/")
    taps = director.taps
    director.click("居民来访").write("谁来了？", "赵阿姨")
    director.write("什么事？", "没钱看病，想申请救助").press("保存")
    assert "记好了。赵阿姨，今天" in director.text
    assert director.taps - taps <= 5
    assert LogEntry.objects.get().kind == "visit"

    director.click("先选类别和期限").choose("困难").choose("济贫").press("变成事项")
    case = Case.objects.get()
    assert f"已变成事项，号码是 {case}" in director.text
    return case


def move_it_to_its_end(director: PlainBrowser, case: Case) -> None:
    taps = director.taps
    director.click("写进展").write("有什么进展", "陪着去街道交了材料").press("保存")
    assert "陪着去街道交了材料" in director.text
    assert director.taps - taps <= 3

    director.click("办结")
    director.write("怎么办好的", "救助金已发").press("请人回访、确认办结", status=422)
    assert "凭什么说办好了" in director.errors
    director.write("凭什么说办好了", "到账单在档案盒 3").press("请人回访、确认办结")
    assert "请另一位主任或委员回访、确认办结" in director.text
    assert "确认办结" not in director.buttons


def confirm_as_the_second_person(member: PlainBrowser, case: Case) -> None:
    assert "要回访 1 件" in member.text
    member.open("/callbacks/").click("没钱看病").choose("解决了").choose("满意")
    member.write("居民怎么说", "钱到了，很感谢").press("保存").press("确认办结")
    case.refresh_from_db()
    assert (case.state, case.closed_by.name) == ("closed", MEMBER[0])
    assert case.evidence == "到账单在档案盒 3"


def hand_over(director: PlainBrowser, member: PlainBrowser) -> None:
    director.open("/today/").click("交班").write("没办完的事", "301 室等物业回电话")
    director.choose("今天平安").press("交班")
    assert "交班好了，谢谢您。" in director.text
    member.open("/today/").click("上一班留了 1 件没办完的事").press("我接下了")
    assert "王桂珍接下" in member.text


def publish_a_notice(director: PlainBrowser) -> str:
    """What the poster prints under its code."""
    director.open("/today/").click("公示")
    steps = director.steps
    director.click("写通知").click("停水").write("哪一天", "明天")
    director.write("几点到几点", "上午 9:00 到下午 4:00").write("哪些楼", "1—12 号楼")
    director.press("预览").press("发布")
    assert director.steps - steps <= 5
    assert "已经发布，居民现在就能看到。" in director.text
    director.click("打印海报")
    [printed] = [n.text for n in director.page if "qr-address" in n.attrs.get("class", "")]
    return printed


def read_on_the_phone(address: str) -> None:
    notice = Notice.objects.get()
    assert address == f"testserver/n/{notice.key}"
    resident = PlainBrowser().open(address.removeprefix("testserver"))
    assert resident.heading == "11月25日停水，上午 9:00 到下午 4:00"
    assert "1—12 号楼停水。" in resident.text
    assert resident.steps == 0
