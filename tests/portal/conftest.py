"""Processes of a test, found and ended by their mark."""

import uuid
from collections.abc import Iterator

import pytest

from tests.plain_browser import PlainBrowser
from tests.portal.offices import NewOffice, offices
from tests.portal.processes import MARK, Marked


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Marked]:
    """Nothing a failed test started outlives it."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    processes = Marked(mark)
    yield processes
    processes.kill_all()


@pytest.fixture(scope="module")
def new_office(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[NewOffice]:
    unblocked = django_db_blocker.unblock()  # type: ignore[attr-defined]
    with unblocked, offices(tmp_path_factory.mktemp) as make:
        yield make


@pytest.fixture
def sits_down(enter):
    """A browser without script for a person who has signed in."""

    def at_a_machine(user) -> PlainBrowser:
        browser = PlainBrowser()
        browser.client.cookies["sessionid"] = enter(user).cookies["sessionid"].value
        return browser

    return at_a_machine
