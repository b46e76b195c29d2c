"""In a real browser: photos outlive a forgotten word, and a case goes from hand to hand."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from casework.cases.models import CasePhoto
from tests.casework.homes import move_in
from tests.committees.files.pictures import photo
from tests.journeys.axe import FACES, assert_fits, assert_sound
from tests.journeys.test_log_and_cases import PHONE, WAYS, entered

__all__ = ["entered"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def open_a_case(page: Any) -> str:
    page.get_by_role("link", name="接到电话").first.click()
    page.get_by_label("谁打来的？").fill("3-502")
    page.get_by_label("什么事？").fill("厨房漏水，物业说要等配件。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="变成事项").click()
    expect(page.locator("h1")).to_contain_text("刘桂芳 厨房漏水")
    return str(page.url)


@WAYS
def test_a_photo_outlives_a_forgotten_word_and_can_be_taken_off(cast, entered, how):
    move_in(cast.east, "3-502", "刘桂芳")
    page = entered(cast.east_director, **how)
    open_a_case(page)
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": photo().read()}

    page.get_by_role("link", name="写进展").click()
    page.locator("#id_photos").set_input_files(picture)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".staged")).to_contain_text("照片1（1 KB）")
    assert_fits(page)
    page.get_by_label("有什么进展").fill("打了电话")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.locator(".timeline .photos img")).to_have_count(1)
    assert CasePhoto.objects.kept().count() == 1
    page.get_by_role("link", name=re.compile(r"去掉\s*照片1")).click()
    page.get_by_role("button", name="去掉这张").click()
    expect(page.locator(".timeline .photos img")).to_have_count(0)
    page.locator(".done-bar").get_by_role("button", name="撤销").click()
    expect(page.locator(".timeline .photos img")).to_have_count(1)


@WAYS
def test_a_case_is_offered_and_taken_over(cast, entered, how):
    move_in(cast.east, "3-502", "刘桂芳")
    director = entered(cast.east_director, **how)
    address = open_a_case(director)

    director.get_by_role("link", name="交给别人").click()
    expect(director.locator(".info-bar")).to_contain_text("前答复")
    director.get_by_label("交给谁").select_option(label="王桂珍")
    director.get_by_role("button", name="交过去").click()
    expect(director.locator("main .info-bar").first).to_contain_text("已经问王桂珍了")

    member = entered(cast.east_member, **how)
    expect(member.locator(".todo").first).to_contain_text("想交给您")
    member.goto(address)
    member.get_by_role("button", name="接下").click()
    expect(member.locator(".done-bar")).to_contain_text("现在是您在办")


def test_the_new_pages_are_accessible_and_fit(cast, entered):
    move_in(cast.east, "3-502", "刘桂芳")
    page = entered(cast.east_director, "large", **PHONE)
    address = open_a_case(page)
    page.goto(f"{address}progress/")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": photo().read()}
    page.locator("#id_photos").set_input_files(picture)
    page.get_by_role("button", name="保存", exact=True).click()
    assert_sound(page, FACES)
    page.get_by_label("有什么进展").fill("打了电话")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name=re.compile(r"去掉\s*照片1")).click()
    assert_sound(page, FACES)
    page.get_by_role("button", name="去掉这张").click()
    page.goto(f"{address}handover/")
    assert_sound(page, FACES)
    page.get_by_label("交给谁").select_option(label="王桂珍")
    page.get_by_role("button", name="交过去").click()
    page.locator("summary", has_text="谁收到过提醒").click()
    page.locator("summary", has_text="去掉的照片").click()
    assert_sound(page, FACES)
    clerk = entered(cast.clerk)
    clerk.goto("/settings/cases/")
    assert_sound(clerk, FACES)
