"""Finding a household while typing, and anything from the header of every page."""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.casework.homes import move_in
from tests.cast import Cast, gather_cast
from tests.conftest import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    found = gather_cast()
    move_in(found.east, "3-502", "刘桂芳")
    return found


@pytest.fixture
def director(cast: Cast, new_page: Any, live_server: Any) -> Page:
    page: Page = new_page(width=390)
    session = browser_of(cast.east_director).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def test_a_household_shows_up_while_its_initials_are_typed(director: Page) -> None:
    director.goto("/households/find/")
    director.get_by_label("楼号-室号").press_sequentially("lgf")

    expect(director.get_by_role("link", name="3-502 刘桂芳")).to_be_visible()
    director.get_by_label("楼号-室号").fill("9-999")
    expect(director.get_by_text("没找到“9-999”。")).to_be_visible()


def test_the_way_to_search_is_two_taps_from_any_page(director: Page) -> None:
    director.goto("/duty/")
    director.locator(".site-head").get_by_role("link", name="查找").click()
    director.get_by_role("searchbox").fill("刘桂芳")
    director.locator("main").get_by_role("button", name="查找").click()

    expect(director.get_by_role("link", name="502 室")).to_be_visible()
    current = director.locator(".site-head [aria-current=page]")
    expect(current).to_have_text("查找")
