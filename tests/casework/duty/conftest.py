"""A rota in November 2026, on the office's clock. NOW is Monday, 23 November, 8:20."""

import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from casework.duty.models import Rota, Shift, SlotRule
from casework.duty.rules import times_of
from casework.duty.slots import MemberLine, set_members, take_own_slots
from casework.duty.states import RotaState, Slot
from committees.people.models import User
from committees.territory.models import Committee
from tests.cast import LONG_AGO, Cast

TODAY = date(2026, 11, 23)
HOURS = {
    Slot.MORNING: (time(8, 30), time(11, 30)),
    Slot.AFTERNOON: (time(13, 30), time(17, 0)),
    Slot.NIGHT: (time(20, 0), time(8, 0)),
    Slot.HOLIDAY: (time(9, 0), time(11, 0)),
}
ShiftMaker = Callable[..., Shift]


def at(clock: str, day: date = TODAY) -> datetime:
    """`at("8:20")`: that time on the day, on the office's clock."""
    hour, minute = map(int, clock.split(":"))
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


NOW = at("8:20")


@pytest.fixture
def made(cast: Cast) -> ShiftMaker:
    """`made(person, day, slot, committee=…, state=…)`: a shift of a published rota of East."""

    def make(
        person: User | None = None,
        day: date = TODAY,
        slot: Slot = Slot.MORNING,
        *,
        committee: Committee | None = None,
        state: RotaState = RotaState.PUBLISHED,
        seat: int = 1,
        **more: object,
    ) -> Shift:
        committee = committee or cast.east
        rota, _ = Rota.objects.get_or_create(
            committee=committee, month=day.replace(day=1), defaults={"state": state}
        )
        starts_at, ends_at = times_of(day, *HOURS[slot])
        return Shift.objects.create(
            committee=committee,
            rota=rota,
            day=day,
            slot=slot,
            seat=seat,
            starts_at=starts_at,
            ends_at=ends_at,
            person=person,
            **more,
        )

    return make


@pytest.fixture
def no_slots(db: None) -> None:
    """Nothing has to be manned but what a test puts on the rota."""
    SlotRule.objects.all().delete()


@pytest.fixture
def ready(cast: Cast) -> Cast:
    """East has its usual slots and three people who take turns."""
    take_own_slots(cast.east, by=cast.east_director)
    people = (cast.east_director, cast.east_member, cast.east_second_member)
    set_members(
        cast.east,
        [MemberLine(person, order) for order, person in enumerate(people, 1)],
        by=cast.east_director,
        on=LONG_AGO,
    )
    return cast


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent(client, url, **fields):
    """Post with a key of its own, and look at the page it leads to."""
    fields.setdefault("idempotency_key", str(uuid.uuid4()))
    return client.post(url, fields)


def told(client, response) -> str:
    """The sentence on the next page after a success."""
    assert response.status_code == 303
    page = client.get(response["Location"])
    return text_of(page)


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


@pytest.fixture
def member(cast, enter):
    return enter(cast.east_member)


@pytest.fixture
def clerk(cast, enter):
    return enter(cast.clerk)
