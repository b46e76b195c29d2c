"""Houses of East with people, labels and visits."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.log.doors import rebuild_doors
from casework.log.models import LogEntry
from committees.care.models import CareLabel, LabelKind
from committees.residents.actions import lay_out
from committees.residents.models import Household
from committees.residents.rules import Door, Facts
from committees.tenure.actions import welcome_household
from committees.territory.models import Building, Committee, Estate
from tests.cast import Cast

MoveIn = Callable[..., Household]


@pytest.fixture
def houses(cast: Cast) -> Cast:
    """Buildings 1–3 of six floors with four flats each, in both committees."""
    for committee in (cast.east, cast.west):
        estate = Estate.objects.create(committee=committee, name=f"{committee.short_name}小区")
        lay_out(estate, ["1", "2", "3"], floors=6, per_floor=4, by=cast.clerk)
    return cast


@pytest.fixture
def move_in(houses: Cast) -> MoveIn:
    """`move_in("3-502", "刘国强", labels=["lives-alone"], met=10)`: met so many days ago."""

    def come(
        door: str,
        *names: str,
        labels: tuple[str, ...] = (),
        met: int | None = None,
        nobody: int | None = None,
        phone: str = "",
        committee: Committee | None = None,
    ) -> Household:
        where = committee or houses.east
        director = houses.west_director if where == houses.west else houses.east_director
        number, _, room = door.partition("-")
        home = welcome_household(
            Building.objects.get(estate__committee=where, number=number),
            Door(number, room),
            [Facts(name, phone if place == 0 else "") for place, name in enumerate(names)],
            by=director,
            since=None,
            another=True,
            on=timezone.localdate(),
        )
        for key in labels:
            label(home, key, director)
        if met is not None:
            visit(home, director, days_ago=met)
        if nobody is not None:
            visit(home, director, days_ago=nobody, nobody_home=True)
        return home

    return come


def label(home: Household, key: str, by: object, *, since: date | None = None) -> CareLabel:
    today = timezone.localdate()
    return CareLabel.objects.create(
        committee=home.committee,
        resident=home.residents.first(),
        kind=LabelKind.objects.get(key=key),
        since=since or today - timedelta(days=30),
        review_on=today + timedelta(days=90),
        ground="duty",
        noted_by=by,
    )


def visit(home: Household, by: object, *, days_ago: int, nobody_home: bool = False) -> LogEntry:
    entry: LogEntry = LogEntry.objects.create(
        committee=home.committee,
        kind="home",
        household=home,
        text="家里没人。" if nobody_home else "身体好",
        nobody_home=nobody_home,
        author=by,
        happened_on=timezone.localdate() - timedelta(days=days_ago),
    )
    rebuild_doors([home.committee], on=timezone.localdate())
    return entry


def building_of(committee: Committee, number: str = "3") -> Building:
    return Building.objects.get(estate__committee=committee, number=number)
