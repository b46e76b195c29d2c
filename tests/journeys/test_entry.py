"""Coming in with a real browser: with and without script, in every size, seen by axe."""

import re

import pytest
from django.utils import timezone

from committees.people.credentials import issue_code, set_pin
from committees.people.models import DutyDesk
from tests.journeys.axe import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "三楼的桂花又开了"
TIGHTEST = (320, "xlarge")


@pytest.mark.parametrize("java_script", [True, False])
def test_from_the_code_on_paper_to_the_own_account(new_page, cast, java_script):
    person = cast.east_member
    code = issue_code(person, by=cast.admin, at=timezone.now())
    page = new_page(width=390, java_script=java_script)

    page.goto("/sign-in/set-password/")
    page.get_by_label("手机号").fill(person.phone)
    page.get_by_label("设置码").fill(code)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再写一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存密码").click()
    page.get_by_label("手机号").fill(person.phone)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    page.wait_for_url(re.compile("/today/"))

    page.goto("/me/")
    assert page.get_by_role("heading", name="王桂珍").is_visible()
    page.get_by_role("button", name="退出", exact=True).click()
    page.wait_for_url(re.compile("/sign-in/"))


def test_the_password_can_be_looked_at_and_hidden_again(page, cast):
    page.goto("/sign-in/")
    field = page.get_by_label("密码", exact=True)
    show = page.get_by_role("button", name="显示")
    field.fill(PASSWORD)

    show.click()
    assert field.get_attribute("type") == "text"
    show.click()
    assert field.get_attribute("type") == "password"


@pytest.mark.parametrize("java_script", [True, False])
def test_at_the_duty_desk_a_tap_and_four_digits(signed_in, cast, java_script):
    set_pin(cast.east_member, "2580")
    page = signed_in(cast.east_director, java_script=java_script)
    page.goto("/me/desk/")
    page.get_by_label("这台电脑叫什么").fill("值班室靠窗的电脑")
    page.get_by_role("button", name="登记这台").click()
    page.goto("/me/")
    page.get_by_role("button", name="退出", exact=True).click()
    page.goto("/sign-in/")
    if java_script:
        assert_sound(page)

    page.get_by_text("王桂珍").click()
    page.get_by_label("PIN").fill("2580")
    page.get_by_role("button", name="进入").click()

    page.wait_for_url(re.compile("/today/"))
    assert DutyDesk.objects.count() == 1


def test_the_doors_are_sound_where_it_is_tightest(page):
    for path in ("/sign-in/", "/sign-in/set-password/"):
        page.goto(path)
        assert_sound(page, (TIGHTEST,))


PAGES = [
    ("east_director", "/me/"),
    ("east_director", "/me/desk/"),
    ("east_director", "/me/pin/"),
    ("east_director", "/me/password/"),
    ("east_director", "/people/"),
    ("east_director", "/people/new/"),
    ("east_director", "/drafts/"),
    ("east_director", "/settings/audit/"),
    ("clerk", "/sign-in/second-factor/"),
    ("clerk", "/settings/"),
    ("admin", "/settings/users/"),
    ("admin", "/settings/users/review/"),
    ("admin", "/settings/users/onboard/"),
    ("admin", "/settings/users/onboard/dongyuan/"),
    ("admin", "/people/slips/"),
    ("auditor", "/settings/audit/"),
    ("auditor", "/settings/audit/heads/"),
]


def test_every_page_of_an_account_is_sound_where_it_is_tightest(signed_in, cast):
    """The usual sizes are in `test_every_page`."""
    pages = {}
    for who, path in PAGES:
        if who not in pages:
            pages[who] = signed_in(getattr(cast, who), "xlarge", width=320)
        pages[who].goto(path)
        assert_sound(pages[who])


def test_a_refused_form_is_sound_and_names_every_field(signed_in, cast):
    page = signed_in(cast.admin, "large", width=390)
    page.goto("/people/new/")
    page.get_by_role("button", name="建账号").click()

    assert page.title().startswith("有错误：")
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "请写“姓名”。",
        "请写“手机号”。",
    ]
    assert_sound(page)
