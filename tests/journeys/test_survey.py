"""A survey of a building on a phone, with the network cut in the middle.

The server is really stopped (tests/journeys/line.py); the worker keeps the building's page.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.cases.models import Case
from casework.log.models import LogEntry
from casework.surveys.actions import RoundWords, begin_round
from casework.surveys.models import SurveyRound, SurveyVisit
from committees.residents.actions import lay_out
from committees.residents.models import Household
from committees.residents.rules import Door, Facts
from committees.submissions import once
from committees.tenure.actions import welcome_household
from committees.territory.models import Building, Estate
from tests.cast import Cast
from tests.journeys.axe import assert_sound
from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.test_offline import cast, device, office, tab, until

__all__ = ["cast", "device", "office"]
expect.set_options(timeout=PATIENCE_MS)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VISITS = 20
TAKEN_ALONG = """async (place) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("door-pages-")) continue;
    if (await (await caches.open(name)).match(place)) return true;
  }
  return false;
}"""


class Walked:
    """Building 3 of East with a household behind every door, in a round that runs today."""

    def __init__(self, cast: Cast) -> None:
        estate = Estate.objects.create(committee=cast.east, name="东苑小区")
        lay_out(estate, ["3"], floors=6, per_floor=4, by=cast.clerk)
        self.building = Building.objects.get(estate=estate)
        self.homes: list[Household] = []
        for number in range(24):
            floor, door = divmod(number, 4)
            self.homes.append(
                welcome_household(
                    self.building,
                    Door("3", f"{floor + 1}0{door + 1}"),
                    [Facts(f"沈丽{number}")],
                    by=cast.east_director,
                    since=None,
                    another=False,
                    on=timezone.localdate(),
                )
            )
        today = timezone.localdate()
        words = RoundWords("冬季走访", today, today + timedelta(days=9), "问一问暖气")
        plan = {self.building: cast.east_member}
        self.round: SurveyRound = begin_round(
            cast.east, by=cast.east_director, words=words, plan=plan
        )
        self.place = f"/surveys/{self.round.pk}/b/{self.building.pk}/"


@pytest.fixture
def walked(cast: Cast) -> Walked:
    return Walked(cast)


def knock(page: Page, home: Household, outcome: str = "见到了", need: str = "") -> Any:
    """Three taps; a need takes one more and some words."""
    stop = page.locator(f"#home-{home.pk}")
    stop.locator("summary").click()
    stop.get_by_text(outcome, exact=True).last.click()
    if need:
        stop.get_by_text("有需要", exact=True).click()
        stop.get_by_label("有什么需要").fill(need)
    stop.get_by_role("button", name="保存").click()
    return stop


def walk_in(device: Any, cast: Cast, walked: Walked) -> Any:
    context = device(cast.east_member)
    page = tab(context)
    page.goto(walked.place)
    until(lambda: page.evaluate(TAKEN_ALONG, walked.place))
    return context


@pytest.fixture
def settled(walked: Walked, device: Any, cast: Cast) -> Any:
    """The member at building 3 with its page taken along."""
    return walk_in(device, cast, walked)


def test_twenty_visits_with_the_server_killed_and_the_tab_closed_arrive_once_each(
    cast, walked, office, settled
):
    page = tab(settled)
    for home in walked.homes[:3]:
        knock(page, home)
        expect(page.locator(".done-bar")).to_contain_text("记好了")
    assert SurveyVisit.objects.count() == 3
    office.close()

    outcomes = ("见到了", "没人", "不方便")
    for number, home in enumerate(walked.homes[3:VISITS]):
        need = "厕所灯坏了" if number == 5 else ""
        stop = knock(page, home, outcomes[number % 3], need)
        expect(stop.get_by_text("记好了，等网")).to_be_visible()
    expect(page.locator("[data-waits]:visible")).to_have_count(VISITS - 3)
    assert_sound(page)
    page.close()
    assert SurveyVisit.objects.count() == 3

    office.open()
    again = settled.new_page()
    again.goto("/today/")
    expect(again.locator("#unsent")).to_contain_text("都发出去了", timeout=3 * PATIENCE_MS)

    visits = SurveyVisit.objects.order_by("pk").values_list("household_id", flat=True)
    assert sorted(visits) == sorted(home.pk for home in walked.homes[:VISITS])
    assert LogEntry.objects.count() == VISITS
    again.goto(walked.place)
    expect(again.locator("[data-waits]:visible")).to_have_count(0)
    expect(again.locator(".stop .tag-green:visible")).to_have_count(9)

    needy = again.locator(f"#home-{walked.homes[8].pk}")
    needy.locator("summary").click()
    needy.get_by_role("button", name="变成事项").click()
    expect(again.locator(".done-bar")).to_contain_text("已变成事项")
    assert Case.objects.get().title == "厕所灯坏了"


def lose_the_answer(page: Page, walked: Walked, office: Any) -> None:
    """Carried out by the server, but the device never hears of it; then the line is mended."""
    office.line.deaf = True
    stop = knock(page, walked.homes[0])
    expect(stop.get_by_text("记好了，等网")).to_be_visible()
    office.line.deaf = False


def test_a_visit_whose_answer_was_lost_stands_there_once(walked, office, settled):
    page = tab(settled)
    lose_the_answer(page, walked, office)
    page.goto("/outbox/")
    expect(page.get_by_role("heading", level=1)).to_have_text("都发出去了")

    assert SurveyVisit.objects.count() == LogEntry.objects.count() == 1


def test_without_the_key_the_same_story_writes_it_twice(walked, office, settled, monkeypatch):
    """The control: what the test above would see if @once did not look at the key."""
    monkeypatch.setattr(once, "_key", lambda request: None)
    page = tab(settled)
    lose_the_answer(page, walked, office)
    page.goto("/outbox/")

    until(lambda: SurveyVisit.objects.count() >= 2)


def test_the_kept_page_shows_what_was_saved_with_the_network(walked, office, settled):
    """A page that said 「记好了」 is asked for again, so the copy on the device is not behind."""
    page = tab(settled)
    knock(page, walked.homes[0])
    expect(page.locator(".done-bar")).to_contain_text("记好了")
    until(lambda: "见到了" in page.evaluate(KEPT_TAGS, walked.place))
    office.line.cut()

    page.goto(walked.place)

    expect(page.locator("#net")).to_contain_text("照常记")
    expect(page.locator(f"#home-{walked.homes[0].pk} summary")).to_contain_text("见到了")
    office.line.mend(office.server.thread.port)


KEPT_TAGS = """async (place) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("door-pages-")) continue;
    const copy = await (await caches.open(name)).match(place);
    if (!copy) continue;
    const page = new DOMParser().parseFromString(await copy.text(), "text/html");
    return [...page.querySelectorAll("summary .tag-green")].map((one) => one.textContent).join();
  }
  return "";
}"""


def test_a_shared_device_keeps_one_visit_waiting_in_its_page(cast, walked, office, device):
    context = device(cast.east_member, own=False)
    page = tab(context)
    page.goto(walked.place)
    context.set_offline(True)
    first = knock(page, walked.homes[0])
    expect(first).to_contain_text("先别关这一页")
    second = knock(page, walked.homes[1])
    expect(second).to_contain_text("上一户还在等网")
    context.set_offline(False)

    expect(page.locator(".done-bar")).to_contain_text("记好了")
    assert [visit.household for visit in SurveyVisit.objects.all()] == [walked.homes[0]]


@pytest.mark.parametrize(("width", "size"), [(390, "std"), (390, "large"), (1366, "std")])
def test_the_building_is_sound_with_a_household_open(cast, walked, device, width, size):
    page = tab(device(cast.east_member, own=False, width=width, size=size))
    page.goto(walked.place)
    page.locator(f"#home-{walked.homes[5].pk} summary").click()

    assert_sound(page)
