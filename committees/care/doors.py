"""At whose door somebody must knock when water, power or lifts fail (R3).

The buildings are read from what the notice says and may be chosen anew; who must be carried is
what the kinds of label say (`LabelKind.carried`). Nobody outside the committee reads any of it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from committees.care.models import CareLabel, DoorTold, EmergencyContact
from committees.care.naming import House, houses_named
from committees.care.policies import may_keep_care
from committees.journal.actions import record
from committees.notices.models import Notice
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from committees.residents.models import Household, Resident
from committees.territory.models import Building
from committees.territory.sounds import natural_key
from jiedao.common.errors import Refused

KNOCKED = frozenset({NoticeKind.URGENT, NoticeKind.WATER, NoticeKind.POWER})
"""Kinds of notice that reach nobody who cannot come down and read them."""


@dataclass
class Door:
    """One household on the way: who is to be told, whom to ring, and whether it is done."""

    household: Household
    people: list[Resident] = field(default_factory=list)
    contacts: list[EmergencyContact] = field(default_factory=list)
    told: DoorTold | None = None


@dataclass(frozen=True)
class Round:
    """The doors of a notice in the order of the way. `guessed`: the notice names no building."""

    notice: Notice
    houses: list[Building]
    chosen: Collection[int]
    guessed: bool
    doors: list[Door]

    @property
    def told(self) -> int:
        return sum(door.told is not None for door in self.doors)

    @property
    def left(self) -> int:
        return len(self.doors) - self.told


def asks_for_knocks(notice: Notice, reader: Any) -> bool:
    """A committee's own notice of a failure, not taken down, read by who works there."""
    return (
        notice.committee_id is not None
        and notice.kind in KNOCKED
        and notice.state != NoticeState.WITHDRAWN
        and bool(may_keep_care(reader, notice.committee_id))
    )


def round_of(notice: Notice, reader: User, chosen: Collection[int] = ()) -> Round:
    """By building, floor and room. Four queries; `chosen`: other buildings than the notice says."""
    rows = Building.objects.visible_to(reader).filter(estate__committee=notice.committee_id)
    houses = sorted(rows.select_related("estate"), key=_on_the_way)
    known = [House(row.pk, row.number, row.estate.name) for row in houses]
    named = {house.pk for house in houses_named(f"{notice.place}。{notice.title}", known)}
    picked = {row.pk for row in houses} & set(chosen) or named
    doors = _doors(notice, reader, [row for row in houses if not picked or row.pk in picked])
    return Round(notice, houses, picked, not picked, doors)


def _on_the_way(row: Building) -> tuple[int, int, int, list[tuple[int, int, str]]]:
    return row.estate.order, row.estate_id, row.order, natural_key(row.number)


def _doors(notice: Notice, reader: User, houses: list[Building]) -> list[Door]:
    place = {row.pk: number for number, row in enumerate(houses)}
    labels = (
        CareLabel.objects.visible_to(reader)
        .of_present()
        .filter(
            committee=notice.committee_id,
            kind__carried=True,
            resident__household__dwelling__building__in=place,
        )
        .select_related("resident__household__dwelling__building")
    )
    doors: dict[int, Door] = {}
    for label in labels:
        door = doors.setdefault(label.resident.household_id, Door(label.resident.household))
        if label.resident not in door.people:
            door.people.append(label.resident)
    people = {one.pk: door for door in doors.values() for one in door.people}
    for contact in EmergencyContact.objects.visible_to(reader).filter(resident__in=people):
        people[contact.resident_id].contacts.append(contact)
    told = DoorTold.objects.visible_to(reader).filter(notice=notice, household__in=doors)
    for row in told.select_related("by"):
        doors[row.household_id].told = row

    def way(door: Door) -> tuple[int, int, list[tuple[int, int, str]]]:
        flat = door.household.dwelling
        return place[flat.building_id], flat.floor, natural_key(flat.room)

    return sorted(doors.values(), key=way)


@transaction.atomic
def tell_door(notice: Notice, household: Household, *, by: User, at: datetime) -> DoorTold:
    """Somebody was at the door and told them; a second tap changes nothing.

    Refused for a household of another committee and a notice nobody has to carry to doors.
    """
    _may_tell(notice, household, by)
    told, made = DoorTold.objects.get_or_create(
        notice=notice,
        household=household,
        defaults={"committee_id": household.committee_id, "by": by, "at": at},
    )
    if made:
        record(
            "care.door-told",
            household,
            by=by,
            committee=household.committee,
            label=f"{household} · {notice.key}",
        )
    return told


@transaction.atomic
def untell_door(notice: Notice, household: Household, *, by: User) -> None:
    """It was the wrong door."""
    _may_tell(notice, household, by)
    if DoorTold.objects.filter(notice=notice, household=household).delete()[0]:
        record(
            "care.door-untold",
            household,
            by=by,
            committee=household.committee,
            label=f"{household} · {notice.key}",
        )


def _may_tell(notice: Notice, household: Household, by: User) -> None:
    may_keep_care(by, household.committee_id).require()
    if notice.committee_id != household.committee_id or not asks_for_knocks(notice, by):
        raise Refused("这份通知不用上门告知。")


# On the page of the notice


@dataclass(frozen=True)
class Knocks:
    """What stands on the notice: how many doors there are and how many still have to be told."""

    round: Round


def knocks_of(notice: Notice, reader: User, at: datetime) -> Knocks | None:
    """None where nobody has to be told at the door. Four queries."""
    return Knocks(round_of(notice, reader)) if asks_for_knocks(notice, reader) else None
