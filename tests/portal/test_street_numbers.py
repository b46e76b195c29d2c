"""Every number of the street leads to a list with exactly so many rows."""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.utils import timezone

from casework.duty.models import Shift
from casework.log.models import LogEntry
from committees.indicators.models import Indicator
from committees.territory.models import Committee
from meetings.kinds.models import KindRules
from tests.portal.street_scene import Scene

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""9:00 in Shanghai, 23 November 2026."""


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False):
        yield timezone.now()


@pytest.fixture
def scene(cast, now):
    return Scene(cast.east_director, now)


@pytest.fixture
def north(cast):
    """A third committee that only the street works with."""
    return Committee.objects.create(
        street=cast.street,
        code="990101001903",
        name="北苑居委会",
        short_name="北苑",
        slug="beiyuan",
        order=3,
        zone="北片",
        pinyin="beiyuan",
        initials="by",
    )


@pytest.fixture
def busy(scene, cast, north):
    """East in trouble, West mostly well, North just begun."""
    east, west, today = cast.east, cast.west, scene.today
    scene.shifts(east, date(2026, 11, 10), manned=7, missing=3)
    scene.shifts(east, date(2026, 11, 12), manned=2, missing=1)
    scene.shift(east, date(2026, 11, 13), minutes_late=15)
    scene.shift(east, date(2026, 11, 13), minutes_late=16)
    scene.shifts(west, date(2026, 11, 16), manned=12, missing=0)
    scene.shifts(west, date(2026, 10, 16), manned=5, missing=6)
    scene.shifts(north, date(2026, 11, 17), manned=3, missing=1)
    scene.visits(east, date(2026, 11, 12), 16)
    scene.visits(west, date(2026, 11, 20), 31)
    scene.visits(west, date(2026, 10, 20), 4)
    again = LogEntry.objects.filter(committee=west, happened_on=date(2026, 11, 20)).first()
    scene.entry(west, date(2026, 11, 18), kind="home", household=again.household)
    scene.entry(west, today, kind="home", household=None, who="3-502")
    scene.entry(west, date(2026, 11, 19), kind="home", household=None, who="3-502")
    scene.entry(west, today, kind="home", household=None, who="王阿婆", nobody_home=True)
    scene.case(east, today - timedelta(days=9), opened_at=scene.now - timedelta(days=40))
    scene.case(east, today - timedelta(days=1), opened_at=scene.now - timedelta(days=16))
    scene.case(east, today, opened_at=scene.now - timedelta(days=15))
    scene.case(west, today + timedelta(days=3), opened_at=scene.now - timedelta(days=8))
    scene.case(west, today + timedelta(days=4), opened_at=scene.now - timedelta(days=7))
    scene.case(west, today - timedelta(days=4), removed_at=scene.now)
    scene.representatives(east, date(2026, 4, 10))
    scene.representatives(west, date(2026, 4, 11))
    scene.representatives(west, date(2026, 9, 11))
    scene.representatives(west, date(2025, 9, 11))
    scene.representatives(north, date(2026, 9, 11), state="cancelled")
    scene.item(east, date(2026, 11, 5), done_on=date(2026, 11, 4))
    scene.item(east, date(2026, 11, 6), done_on=date(2026, 11, 9))
    scene.item(west, date(2026, 11, 7))
    scene.item(west, today + timedelta(days=3))
    scene.outcome(east, date(2026, 10, 8), publish_by=date(2026, 10, 20))
    scene.outcome(east, today, publish_by=today + timedelta(days=9))
    return scene


class _Numbers(HTMLParser):
    """Links of a page with the text inside them, and where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self._href: str | None = None
        self._text = ""
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a":
            self._href, self._text = given.get("href"), ""
        if self._hidden or given.get("class") in ("lab", "m", "vh", "k", "n d-block"):
            self._hidden += tag == "span"

    def handle_endtag(self, tag):
        if tag == "a" and self._href is not None:
            self.links.append((self._href, self._text.strip()))
            self._href = None
        if tag == "span" and self._hidden:
            self._hidden -= 1

    def handle_data(self, data):
        if not self._hidden:
            self._text += data


def links_of(html):
    numbers = _Numbers()
    numbers.feed(html)
    return numbers.links


def behind(client, href):
    """(the list's own count, the rows it really shows on all its pages)."""
    count, rows, after = None, 0, ""
    while True:
        page = client.get(
            href + (("&" if "?" in href else "?") + f"after={after}" if after else "")
        )
        assert page.status_code == 200, href
        html = page.content.decode()
        count = int(re.search(r'data-count="(\d+)"', html)[1])
        body = re.search(r"<tbody>(.*?)</tbody>", html, re.S)
        rows += len(re.findall(r"<tr>", body[1])) if body else 0
        further = re.search(r'after=([\w-]+)"', html.partition('class="pager"')[2])
        if not further or further[1] == after:
            return count, rows
        after = further[1]


def assert_number_is_its_list(client, words, href):
    if re.search("manned|items", href) and "part=" not in href:
        there, rows_there = behind(client, f"{href}&part=numerator")
        whole, rows_whole = behind(client, f"{href}&part=denominator")
        missing, _ = behind(client, f"{href}&part=missing")
        assert (there, whole) == (rows_there, rows_whole)
        assert there + missing == whole
        if "%" in words:
            assert words.removesuffix("%") == str(there * 100 // whole)
        elif "/" in words:
            assert words.startswith(f"{there}/{whole}")
        elif words != "–":
            assert int(re.match(r"\d+", words)[0]) in (there, whole)
        else:
            assert whole == 0
        return
    count, rows = behind(client, href)
    assert count == rows, href
    number = re.search(r"\d+", words)
    assert count == (int(number[0]) if number else 0), (words, href)


def test_every_cell_is_as_many_rows_as_its_list(busy, cast, enter):
    clerk = enter(cast.clerk)
    html = clerk.get("/street/?all=1").content.decode()
    cells = re.findall(r'<td role="cell".*?</td>', html, re.S)

    assert len(cells) == 21
    for cell in cells:
        ((href, words),) = links_of(cell)
        assert_number_is_its_list(clerk, words, href)


def test_the_cells_say_what_happened(busy, cast, enter):
    html = enter(cast.clerk).get("/street/?all=1").content.decode()
    rows = {
        name: [words for _, words in links_of(row)][1:]
        for row in re.findall(r'<tr role="row".*?</tr>', html, re.S)
        for name in [links_of(row)[0][1]]
    }

    assert rows["东苑"] == ["66%", "7 天", "16 户", "2 件", "1 / 2", "1/2 件", "缺 2 项"]
    assert rows["西苑"] == ["100%", "0 天", "32 户", "0 件", "2 / 2", "0/1 件", "缺 1 项"]
    assert rows["北苑"] == ["3/4 班", "没记过", "0 户", "0 件", "0 / 2", "–", "缺 1 项"]


def test_a_changed_rule_changes_the_cell_and_no_threshold(busy, cast, enter):
    clerk = enter(cast.clerk)
    thresholds = list(Indicator.objects.values_list("key", "watch", "alarm"))
    rules = KindRules.objects.get(kind__key="representatives")

    rules.pk, rules.number, rules.a_year, rules.effective_from = None, 2, 3, date(2026, 11, 1)
    rules.save()

    html = clerk.get("/street/?all=1").content.decode()
    assert sorted(re.findall(r"[0-9]+ / [0-9]+", html)) == ["0 / 3", "1 / 3", "2 / 3"]
    assert "不满 3 次" in html
    assert "2 / 2" in clerk.get("/street/?all=1&period=2026-10").content.decode()
    assert "●●○" in clerk.get("/street/meetings/").content.decode()
    assert list(Indicator.objects.values_list("key", "watch", "alarm")) == thresholds


@pytest.mark.parametrize("query", ["", "?period=2026-10", "?zone=北片", "?q=西苑"])
def test_every_tile_and_chart_number_is_as_many_rows_as_its_list(busy, cast, enter, query):
    clerk = enter(cast.clerk)
    html = clerk.get(f"/street/{query}").content.decode()
    tiles = re.findall(r'<a class="tile.*?</a>', html, re.S)
    bars = re.findall(r'<a class="v".*?</a>', html, re.S)
    whole = re.findall(r'<a class="link-row" href="/street/list/.*?</a>', html, re.S)
    weeks = re.findall(r'<th scope="row"><a href="/street/list/manned.*?</tr>', html, re.S)

    assert (len(tiles), len(bars), len(weeks)) == (7, 4, 12)
    for link in [*tiles, *bars, *whole]:
        ((href, words),) = links_of(link)
        assert_number_is_its_list(clerk, words, href)
    for week in weeks:
        href = links_of(week)[0][0]
        there, ended = map(int, re.findall(r"(\d+) 班", week))
        assert behind(clerk, f"{href}&part=numerator") == (there, there)
        assert behind(clerk, href) == (ended, ended)


def test_every_number_of_a_committees_year_is_as_many_rows_as_its_list(busy, cast, enter):
    clerk = enter(cast.clerk)
    html = clerk.get("/street/c/xiyuan/").content.decode()
    strip = html.partition('class="data strip"')[2]
    numbers = [link for link in links_of(strip) if "/street/list/" in link[0]]

    assert len(numbers) == 2 + 12
    for href, words in numbers:
        assert_number_is_its_list(clerk, words, href)


def test_deleting_one_shift_changes_the_cell(busy, cast, enter):
    clerk = enter(cast.clerk)

    def cell():
        html = clerk.get("/street/?all=1&q=西苑").content.decode()
        return links_of(re.search(r'<td role="cell".*?</td>', html, re.S)[0])[0][1]

    Shift.objects.filter(committee=cast.west, day__month=11).first().delete()
    assert cell() == "100%"
    shifts = Shift.objects.filter(committee=cast.west, day__month=11)
    shifts.exclude(pk__in=list(shifts.values_list("pk", flat=True)[:9])).delete()
    assert cell() == "9/9 班"


def test_a_draft_and_a_running_shift_do_not_count(scene, cast, enter):
    scene.shift(cast.east, date(2026, 11, 20))
    scene.shift(cast.west, date(2026, 11, 20), state="draft")
    scene.shift(cast.east, scene.today, hour=9)
    clerk = enter(cast.clerk)

    assert behind(clerk, "/street/list/manned/?period=2026-11") == (1, 1)


def test_a_long_list_is_turned_page_by_page_without_losing_a_row(scene, cast, enter):
    scene.shifts(cast.east, date(2026, 11, 10), manned=70, missing=51)

    assert behind(enter(cast.clerk), "/street/list/manned/?c=dongyuan&period=2026-11") == (
        121,
        121,
    )


def test_residents_are_masked_for_the_street(scene, cast, enter):
    household = scene.household(cast.east, "欧阳小明")
    scene.entry(cast.east, scene.today, kind="home", household=household)
    scene.entry(cast.east, scene.today, kind="home", who="刘阿婆")
    scene.case(cast.east, scene.today - timedelta(days=1), household=household)
    clerk = enter(cast.clerk)

    visits = clerk.get("/street/list/visits/").content.decode()
    late = clerk.get("/street/list/overdue/").content.decode()

    assert f"{household.dwelling.door} 欧阳**" in visits
    assert f"{household.dwelling.door} 欧阳**" in late
    assert "刘**" in visits
    assert "欧阳小明" not in visits + late
    assert "刘阿婆" not in visits


@pytest.mark.parametrize(
    "path",
    ["/street/list/nothing/", "/street/list/manned/?c=nowhere", "/street/list/unwritten/"],
)
def test_an_unknown_list_is_a_missing_page(busy, cast, enter, path):
    assert enter(cast.clerk).get(path).status_code == 404


@pytest.mark.parametrize("after", ["x", "9_9", "2026-11-01_zz", "%00"])
def test_a_broken_page_token_shows_the_first_page(busy, cast, enter, after):
    answer = enter(cast.clerk).get(f"/street/list/overdue/?after={after}")

    assert answer.status_code in (200, 400)
