"""A household on the plan, and on its own page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from casework.doors.actions import intervals
from casework.doors.models import DoorRecord
from casework.doors.rules import next_visit
from casework.knocks.models import Knock
from casework.log.households import people_of
from casework.log.models import LogEntry
from casework.log.states import LogKind
from casework.visits.rules import RECENT, days_words, due_words
from committees.residents.models import Household
from jiedao.common.panels import has


@dataclass(frozen=True)
class Row:
    """One line of the plan. Why somebody is looked after does not stand beside the name."""

    household: Household
    door: DoorRecord | None
    today: date
    knock: Knock | None = None

    @property
    def name(self) -> str:
        return next(iter(people_of(self.household)), "")

    @property
    def care(self) -> str:
        """「关爱 · 30 天」; empty without a plan (PRACTICE §1: neutral first)."""
        days = self.door.visit_days if self.door else None
        return f"关爱 · {days} 天" if days else ""

    @property
    def last(self) -> str:
        """「上次见到 10月3日，51 天前」, and when nobody was there since."""
        door = self.door
        if door is None or door.last_met_on is None:
            tried = "，去过没人" if door and door.last_tried_on else ""
            return f"还没有人见过{tried}"
        met = f"上次见到 {door.last_met_on:%-m月%-d日}，{days_words(door.last_met_on, self.today)}"
        if door.last_tried_on and door.last_tried_on > door.last_met_on:
            return f"{met}；{door.last_tried_on:%-m月%-d日}去没人"
        return met

    @property
    def due(self) -> str:
        door = self.door
        if door is None or door.next_visit_on is None:
            return ""
        return due_words(door.next_visit_on, self.today) if door.ever_met else "先去这家"

    @property
    def colour(self) -> str:
        door = self.door
        if door is None or door.next_visit_on is None:
            return "grey"
        return "amber" if door.next_visit_on < self.today or not door.ever_met else "grey"

    @property
    def write(self) -> str:
        """记一笔, with kind and door filled in."""
        return write_address(self.household)


def write_address(household: Household) -> str:
    query = urlencode({"kind": LogKind.HOME.value, "who": household.dwelling.door})
    return f"{reverse('log-new')}?{query}"


def rows_of(households: Iterable[Household], knocks: Iterable[Knock], today: date) -> list[Row]:
    """`households` were read with people and door."""
    open_at = {knock.household_id: knock for knock in knocks}
    return [Row(one, getattr(one, "door", None), today, open_at.get(one.pk)) for one in households]


@dataclass(frozen=True)
class Panel:
    """走访 on the page of a household."""

    household: Household
    row: Row
    next_on: date | None
    visits: list[LogEntry] = field(default_factory=list)


def household_panel(household: Household, reader: Any, at: datetime) -> Panel | None:
    """Last visits, the next one, an open alarm; nothing for the street. Two queries,
    one more while there is an alarm; the door comes with the household."""
    if not reader.reach.works_in(household.committee_id):
        return None
    today = timezone.localdate(at)
    door: DoorRecord | None = getattr(household, "door", None)
    days = intervals(household.committee_id, today, household=household.pk).get(household.pk)
    visits = LogEntry.objects.visible_to(reader).kept()
    visits = visits.filter(household=household, kind=LogKind.HOME)
    newest = list(visits.select_related("author").order_by("-happened_on", "-pk")[:RECENT])
    knocks = Knock.objects.open().filter(household=household)
    knock = knocks.first() if has(household, "knocks") else None
    next_on = next_visit(door.last_met_on if door else None, days, today)
    return Panel(household, Row(household, door, today, knock), next_on, newest)
