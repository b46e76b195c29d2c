"""The clerk's morning: see who needs help, go down to every row, ring, write it down."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.contact.models import Contact
from committees.territory.models import Committee
from tests.cast import Cast
from tests.journeys.axe import assert_fits, wear
from tests.journeys.conftest import SignedIn
from tests.portal.street_scene import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PAGES = (
    "/street/",
    "/street/?all=1",
    "/street/c/dongyuan/",
    "/street/today/",
    "/street/late/",
    "/street/late/remind/?to=dongyuan",
    "/street/meetings/",
    "/street/list/manned/",
    "/street/list/overdue/",
    "/street/definitions/",
    "/street/definitions/manned/",
    "/settings/indicators/",
    "/settings/indicators/visits/",
)
COMMITTEES = 34
MOST_BYTES, MOST_REQUESTS, MOST_NODES = 100 * 1024, 8, 1_500
"""UX E.1, street dashboard: transferred, gzip."""


@pytest.fixture
def street(cast: Cast) -> Scene:
    """34 committees; East has three late cases, no entry for weeks, and gaps at the desk."""
    scene = Scene(cast.east_director, timezone.now())
    for number in range(3, COMMITTEES + 1):
        Committee.objects.create(
            street=cast.street,
            code=f"5501010019{number:02d}",
            name=f"第{number}新村居委会",
            short_name=f"第{number}新村",
            slug=f"xincun-{number}",
            order=number,
            zone=("北片", "南片")[number % 2],
            phone="021-0000 0000",
        )
    scene.shifts(cast.east, scene.today - timedelta(days=8), manned=10, missing=5)
    for committee in Committee.objects.exclude(pk=cast.east.pk):
        scene.entry(committee, scene.today)
        scene.representatives(committee, scene.today - timedelta(days=1))
    scene.entry(cast.east, scene.today - timedelta(days=30), kind="home", who="3-502")
    for days in (9, 4, 1):
        scene.case(cast.east, scene.today - timedelta(days=days))
    scene.case(cast.west, scene.today + timedelta(days=2))
    return scene


@pytest.mark.parametrize("java_script", [True, False])
def test_the_clerk_sees_who_needs_help_and_goes_down_to_the_row(
    street: Scene, cast: Cast, signed_in: SignedIn, java_script: bool
) -> None:
    page = signed_in(cast.clerk, java_script=java_script)
    page.goto("/street/")

    first = page.locator(".heat tbody tr").first
    expect(first.get_by_role("rowheader")).to_contain_text("东苑")
    expect(first.locator("td.b", has_text="3 件")).to_contain_text("需要联系帮助")
    first.get_by_role("link", name="超期事项").or_(first.get_by_role("link", name="3 件")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("超期的事项")
    rows = page.locator("table.data tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("超 9 天")


def test_the_clerk_rings_and_writes_down_what_was_agreed(
    street: Scene, cast: Cast, signed_in: SignedIn
) -> None:
    page = signed_in(cast.clerk)
    page.goto("/street/")
    page.get_by_role("link", name="先给谁打电话").click()
    page.get_by_role("link", name="东苑").click()
    call = page.get_by_role("link", name="021-0000 0001")
    expect(call).to_have_attribute("href", "tel:021-00000001")
    page.get_by_label("和谁联系的").fill("周主任")
    page.get_by_label("说好了什么").fill("下周一前补好值班表")
    page.get_by_role("button", name="已联系").click()

    expect(page.get_by_role("status")).to_contain_text("东苑已联系")
    assert Contact.objects.get().agreed == "下周一前补好值班表"
    page.goto("/street/")
    expect(page.locator(".heat tbody tr").first).to_contain_text("已联系")


def test_on_a_phone_a_row_is_a_name_and_its_flagged_cells(
    street: Scene, cast: Cast, signed_in: SignedIn
) -> None:
    page = signed_in(cast.clerk, width=390)
    page.goto("/street/?all=1")

    row = page.locator(".heat tbody tr").first
    shown = row.locator("td:visible")
    assert all("需要联系帮助" in words or "留意" in words for words in shown.all_inner_texts())
    expect(shown.filter(has_text="超期事项")).to_have_count(1)
    expect(page.locator(".heat tr.ok:visible")).to_have_count(0)


def test_each_street_page_fits_a_small_phone(
    street: Scene, cast: Cast, signed_in: SignedIn
) -> None:
    page = signed_in(cast.clerk)
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        wear(page, (320, "std"))
        assert_fits(page)


@pytest.mark.parametrize("path", ["/street/", "/street/?all=1"])
def test_the_overview_stays_within_its_budget(
    street: Scene, cast: Cast, signed_in: SignedIn, path: str
) -> None:
    page = signed_in(cast.clerk)
    weights: list[int] = []
    page.on(
        "requestfinished",
        lambda request: weights.append(
            request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"]
        ),
    )
    page.goto(path, wait_until="networkidle")

    assert len(weights) <= MOST_REQUESTS
    assert sum(weights) <= MOST_BYTES
    assert page.evaluate("document.querySelectorAll('*').length") <= MOST_NODES
