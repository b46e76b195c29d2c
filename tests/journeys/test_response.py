"""困难快速反应 in a browser: taken in with two fields, the first contact; axe on each page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from casework.cases.models import Case
from casework.clocks.states import Clock
from casework.response.models import CaseClock, ClockLevel
from committees.people.models import User
from tests.journeys.axe import assert_sound

pytestmark = pytest.mark.browser


@pytest.fixture
def entered(new_page: Any, enter: Any, live_server: Any) -> Callable[..., Page]:
    """`entered(user, width=390, size="large")`: a browser already signed in."""

    def come_in(user: User, *, size: str = "std", **how: Any) -> Page:
        page: Page = new_page(**how)
        cookies = {"sessionid": enter(user).cookies["sessionid"].value, "size": size}
        rows = [{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()]
        page.context.add_cookies(rows)
        return page

    return come_in


def test_help_comes_first_and_the_first_contact_starts_the_next_clock(entered, cast):
    page = entered(cast.east_director, width=390, size="large")
    page.goto("/cases/new/help/")
    page.get_by_label("谁家，或者哪里").fill("北门")
    page.get_by_label("什么事").fill("家里断粮")
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_url("**/number/")
    case = Case.objects.get()
    assert page.locator(".slip-number").inner_text() == str(case)
    page.get_by_role("link", name="去看事项", exact=True).click()
    assert "先帮了，还要补" in page.content()
    page.goto(f"/cases/{case.pk}/progress/")
    page.get_by_label("有什么进展").fill("送了米")
    page.get_by_text("我们联系了").click()
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**/cases/{case.pk}/")
    assert CaseClock.objects.get(case=case, clock=Clock.UPDATE).started_at <= timezone.now()


def test_the_pages_of_quick_response_are_for_everybody(entered, cast):
    how = {"width": 390, "size": "large"}
    page = entered(cast.east_director, **how)
    page.goto("/cases/new/")
    page.get_by_label("谁家，或者哪里").fill("北门")
    page.get_by_label("什么事").fill("小孩身上有伤")
    page.get_by_text("可能有孩子受到伤害").click()
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_url("**/report/")
    case = Case.objects.get()
    level = ClockLevel.objects.get(level=4)
    own = ("report/", "number/", "pause/", "level/", "")
    pages = {
        cast.east_director: [
            "/cases/new/",
            "/cases/new/help/",
            "/cases/late/",
            *(f"/cases/{case.pk}/{name}" for name in own),
        ],
        cast.clerk: [
            "/street/response/",
            "/street/response/?kind=harm",
            f"/cases/{case.pk}/",
            "/settings/response/?kind=hardship&care=&urgency=urgent",
            f"/settings/response/levels/{level.pk}/",
            "/settings/response/rules/new/",
        ],
    }
    for person, addresses in pages.items():
        page = entered(person, **how)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert_sound(page)
