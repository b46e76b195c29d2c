"""The two journeys of a meeting that decides, walked in Chromium: the lamp, and the covenant.

`tests/portal/test_lamp_by_http.py` and `test_assembly_by_http.py` tell them without a script.
"""

import io
import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Locator, Page, expect

from meetings.convening.models import Meeting
from meetings.resolutions.models import ActionItem, Adoption, Resolution
from tests.cast import Cast
from tests.committees.regulations.makers import own_draft
from tests.gatherings import SOON, has_begun
from tests.journeys.axe import assert_sound
from tests.journeys.conftest import NewPage, SignedIn
from tests.portal.street_scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = [f"代表{number}" for number in "甲乙丙丁戊己庚辛壬癸"]


def press(page: Page | Locator, words: str) -> None:
    """Send the form of this button and wait for the page that answers it."""
    button = page.get_by_role("button", name=words, exact=True)
    with button.page.expect_navigation():
        button.click()


def follow(page: Page, words: str) -> None:
    """Take the link and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("link", name=words, exact=True).first.click()


def call(director: Page, kind: str, **said: str) -> Meeting:
    """Fill in 开会 for half an hour from now, as short as the notice then is."""
    director.goto(f"/meetings/new/?kind={kind}")
    assert_sound(director)
    starts = timezone.localtime() + SOON
    director.get_by_label("哪一天").fill(f"{starts:%Y-%m-%d}")
    director.get_by_label("几点开始").fill(f"{starts:%H:%M}")
    director.get_by_label("地点").fill("二楼会议室")
    for label, words in said.items():
        director.get_by_label(label).fill(words)
    press(director, "定下来")
    expect(director.locator(".done-bar")).to_contain_text("请的人都会收到消息")
    return Meeting.objects.latest("pk")


def tick(secretary: Page, meeting: Meeting, names: list[str]) -> None:
    secretary.goto(f"/meetings/{meeting.pk}/attendance/")
    for name in names:
        secretary.locator("li", has_text=name).get_by_role("checkbox").check()
    press(secretary, "保存")


def test_a_lamp_from_the_case_to_the_board(
    cast: Cast, new_page: NewPage, signed_in: SignedIn
) -> None:
    case = Scene(cast.east_director, timezone.now()).case(
        cast.east, timezone.localdate(), title="12 号楼楼道灯"
    )
    director = signed_in(cast.east_director)
    secretary = signed_in(cast.east_member, "large", width=390)

    director.goto(f"/cases/{case.pk}/")
    director.locator("details.more summary", has_text="更多").click()
    follow(director, "提到会上")
    press(director, "提到会上")
    meeting = call(director, "joint", 为什么来不及提前通知="楼道太暗")
    assert meeting.invited_bodies.count() == 4
    director.goto("/meetings/topics/")
    follow(director, "列入会议")
    assert_sound(director)
    press(director, "列入")
    topic = meeting.topics.get()

    director.goto(f"/meetings/{meeting.pk}/")
    press(director, "开会签到")
    assert_sound(director)
    tick(secretary, meeting, ["周桂英", "王桂珍", "陆书平", "顾小琴", "何业安"])
    expect(secretary.locator("main")).to_contain_text("物业服务企业（未到）")
    assert_sound(secretary)

    secretary.goto(f"/meetings/{meeting.pk}/topics/{topic.pk}/")
    secretary.get_by_label("讨论").fill("太暗，老人摔过。")
    secretary.get_by_label("议定").fill("换 12 号楼声控灯。")
    secretary.get_by_label("协商一致").check()
    assert_sound(secretary)
    press(secretary, "保存")
    item = agree_on(secretary, meeting, topic.pk)

    director.goto(f"/actions/{item.pk}/slip/")
    expect(director.locator("main")).to_contain_text("议定事项告知单")
    assert_sound(director)
    property_company = new_page(width=390)
    property_company.goto(link_for_property(director, meeting))
    press(property_company, "同意去办")
    assert_sound(property_company)
    item.refresh_from_db()
    assert item.state == "accepted"

    close(director, meeting)
    following = call(director, "joint", 为什么来不及提前通知="接着商量")
    director.goto(f"/meetings/{following.pk}/")
    again = director.get_by_role("region", name="上次的事项")
    expect(again).to_contain_text("换灯 18 盏")
    assert_sound(director)

    resolution = Resolution.objects.get()
    director.goto(f"/resolutions/{resolution.pk}/")
    assert_sound(director)
    press(director, "写成通知")
    press(director, "请人确认")
    resolution.refresh_from_db()
    secretary.goto(f"/publish/{resolution.notice_id}/preview/")
    press(secretary, "同意并发布")
    resident = new_page(width=390)
    resident.goto(f"/n/{resolution.notice.key}")
    expect(resident.locator("main")).to_contain_text("换 12 号楼声控灯 18 盏")
    director.goto(f"/cases/{case.pk}/")
    expect(director.locator("main")).to_contain_text("会上议定：换 12 号楼声控灯。")


def agree_on(secretary: Page, meeting: Meeting, topic: int) -> ActionItem:
    """议定事项 on a phone, with one thing that the absent property company leads."""
    secretary.goto(f"/meetings/{meeting.pk}/resolutions/new/?topic={topic}")
    secretary.get_by_label("议定了什么").fill("换 12 号楼声控灯 18 盏。")
    first = secretary.get_by_role("group", name=re.compile("第 1 件"))
    first.get_by_label("牵头").select_option(label="东苑物业公司")
    first.get_by_label("做什么").fill("换灯 18 盏")
    first.get_by_label("哪天前").fill(f"{timezone.localdate() + timedelta(days=20):%Y-%m-%d}")
    assert_sound(secretary)
    press(secretary, "保存")
    expect(secretary.locator("main")).to_contain_text("换灯 18 盏")
    item = ActionItem.objects.get()
    assert item.state == "told"
    return item


def link_for_property(director: Page, meeting: Meeting) -> str:
    """Made on the page of the meeting and read off it, as the director would copy it."""
    director.goto(f"/meetings/{meeting.pk}/")
    guest = director.locator("li", has_text="东苑物业公司")
    press(guest, "做一个链接")
    return guest.locator("input[readonly]").input_value()


def close(director: Page, meeting: Meeting) -> None:
    began = has_begun(meeting)
    director.goto(f"/meetings/{meeting.pk}/held/")
    director.get_by_label("哪一天").fill(f"{began:%Y-%m-%d}")
    director.get_by_label("几点开始").fill(f"{began:%H:%M}")
    director.get_by_label(re.compile("几点结束")).fill("")
    press(director, "散会")
    expect(director.locator(".done-bar")).to_contain_text("已开")


def test_a_covenant_from_the_roster_to_signed_minutes(
    cast: Cast, new_page: NewPage, signed_in: SignedIn
) -> None:
    director = signed_in(cast.east_director)
    secretary = signed_in(cast.east_member, "large", width=390)
    secretary.goto("/representatives/new/")
    secretary.get_by_label("名单").fill("\n".join(f"第一小组 {name}" for name in NAMES))
    assert_sound(secretary)
    press(secretary, "保存")
    expect(secretary.locator("main")).to_contain_text("居民代表 10 人")
    assert_sound(secretary)

    covenant = own_draft(cast.east_director, cast.east, "jumin-gongyue")
    meeting = call(director, "representatives", 议题="居民公约", 为什么来不及提前通知="上次没开成")
    director.goto(f"/meetings/{meeting.pk}/")
    press(director, "开会签到")
    tick(secretary, meeting, NAMES[:7])
    quorum = secretary.locator("main")
    expect(quorum).to_contain_text("应到 13，实到 7，还差 2 人才能开会（三分之二是 9）")
    tick(secretary, meeting, NAMES[7:9])
    expect(quorum).to_contain_text("应到 13，实到 9，可以开会（三分之二是 9）")
    assert_sound(secretary)

    vote(director, meeting)
    director.goto(f"/meetings/{meeting.pk}/resolutions/new/")
    director.get_by_label("议定了什么").fill("通过《居民公约》。")
    press(director, "保存")
    follow(director, "通过的制度")
    assert_sound(director)
    press(director, "登记施行")
    covenant.refresh_from_db()
    assert Adoption.objects.get().version == covenant
    resident = new_page(width=390)
    resident.goto(f"/covenants/{covenant.regulation.slug}/")
    expect(resident.locator("main")).to_contain_text("赞成 5")
    assert_sound(resident)

    sign_minutes(director, secretary, meeting)
    for name, words in (("docx", word_text), ("pdf", pdf_text)):
        paper = director.context.request.get(f"/meetings/{meeting.pk}/minutes.{name}")
        assert "应到 13，实到 9，可以开会" in words(paper.body()), name


def vote(director: Page, meeting: Meeting) -> None:
    """Five of nine say yes, one says no, three say nothing: more than half of those present."""
    director.goto(f"/meetings/{meeting.pk}/topics/{meeting.topics.get().pk}/")
    follow(director, "开始表决")
    director.get_by_label("表决什么").fill("同意这份居民公约")
    press(director, "开始表决")
    for name in NAMES[:6]:
        word = "反对" if name == NAMES[5] else "赞成"
        director.get_by_role("group", name=re.compile(name)).get_by_label(word).check()
    assert_sound(director)
    press(director, "保存并结束表决")
    result = "到会 9 人，赞成 5，反对 1，弃权 0，没有表示 3。过半数要 5 票，通过。"
    expect(director.locator("main")).to_contain_text(result)


def sign_minutes(director: Page, secretary: Page, meeting: Meeting) -> None:
    secretary.goto(f"/meetings/{meeting.pk}/minutes/")
    press(secretary, "起草纪要")
    assert_sound(secretary)
    press(secretary, "保存")
    expect(secretary.locator("main")).to_contain_text("过半数要 5 票，通过。")
    press(secretary, "送签")
    director.goto(f"/meetings/{meeting.pk}/minutes/sign/")
    assert_sound(director)
    for name in NAMES[:9]:
        director.get_by_role("checkbox", name=name).check()
    press(director, "保存并锁定")
    expect(director.locator("main")).to_contain_text("已锁定")
    assert_sound(director)


def word_text(content: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


def pdf_text(content: bytes) -> str:
    """Without line breaks, which stand where the paper ends."""
    pages: Any = pypdfium2.PdfDocument(content)
    return re.sub(r"[\r\n]", "", "".join(page.get_textpage().get_text_bounded() for page in pages))
