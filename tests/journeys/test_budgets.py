"""The budgets of UX E.1: what a first visit weighs, how many requests and queries it takes.

Lists are full to their page's end. Weights are what goes over the wire, gzip and headers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.reminders.models import InboxMessage
from tests.cast import Cast, gather_cast
from tests.committees.notices.makers import PDF, released
from tests.conftest import browser_of
from tests.portal.street_scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KILOBYTE = 1024
FULL = 60


@dataclass(frozen=True)
class Budget:
    """Kilobytes over the wire, and numbers."""

    total: int
    requests: int
    script: int
    style: int
    queries: int
    nodes: int
    shift: float


NOTICE = Budget(45, 5, script=5, style=24, queries=8, nodes=400, shift=0.02)
WORK = Budget(80, 6, script=30, style=24, queries=15, nodes=600, shift=0.02)
STREET = Budget(100, 8, script=30, style=26, queries=20, nodes=1_500, shift=0.05)

PAGES = (
    ("anonymous", "/n/{notice}", 390, NOTICE),
    ("east_director", "/today/", 390, WORK),
    ("east_director", "/log/", 390, WORK),
    ("east_director", "/log/new/", 390, WORK),
    ("east_director", "/log/new/?kind=home", 390, WORK),
    ("east_director", "/cases/", 390, WORK),
    ("east_director", "/cases/new/", 390, WORK),
    ("east_director", "/cases/{case}/", 390, WORK),
    ("east_director", "/duty/", 1366, WORK),
    ("clerk", "/street/", 1366, STREET),
    ("clerk", "/street/cases/", 1366, STREET),
)

SHIFTED = """() => new Promise(tell => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => tell(sum), 50);
})"""


@dataclass
class Busy:
    """A committee with more than a page of everything."""

    cast: Cast
    words: dict[str, Any]


@pytest.fixture
def busy(transactional_db: None) -> Busy:
    cache.clear()
    cast = gather_cast()
    scene = Scene(cast.east_director, timezone.now())
    notice = released(cast, kind="water", files=(PDF,))
    for number in range(FULL):
        case = scene.case(cast.east, scene.today + timedelta(days=number % 9 - 2))
        scene.entry(
            cast.east, scene.today - timedelta(days=number % 30), kind="visit", who="赵阿姨"
        )
        InboxMessage.objects.create(recipient=cast.east_director, text="明天值班")
    scene.shifts(cast.east, scene.today, manned=2, missing=1)
    return Busy(cast, {"notice": notice.key, "case": case.pk})


@pytest.fixture
def visit(busy: Busy, new_page: Any, live_server: Any) -> Callable[..., dict[str, float]]:
    """A first visit with an empty cache; what it cost."""

    def go(who: str, path: str, width: int) -> dict[str, float]:
        client = Client() if who == "anonymous" else browser_of(getattr(busy.cast, who))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        page, heard = new_page(width=width), []
        for name, morsel in client.cookies.items():
            cookie = {"name": name, "value": morsel.value, "url": live_server.url}
            page.context.add_cookies([cookie])
        page.on("requestfinished", lambda request: heard.append(request))
        page.goto(path, wait_until="networkidle")
        sent = {urlsplit(request.url).path: request.sizes() for request in heard}
        weights = {
            name: (size["responseBodySize"] + size["responseHeadersSize"]) / KILOBYTE
            for name, size in sent.items()
        }
        cost = {
            "total": sum(weights.values()),
            "requests": len(heard),
            "script": sum(kb for name, kb in weights.items() if name.endswith(".js")),
            "style": sum(kb for name, kb in weights.items() if name.endswith(".css")),
            "queries": len(queries),
            "nodes": page.evaluate("document.querySelectorAll('*').length"),
            "shift": page.evaluate(SHIFTED),
        }
        page.context.close()
        return cost

    return go


def test_every_page_keeps_its_budget(busy: Busy, visit: Callable[..., dict[str, float]]) -> None:
    over = []
    for who, path, width, budget in PAGES:
        cost = visit(who, path.format(**busy.words), width)
        over += [
            f"{path}: {name} {cost[name]:.2f}, at most {most}"
            for name, most in vars(budget).items()
            if cost[name] > most
        ]

    assert not over, "\n".join(over)
