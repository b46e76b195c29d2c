"""为民地图 in a real browser: on a phone, on paper, and with tiles of the office's choice."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.map.models import BuildingPlace
from committees.care.models import CareLabel, LabelKind
from committees.residents.actions import lay_out
from committees.residents.rules import Door, Facts
from committees.tenure.actions import welcome_household
from committees.territory.models import Building, Estate
from tests.cast import Cast, gather_cast
from tests.journeys.axe import assert_no_axe_violations, assert_sound
from tests.journeys.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TARGET = 48
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return gather_cast()


@pytest.fixture
def third(cast: Cast) -> Building:
    """Eleven flats a floor, three of them lived in, one of those looked after for five reasons."""
    estate = Estate.objects.create(committee=cast.east, name="东苑小区")
    lay_out(estate, ["1", "2", "3"], floors=6, per_floor=11, by=cast.clerk)
    house = Building.objects.get(estate=estate, number="3")
    today = timezone.localdate()
    for room, name in (("502", "刘国强"), ("301", "张慧芳"), ("111", "沈丽华")):
        home = welcome_household(
            house,
            Door("3", room),
            [Facts(name, "10000000051")],
            by=cast.east_director,
            since=None,
            another=False,
            on=today,
        )
        for kind in LabelKind.objects.order_by("order")[: 5 if room == "502" else 0]:
            CareLabel.objects.create(
                committee=cast.east,
                resident=home.residents.get(),
                kind=kind,
                since=today,
                review_on=today + timedelta(days=90),
                ground="duty",
                noted_by=cast.east_director,
            )
    return house


@pytest.fixture
def at_desk(cast: Cast, new_page: Any, live_server: Any, enter: Any) -> Any:
    def sit(width: int = 1366, size: str = "std") -> Page:
        page: Page = new_page(width=width)
        session = enter(cast.east_director).cookies["sessionid"].value
        page.context.add_cookies(
            [
                {"name": "sessionid", "value": session, "url": live_server.url},
                {"name": "size", "value": size, "url": live_server.url},
            ]
        )
        return page

    return sit


@pytest.mark.parametrize(
    ("width", "size"),
    [
        (1366, "std"),
        (390, "large"),
        pytest.param(390, "std", marks=pytest.mark.audit),
        pytest.param(320, "xlarge", marks=pytest.mark.audit),
    ],
)
def test_the_map_is_sound_in_every_size(third, at_desk, width, size):
    page = at_desk(width, size)
    for place in (
        "/map/",
        "/map/?view=list&show=late",
        f"/map/{third.pk}/?flat=502",
        f"/map/{third.pk}/?show=letters&flat=604",
        f"/map/{third.pk}/?view=list&show=letters",
        f"/map/{third.pk}/print/",
    ):
        page.goto(place)
        assert_sound(page)


def test_on_a_phone_the_rooms_scroll_in_a_box_of_their_own(third, at_desk):
    page = at_desk(390)
    page.goto(f"/map/{third.pk}/")
    expect(page.get_by_text("左右滑动，看全部房间")).to_be_visible()
    box = page.get_by_role("region", name="3 号楼房间图")

    assert box.evaluate("(one) => one.scrollWidth > one.clientWidth + 50")
    sides = page.locator(".flat").first.evaluate("(one) => [one.offsetWidth, one.offsetHeight]")
    assert min(sides) >= 56
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.building').scrollLeft > 0")


def test_a_tap_says_who_and_why(third, at_desk):
    page = at_desk(390)
    page.goto("/map/")
    page.get_by_role("link", name="3 号楼").click()
    flat = page.locator(".flat", has_text="502")
    expect(flat).to_contain_text("关爱")
    flat.click()

    panel = page.locator("#panel")
    expect(panel).to_contain_text("刘国强")
    expect(panel.locator(".flat-kinds li")).to_have_count(5)
    panel.get_by_role("link", name="记一笔").click()
    expect(page.get_by_label("走访哪一户？")).to_have_value("3-502")


def test_ctrl_p_prints_no_reason(third, at_desk):
    page = at_desk()
    page.goto(f"/map/{third.pk}/?show=letters&flat=502")
    expect(page.locator(".need:visible").first).to_be_visible()

    page.emulate_media(media="print")

    expect(page.locator(".need:visible, .care-mark:visible, #panel:visible")).to_have_count(0)
    expect(page.locator(".flat:visible")).to_have_count(66)


def test_paper_with_needs_carries_the_name(third, at_desk):
    page = at_desk()
    page.goto(f"/map/{third.pk}/print/")
    page.get_by_role("link", name="打印带关爱的").click()
    page.get_by_label("为什么要打印").fill("停水送水")
    page.get_by_role("button", name="去打印").click()
    expect(page.locator(".map-sheet-warn")).to_contain_text("打印人：周桂英")
    assert_no_axe_violations(page)

    page.emulate_media(media="print")

    expect(page.locator(".watermark")).to_be_visible()
    expect(page.locator(".need:visible").first).to_be_visible()


def test_buildings_stand_on_the_tiles_the_office_named(third, at_desk, settings):
    host = "https://tiles.example.cn"
    settings.MAP_TILES, settings.MAP_CREDIT = f"{host}/{{z}}/{{x}}/{{y}}.png", "底图说明"
    policy = {name: list(words) for name, words in _directives().items()}
    policy["img-src"].append(host)
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy}
    BuildingPlace.objects.create(building=third, lat="31.404512", lng="121.489023")
    page, asked = at_desk(), []
    page.route(
        f"{host}/**",
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(body=DOT, content_type="image/png"),
        ),
    )

    page.goto("/map/ground/")

    expect(page.locator("#ground .leaflet-tooltip")).to_have_text("3 号楼")
    expect(page.locator("#ground .leaflet-tile-loaded").first).to_be_attached()
    assert asked
    expect(page.get_by_role("button", name="放大")).to_be_visible()
    assert page.locator(".leaflet-control-zoom-in").bounding_box()["height"] >= TARGET
    assert_no_axe_violations(page)
    page.set_viewport_size({"width": 390, "height": 700})
    page.locator("#ground").scroll_into_view_if_needed()
    page.locator(".tabbar a").first.click(trial=True)  # the map lies under the bar, not over it
    page.locator("#ground path.leaflet-interactive").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 号楼")


def _directives() -> dict[str, Any]:
    given: dict[str, Any] = django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return given
