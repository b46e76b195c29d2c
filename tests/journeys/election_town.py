"""The people of one election in Chromium, the day it is, and the pieces every day has."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from committees.notices.actions import agree
from committees.people.models import User
from elections.desk.facts import facts_of
from elections.timetable.announcing import draft_announcement
from elections.timetable.models import Election, Round
from tests.cast import Cast
from tests.elections.polling import SURNAMES
from tests.journeys.conftest import NewPage, SignedIn
from tests.journeys.test_decisions import press

FIRST_DAY = date(2026, 3, 2)
"""A Monday; the page proposes the first Sunday that leaves the law its days."""
NEIGHBOURS = [f"{surname}{given}" for given in ("东", "南", "西") for surname in SURNAMES][:58]
RUNNING = {
    "chair": ["王桂珍", NEIGHBOURS[0]],
    "vice_chair": [NEIGHBOURS[1], NEIGHBOURS[2]],
    "member": ["周桂英", *NEIGHBOURS[3:6]],
}
"""The director of today stands for 委员; a member of today for 主任."""
POSTS = {"chair": "主任", "vice_chair": "副主任", "member": "委员"}
GIVER, HOLDER, AT_HOME = NEIGHBOURS[30], NEIGHBOURS[31], NEIGHBOURS[32]


@dataclass
class Town:
    """The people of one election, the day it is, and the browsers they sit at."""

    cast: Cast
    clock: Any
    enter: SignedIn
    new_page: NewPage
    days: dict[str, date] = field(default_factory=dict)
    _pages: dict[tuple[int, bool], Page] = field(default_factory=dict)

    @property
    def election(self) -> Election:
        found: Election = Election.objects.select_related("committee", "rule_set").get()
        return found

    @property
    def round(self) -> Round:
        rows = Round.objects.select_related("election__committee", "election__rule_set")
        found: Round = rows.get()
        return found

    @property
    def place(self) -> str:
        return f"/e/{self.election.key}/"

    def comes_to(self, step: str, *, later: int = 0, hour: int = 9) -> date:
        """It is the day of that step, or so many days later; everybody signs in anew."""
        day = self.days[step] + timedelta(days=later)
        self.clock.move_to(timezone.make_aware(datetime.combine(day, time(hour))))
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()
        return day

    def at(self, person: User, page: str = "", *, phone: bool = False) -> Page:
        """This person at one of the pages of the election, at the desk or on a phone in 大字."""
        known = (person.pk, phone)
        if known not in self._pages:
            size, width = ("large", 390) if phone else ("std", 1366)
            self._pages[known] = self.enter(person, size, width=width)
        self._pages[known].goto(f"{self.place}{page}")
        return self._pages[known]

    def who(self, name: str) -> User:
        found: User = User.objects.get(name=name)
        return found


def moves_on(town: Town, by: User, stage: str) -> None:
    """The desk says that everything is there, and its button goes."""
    page = town.at(by, "desk/")
    press(page, f"进入“{stage}”")
    expect(page.locator(".page-head")).to_contain_text(f"现在：{stage}")


def hangs(town: Town, *numbers: str) -> None:
    """More notices, written by one person and agreed to by another."""
    cast, election, now = town.cast, town.election, timezone.now()
    for number in numbers:
        facts = facts_of(election, number)
        made = draft_announcement(election, number, facts, by=cast.east_director, at=now, ask=True)
        agree(made.notice, by=cast.east_second_member, at=now)
