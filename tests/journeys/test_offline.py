"""Without a network, on one's own device: written down, kept, sent once each, and forgotten.

The server is really stopped and its connections are torn (tests/journeys/line.py).
"""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.log.models import LogEntry, LogPhoto
from committees.people.models import OpenSession, User
from committees.people.sessions import OWN_DEVICE
from committees.submissions import once
from tests.cast import Cast, gather_cast
from tests.journeys.axe import assert_no_axe_violations, assert_sound
from tests.journeys.conftest import HEIGHTS, PATIENCE_MS
from tests.journeys.line import Line

expect.set_options(timeout=PATIENCE_MS)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VISITS = 20
PASSWORD = "三楼的桂花又开了"
KEPT = """async () => {
  if (!navigator.serviceWorker.controller) return false;
  for (const name of await caches.keys()) {
    if (!name.startsWith("door-pages-")) continue;
    const kept = await caches.open(name);
    return Boolean(await kept.match("/outbox/")) && (await kept.keys()).length >= 7;
  }
  return false;
}"""
LEFT_BEHIND = """async () => ({
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  caches: await caches.keys(),
  stores: (await indexedDB.databases()).map((one) => one.name),
  drafts: Object.keys(localStorage),
})"""
NOTHING = {"workers": 0, "caches": [], "stores": [], "drafts": []}
Entered = Callable[..., BrowserContext]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return gather_cast()


def running_server() -> LiveServer:
    """The real application behind whitenoise, as in tests/journeys/conftest.py."""
    server = LiveServer("localhost", start=False)
    thread: Any = server.thread
    thread.static_handler = lambda handler: handler.application
    server.start()
    return server


class Office:
    """The portal behind a wire: `close` stops the server, `open` starts another one."""

    def __init__(self) -> None:
        self.server = running_server()
        self.line = Line(self.server.thread.port)

    def close(self) -> None:
        self.line.cut()
        self.server.stop()

    def open(self) -> None:
        self.server = running_server()
        self.line.mend(self.server.thread.port)


@pytest.fixture
def office(collected_static: None, transactional_db: None) -> Iterator[Office]:
    portal = Office()
    yield portal
    portal.close()


@pytest.fixture
def device(browser: Browser, office: Office, enter: Any) -> Iterator[Entered]:
    """`device(user, own=True, width=390)`: a browser of hers, signed in, with 今日 open."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def come_in(
        user: User, *, own: bool = True, width: int = 390, size: str = "std"
    ) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            locale="zh-CN",
            timezone_id=settings.TIME_ZONE,
            base_url=office.line.url,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        client = enter(user)
        session = client.session
        session[OWN_DEVICE] = own
        session.save()
        cookies = {"sessionid": client.cookies["sessionid"].value, "size": size}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": office.line.url}
                for name, value in cookies.items()
            ]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto("/today/")
        if own:
            until(lambda: page.evaluate(KEPT))
        return context

    yield come_in
    for context in contexts:
        context.close()
    assert faults == []


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def tab(context: BrowserContext) -> Page:
    return context.pages[0]


def write_down(page: Page, who: str, text: str, kind: str = "home") -> None:
    page.goto(f"/log/new/?kind={kind}")
    page.locator("#id_who").fill(who)
    page.get_by_label("什么事？").fill(text)
    page.get_by_role("button", name="保存").click()


def jpeg() -> dict[str, Any]:
    held = BytesIO()
    Image.new("RGB", (40, 30), "green").save(held, "JPEG")
    return {"name": "灯.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def test_twenty_visits_with_the_server_killed_and_the_tab_closed_arrive_once_each(
    cast, office, device
):
    context = device(cast.east_director)
    page = tab(context)
    office.close()

    page.goto("/today/")
    expect(page.locator("#net")).to_contain_text("照常记，连上网会自动发出。这是")
    for number in range(1, VISITS):
        write_down(page, f"{number}-101", f"第{number}户，身体好")
        expect(page.get_by_role("heading", level=1)).to_have_text("已经记下了")
    page.goto("/log/new/?kind=visit")
    page.get_by_label("什么事？").fill(f"第{VISITS}户，灯坏了")
    page.get_by_role("button", name="走访").click()
    expect(page.get_by_label("什么事？")).to_have_value(f"第{VISITS}户，灯坏了")
    page.get_by_label("走访哪一户？").fill("9-101")
    page.locator("summary", has_text="加照片").click()
    page.locator("input[type=file]").set_input_files([jpeg()])
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".outbox > li")).to_have_count(VISITS)
    page.goto("/today/")
    expect(page.locator("#unsent")).to_contain_text(f"还没有发出 {VISITS} 条，内容没有丢。")
    expect(page.get_by_text("接着写完")).to_have_count(0)
    page.close()
    assert LogEntry.objects.count() == 0

    office.open()
    again = context.new_page()
    again.goto("/today/")

    expect(again.locator("#unsent")).to_contain_text(
        f"刚才没发出的 {VISITS} 条，都发出去了。", timeout=3 * PATIENCE_MS
    )
    written = LogEntry.objects.order_by("pk").values_list("text", flat=True)
    assert sorted(written) == sorted(
        [*(f"第{number}户，身体好" for number in range(1, VISITS)), f"第{VISITS}户，灯坏了"]
    )
    assert LogPhoto.objects.get().entry.text == f"第{VISITS}户，灯坏了"
    again.goto("/today/")
    expect(again.locator(".done-bar, .draft")).to_have_count(0)


def three_lost_answers(context: BrowserContext, office: Office) -> None:
    """Carried out by the server, but the device never hears of it; then the line is mended."""
    page = tab(context)
    for number in range(3):
        page.goto("/log/new/?kind=patrol")
        page.locator("#id_who").fill("北门")
        page.get_by_label("什么事？").fill(f"第{number}次")
        office.line.deaf = True
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已经记下了")
        office.line.deaf = False
        page.goto("/outbox/")
        expect(page.get_by_role("heading", level=1)).to_have_text("都发出去了")


def test_an_entry_whose_answer_was_lost_is_sent_again_and_stands_there_once(cast, office, device):
    three_lost_answers(device(cast.east_director), office)

    assert LogEntry.objects.count() == 3


def test_without_the_key_the_same_story_writes_them_twice(cast, office, device, monkeypatch):
    """The control: what the test above would see if @once did not look at the key."""
    monkeypatch.setattr(once, "_key", lambda request: None)
    context = device(cast.east_director)
    page = tab(context)
    page.goto("/log/new/?kind=patrol")
    page.locator("#id_who").fill("北门")
    page.get_by_label("什么事？").fill("堆物")
    office.line.deaf = True
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经记下了")
    office.line.deaf = False
    page.goto("/today/")

    until(lambda: LogEntry.objects.count() >= 2)


def test_a_refused_entry_comes_back_to_its_form_with_every_word(cast, office, device):
    context = device(cast.east_director, size="large")
    page = tab(context)
    office.line.cut()
    page.goto("/log/new/?kind=home")
    page.get_by_label("走访哪一户？").fill("3-502")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经记下了")
    assert_sound(page)

    office.line.mend(office.server.thread.port)
    page.goto("/today/")
    expect(page.locator("#unsent")).to_contain_text("有 1 条要改一改")
    page.get_by_role("link", name="看一看").click()
    assert_sound(page)
    page.get_by_role("button", name="改一改").click()

    expect(page.locator(".error-summary")).to_contain_text("请写“什么事”")
    expect(page.get_by_label("走访哪一户？")).to_have_value("3-502")
    page.get_by_label("什么事？").fill("身体好")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".done-bar")).to_contain_text("记好了")
    assert LogEntry.objects.get().text == "身体好"
    page.goto("/outbox/")
    expect(page.get_by_role("heading", level=1)).to_have_text("都发出去了")


def sign_in(page: Page, user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    page.get_by_label("手机号").fill(user.phone)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("这是我自己的设备").check()
    with page.expect_navigation():
        page.get_by_role("button", name="进入").click()


def test_a_session_that_ended_meanwhile_sends_nothing_in_a_colleague_s_name(cast, office, device):
    context = device(cast.east_director)
    page = tab(context)
    office.line.cut()
    write_down(page, "北门", "主任写的")
    expect(page.get_by_role("heading", level=1)).to_have_text("已经记下了")
    OpenSession.objects.all().delete()
    office.line.mend(office.server.thread.port)

    page.evaluate("() => desk.hello()")
    expect(page.locator("#net")).to_contain_text("请重新登录。内容没有丢")
    page.get_by_role("link", name="去登录").click()
    sign_in(page, cast.east_member)
    until(lambda: page.evaluate(KEPT))
    page.goto("/outbox/")
    expect(page.locator("[data-others]")).to_contain_text("同事没发出的 1 条")
    expect(page.locator("body")).not_to_contain_text("北门")
    page.goto("/me/")
    page.get_by_role("button", name="退出", exact=True).click()
    sign_in(page, cast.east_director)

    until(LogEntry.objects.exists)
    assert [entry.author for entry in LogEntry.objects.all()] == [cast.east_director]


def test_a_form_saved_after_the_session_ended_keeps_even_its_photo(cast, office, device):
    page = tab(device(cast.east_director))
    page.goto("/log/new/?kind=patrol")
    page.locator("#id_who").fill("北门")
    page.get_by_label("什么事？").fill("堆物")
    page.locator("summary", has_text="加照片").click()
    page.locator("input[type=file]").set_input_files([jpeg()])
    OpenSession.objects.all().delete()
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("登录")
    sign_in(page, cast.east_director)
    expect(page.get_by_role("heading", level=1)).to_have_text("都发出去了")
    assert LogPhoto.objects.get().entry.text == "堆物"


def test_signing_out_leaves_nothing_on_the_device(cast, office, device):
    context = device(cast.east_director)
    page = tab(context)
    write_down(page, "北门", "堆物")
    page.goto("/log/new/?kind=call")
    page.get_by_label("什么事？").fill("没有写完")
    expect(page.locator(".saved-line")).to_contain_text("已存在这台")
    before = page.evaluate(LEFT_BEHIND)
    assert all(before.values())

    page.goto("/me/")
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("登录")

    assert page.evaluate(LEFT_BEHIND) == NOTHING
    office.line.cut()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto("/today/")
    office.line.mend(office.server.thread.port)


def test_signing_out_with_something_unsent_asks_first(cast, office, device):
    context = device(cast.east_director)
    page = tab(context)
    office.line.cut()
    write_down(page, "北门", "")
    expect(page.get_by_role("heading", level=1)).to_have_text("已经记下了")
    office.line.mend(office.server.thread.port)

    page.goto("/me/")
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("先别退出")
    assert_no_axe_violations(page)
    page.get_by_role("button", name="不要了，退出").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("登录")

    assert page.evaluate(LEFT_BEHIND) == NOTHING
    assert LogEntry.objects.count() == 0


def test_a_page_that_needs_the_network_says_so(cast, office, device):
    page = tab(device(cast.east_director, width=1366))
    office.line.cut()
    page.goto("/cases/")

    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网")
    assert_no_axe_violations(page)
    office.line.mend(office.server.thread.port)


def test_a_shared_device_keeps_nothing_and_loses_what_an_earlier_choice_left(cast, device):
    shared = tab(device(cast.east_member, own=False))
    shared.goto("/log/new/?kind=home")
    assert shared.evaluate(LEFT_BEHIND) == NOTHING

    was_own = tab(device(cast.east_director))
    for session in OpenSession.objects.all():
        values = session.get_decoded()
        values[OWN_DEVICE] = False
        OpenSession.objects.filter(pk=session.pk).update(
            session_data=OpenSession.objects.encode(values)
        )
    was_own.goto("/today/")
    until(lambda: was_own.evaluate(LEFT_BEHIND)["caches"] == [])
    was_own.goto("/today/")
    assert was_own.evaluate(LEFT_BEHIND)["workers"] == 0
