"""A coordination from who came with it to the last step done, by phone and at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.access.subjects_three import THREE
from tests.cast import Cast
from tests.gatherings import a_meeting
from tests.journeys.axe import assert_no_axe_violations
from tests.journeys.conftest import SignedIn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def _fill(page: Page, **words: str) -> None:
    for name, text in words.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="记下").click()


def test_two_neighbours_settle_and_keep_their_word(cast: Cast, signed_in: SignedIn) -> None:
    meeting = a_meeting(
        cast.east,
        "coordination",
        title="空调外机",
        place="活动室",
        starts_at=timezone.now() - timedelta(hours=3),
        state="held",
        convened_by=cast.east_director,
    )
    page = signed_in(cast.east_director)
    page.goto(f"/meetings/{meeting.pk}/outcome/")
    page.get_by_role("link", name="写清楚").click()
    _fill(page, subject="空调外机噪音", proposer="楼下一户", proposed_on="昨天", accepted_on="今天")
    for name in ("楼上一户", "楼下一户"):
        page.get_by_role("link", name="写一方").click()
        _fill(page, name=name)
    page.get_by_role("link", name="写协议").click()
    _fill(page, text="十天内装减震垫。")
    page.get_by_role("link", name="记签了没有").click()
    _fill(page, signed_on="今天")
    page.get_by_role("link", name="写一步").click()
    _fill(page, what="装减震垫", who="楼上一户", due_on="明天")
    assert_no_axe_violations(page)
    page.locator(".row-line a", has_text="做好了").click()
    _fill(page, on="今天", note="装好了，不吵了。")
    page.get_by_role("link", name="办结").click()
    _fill(page, on="今天", note="双方满意。")
    expect(page.get_by_text("已办结")).to_be_visible()

    made = THREE["experience"](cast, cast.west, "楼道三步清")
    page.set_viewport_size({"width": 390, "height": 844})
    for place in (f"/experience/{made['pk']}/", f"/meetings/{meeting.pk}/outcome/", "/opinions/"):
        page.goto(place)
        assert_no_axe_violations(page)
