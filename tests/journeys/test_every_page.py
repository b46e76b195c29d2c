"""Every address of the portal, as somebody who may open it: axe finds nothing, nothing is cut.

The addresses and who opens them come from the access matrix, so a new page is looked at from its
first day on, and no other test need look at it again as it stands empty or with one row. At the
desk in standard letters and on a phone in 大字; the six pages that matter most in every size and
width.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from casework.duty.models import Shift
from tests.access.policy import POLICY, Row
from tests.access.stage import EAST, PLAYERS, address
from tests.access.subjects import SEEDS, SUBJECTS
from tests.cast import Cast, gather_cast
from tests.conftest import browser_of
from tests.journeys.axe import FACES, Face, axe_violations, bring_axe, wear

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WIDTHS, SIZES = (1366, 390, 320), ("std", "large", "xlarge")
OTHER_FACES = (
    ("director", "/log/new/?kind=home"),
    ("director", "/publish/new/?template=water"),
    ("director", "/duty/?view=week"),
    ("director", "/duty/?view=month"),
    ("director", "/publish/new/?template=general"),
    ("director", "/meetings/new/?kind=joint"),
    ("director", "/actions/?tab=open"),
    ("property", "/actions/"),
    ("clerk", "/street/items/?view=open"),
    ("anonymous", "/rules/?q=值班"),
    ("anonymous", "/search/?q=停水"),
    ("clerk", "/street/?all=1"),
)
"""Pages that look different with a question mark."""
KEY_PAGES = ("home", "notice", "today", "log-new", "case", "street")

CUT = """() => {
    const faults = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push('wider than the screen');
    const scrolls = el => el && (/(auto|scroll)/.test(getComputedStyle(el).overflowX)
        || scrolls(el.parentElement));
    for (const el of document.querySelectorAll('body *')) {
        const words = [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        if (!words || el.closest('.vh, .skip, svg, option, script')) continue;
        if (!el.checkVisibility()) continue;
        const box = el.getBoundingClientRect(), style = getComputedStyle(el);
        const said = el.textContent.trim().slice(0, 20);
        if ((box.left < -1 || box.right > innerWidth + 1) && !scrolls(el.parentElement))
            faults.push('beyond the edge: ' + said);
        if (style.overflowX === 'hidden' && el.scrollWidth > el.clientWidth + 1)
            faults.push('cut: ' + said);
    }
    return faults;
}"""


NAMES_A_FILE = re.compile(r"\.\w+$")
"""Pages end in a slash or in a key; what has an extension is a file, and dear to make."""

Place = tuple[str, str]
"""(who opens it, address)"""

TO_READ = [row for row in POLICY if row.method == "get" and row.who]


class Round:
    """Goes round the pages, in one browser for each person."""

    def __init__(self, cast: Cast, new_page: Any, site: str) -> None:
        self.cast, self.site, self._new_page = cast, site, new_page
        self.words = {name: make(cast, cast.east, EAST + name) for name, make in SUBJECTS.items()}
        for seed in SEEDS:
            seed(cast, cast.east, EAST)
        self._clients: dict[str, Client] = {}
        self._pages: dict[str, Page] = {}
        self._worn: dict[str, Face] = {}
        self._stand_a_night()

    def _stand_a_night(self) -> None:
        """The director is at the desk until tomorrow: the longest words a shift can have, at
        whatever hour the round is made."""
        now = timezone.now()
        Shift.objects.filter(**self.words["shift"]).update(
            person=self.cast.east_director,
            day=timezone.localdate(now),
            starts_at=now - HOUR,
            ends_at=now + DAY,
            checked_in_at=now,
        )

    def places(self, rows: Iterable[Row]) -> Iterator[Place]:
        """Where these rows lead to a page; files and redirects are left out."""
        for row in rows:
            role = visitor_of(row)
            place = address(row, self.words[row.subject] if row.subject else {})
            if NAMES_A_FILE.search(place):
                continue
            answer = self._client(role).get(place)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield role, place

    def faults(self, role: str, place: str, faces: Iterable[Face]) -> Iterator[str]:
        """One visit, looked at in every face; the one this browser wears comes first."""
        page = self._page(role)
        page.goto(place)
        for face in sorted(faces, key=lambda face: face != self._worn.get(role)):
            wear(page, face)
            self._worn[role] = face
            for fault in (*page.evaluate(CUT), *axe_violations(page)):
                yield f"{place} as {role}, {face[0]} px, {face[1]}: {fault}"

    def _client(self, role: str) -> Client:
        if role not in self._clients:
            known = role in PLAYERS
            self._clients[role] = (
                browser_of(getattr(self.cast, PLAYERS[role])) if known else Client()
            )
        return self._clients[role]

    def _page(self, role: str) -> Page:
        if role not in self._pages:
            page: Page = self._new_page()
            bring_axe(page)
            session = self._client(role).cookies.get("sessionid")
            if session:
                cookie = {"name": "sessionid", "value": session.value, "url": self.site}
                page.context.add_cookies([cookie])  # type: ignore[list-item]
            self._pages[role] = page
        return self._pages[role]


def visitor_of(row: Row) -> str:
    """A stranger where everybody may come in, else the first of the cast who may."""
    return next(role for role in ("anonymous", *PLAYERS) if role in row.who)


@pytest.fixture
def rounds(transactional_db: None, new_page: Any, live_server: Any) -> Round:
    cache.clear()
    return Round(gather_cast(), new_page, live_server.url)


HALVES = pytest.mark.parametrize("half", [0, 1])
"""Two tests, so that two workers go round."""


def half_of_all(rounds: Round, half: int) -> list[Place]:
    return [*rounds.places(TO_READ[half::2]), *OTHER_FACES[half::2]]


@pytest.mark.long
@HALVES
def test_every_page_is_sound(rounds: Round, half: int) -> None:
    look_at(half_of_all(rounds, half), rounds, FACES, at_least=100)


def look_at(
    places: Sequence[Place], rounds: Round, faces: Sequence[Face], *, at_least: int
) -> None:
    faults = [fault for role, place in places for fault in rounds.faults(role, place, faces)]
    assert len(places) >= at_least
    assert not faults, "\n".join(faults)


OTHER_WAYS = [(w, s) for w in WIDTHS for s in SIZES if (w, s) not in FACES]


def test_the_six_main_pages_are_sound_in_every_size_and_width(rounds: Round) -> None:
    main = [row for row in TO_READ if row.name in KEY_PAGES]
    look_at(list(rounds.places(main)), rounds, OTHER_WAYS, at_least=len(KEY_PAGES))


@pytest.mark.audit
@HALVES
def test_every_page_is_sound_in_every_size_and_width(rounds: Round, half: int) -> None:
    look_at(half_of_all(rounds, half), rounds, OTHER_WAYS, at_least=100)
