"""敲门没人应 in a real browser on a phone: from the log's form to 「见到本人」 (R2)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from casework.knocks.models import Knock
from committees.people.models import User
from tests.casework.care import contact, label
from tests.casework.homes import move_in
from tests.cast import Cast, gather_cast
from tests.journeys.axe import assert_fits, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Entered = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return gather_cast()


@pytest.fixture
def entered(new_page: Any, enter: Any, live_server: Any) -> Entered:
    def come_in(user: User, *, size: str = "std", **how: Any) -> Page:
        page: Page = new_page(**how)
        cookies = {"sessionid": enter(user).cookies["sessionid"].value, "size": size}
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        page.goto("/today/")
        return page

    return come_in


@pytest.mark.parametrize(
    "how",
    [{"width": 390, "size": "large"}, {"width": 390, "java_script": False}],
    ids=["large", "no-script"],
)
def test_nobody_opens_and_everybody_looks_until_she_is_seen(
    cast: Cast, entered: Entered, how: dict[str, Any]
) -> None:
    home = move_in(cast.east, "3-502", "刘桂芳", phone="10000000031")
    label(home, by=cast.east_member)
    contact(home.residents.get(), "王丽", "女儿", "10000000032")
    member = entered(cast.east_member, **how)

    member.get_by_role("link", name="上门走访").click()
    member.get_by_label("走访哪一户？").fill("3-502")
    member.locator("label:visible", has_text="家里没人").click()
    member.get_by_role("button", name="保存").click()

    expect(member.get_by_role("heading", level=1)).to_have_text("敲门没人应")
    expect(member.get_by_role("link", name="10000000032")).to_have_attribute(
        "href", "tel:10000000032"
    )
    assert_fits(member)
    if how.get("java_script", True):
        assert_no_axe_violations(member)
    member.get_by_role("button", name=re.compile("没人接.*王丽")).click()
    expect(member.locator(".timeline")).to_contain_text("打紧急联系人 王丽（女儿）：没人接")

    director = entered(cast.east_director, **how)
    alarm = director.locator(".knock-bar")
    expect(alarm).to_contain_text("3 号楼 502 室 刘桂芳")
    expect(alarm).to_contain_text("问过 1 次")
    if how.get("java_script", True):
        assert_no_axe_violations(director)
    director.goto("/duty/handover/")
    alarm.get_by_role("link").click()
    director.get_by_label("人怎么样").fill("摔了一跤，送医院了")
    director.get_by_role("button", name="见到本人").click()
    expect(director.locator(".done-bar")).to_contain_text("大家都会知道")

    member.goto("/today/")
    expect(member.locator(".knock-bar")).to_have_count(0)
    director.get_by_role("button", name="变成事项").click()
    expect(director.get_by_role("heading", level=1)).to_contain_text("摔了一跤")
    assert Case.objects.get().household == home
    assert Knock.objects.get().state == "seen"
