"""A real Chromium in front of the real WSGI application and whitenoise.

    pytestmark = pytest.mark.browser

    def test_…(page):                      # 1366 px wide
    @pytest.mark.parametrize("page", [1366, 390, 320], indirect=True)
    def test_…(new_page): clerk, director = new_page(), new_page(width=390, java_script=False)
    def test_…(cast, signed_in): clerk = signed_in(cast.clerk, "large", width=390)

Each page is a browser of its own (no shared cookies), opens paths relative to the site
(`page.goto("/today/")`) and fails its test on a script error or a breach of the CSP.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from committees.people.models import User
from committees.people.sessions import OWN_DEVICE
from tests.cast import Cast, gather_cast
from tests.conftest import AS_IN_AN_OFFICE, Entrance

HEIGHTS = {1366: 768, 390: 844, 320: 640}
PATIENCE_MS = 30_000
"""A busy machine is slow, not wrong; whoever passes waits for nothing."""
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The same engine; without a screen, a menu and an address bar it has a third less to do."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NewPage = Callable[..., Page]
SignedIn = Callable[..., Page]


@pytest.fixture(scope="session")
def collected_static() -> Iterator[None]:
    """Once a worker, into its own DATA_DIR; from then on files have their hashed names."""
    with override_settings(STORAGES=AS_IN_AN_OFFICE):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture(scope="session")
def live_server(collected_static: None, django_db_setup: None) -> Iterator[LiveServer]:
    """pytest-django's, but whitenoise serves the files, and uploads stay private."""
    server = LiveServer("localhost", start=False)
    thread: Any = server.thread
    thread.static_handler = _application_itself
    server.start()
    yield server
    server.stop()


def _application_itself(media_handler: Any) -> Any:
    """What Django wraps in a handler that would publish MEDIA_ROOT."""
    return media_handler.application


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert program, f"Chromium is not installed: apt-get install {CHROMIUM[0]}"
    # Playwright's loop runs in this thread; the tests' own database calls are not in a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Another person at another machine: `new_page(width=1366, java_script=True)`."""
    contexts = []
    faults: list[str] = []

    def open_page(*, width: int = 1366, java_script: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            locale="zh-CN",
            timezone_id=settings.TIME_ZONE,
            base_url=live_server.url,
            java_script_enabled=java_script,
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: _note_breach(message, faults))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _note_breach(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error" and "Content Security Policy" in message.text:
        faults.append(message.text)


@pytest.fixture
def page(new_page: NewPage, request: pytest.FixtureRequest) -> Page:
    """One page, 1366 px wide unless parametrised with another width."""
    return new_page(width=getattr(request, "param", 1366))


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """People whom the server's own threads see too."""
    cache.clear()
    return gather_cast()


@pytest.fixture
def signed_in(new_page: NewPage, enter: Entrance, live_server: LiveServer) -> SignedIn:
    """A machine at which somebody has come in: `signed_in(user, "large", width=390)`."""

    def come_in(user: User, size: str = "std", *, own_device: bool = False, **how: Any) -> Page:
        client = enter(user)
        session = client.session
        session[OWN_DEVICE] = own_device
        session.save()
        page = new_page(**how)
        known = {"sessionid": client.cookies["sessionid"].value, "size": size}
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in known.items()
            ]
        )
        return page

    return come_in
