"""Whom to ask about an open alarm, rung by rung, with numbers that can be tapped (R2).

Numbers stand here in full while the alarm is open, and uncapped: somebody may be lying behind the
door (PIPL art. 13: protecting life in an emergency). Whoever opens the page is written down once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.knocks.models import Knock, KnockStep
from casework.knocks.rules import NEAREST, nearest_first
from casework.knocks.states import Rung
from committees.care.models import EmergencyContact
from committees.journal.actions import record
from committees.journal.models import AuditEntry
from committees.people.models import User
from committees.residents.models import Household, Resident
from committees.territory.models import PartnerBody
from committees.territory.rules import dialled
from committees.territory.states import BodyKind

POLICE, AMBULANCE = "110", "120"


@dataclass(frozen=True)
class Somebody:
    """One line: who, what she has to do with it, the number, and how often she was asked."""

    name: str
    role: str
    phone: str
    asked: int = 0

    @property
    def whom(self) -> str:
        """As the line of the alarm will say."""
        return f"{self.name}（{self.role}）" if self.role else self.name

    @property
    def dial(self) -> str:
        return dialled(self.phone)


@dataclass(frozen=True)
class RungShown:
    """A heading and its people; `empty` says what to do where the register has nobody."""

    rung: Rung
    people: list[Somebody]
    empty: str


NOBODY = {
    Rung.PHONE: "没有登记电话。",
    Rung.CONTACT: "没有登记紧急联系人。见到本人以后请她留一个。",
    Rung.LEADER: "没有登记楼组长。",
    Rung.NEIGHBOUR: "同一层没有登记别的住户，请敲左右和楼上楼下的门。",
    Rung.PROPERTY: "没有登记物业的电话。",
}


def rungs_of(knock: Knock, steps: Iterable[KnockStep]) -> list[RungShown]:
    """The whole ladder; five queries. `steps` are those of this alarm."""
    asked: dict[str, int] = {}
    for step in steps:
        asked[step.whom] = asked.get(step.whom, 0) + 1
    people = list(Resident.objects.present().filter(household=knock.household_id))
    people.sort(key=lambda one: (one.pk != knock.resident_id, not one.is_head, one.pk))
    found = {
        Rung.PHONE: (Somebody(one.name, "", one.phone) for one in people if one.phone),
        Rung.CONTACT: _contacts(people),
        Rung.LEADER: _leader(knock.household),
        Rung.NEIGHBOUR: _neighbours(knock.household),
        Rung.PROPERTY: _property(knock),
        Rung.RESCUE: (Somebody("110", "报警", POLICE), Somebody("120", "急救", AMBULANCE)),
    }
    return [
        RungShown(rung, [_counted(one, asked) for one in lines], NOBODY.get(rung, ""))
        for rung, lines in found.items()
    ]


def note_reading(knock: Knock, *, by: User) -> None:
    """The first time somebody opens the ladder, with its numbers, is one journal row."""
    rows = AuditEntry.objects.filter(
        object_type=knock._meta.label_lower, object_id=str(knock.pk), act="knocks.read", by=by
    )
    if not rows.exists():
        record("knocks.read", knock, by=by, committee=knock.committee, after="")


def _counted(one: Somebody, asked: dict[str, int]) -> Somebody:
    return Somebody(one.name, one.role, one.phone, asked.get(one.whom, 0))


def _contacts(people: list[Resident]) -> Iterator[Somebody]:
    rows = EmergencyContact.objects.filter(resident__in=people).order_by("order", "pk")
    for contact in rows:
        key = "，有钥匙" if contact.has_key else ""
        yield Somebody(contact.name, f"{contact.kinship}{key}", contact.phone)


def _leader(household: Household) -> Iterator[Somebody]:
    group = household.dwelling.group
    if group is None:
        return
    name = group.leader.name if group.leader else group.leader_name
    phone = group.leader_phone or (group.leader.phone if group.leader else "")
    if name:
        yield Somebody(name, f"{group.name}楼组长", phone)


def _neighbours(household: Household) -> Iterator[Somebody]:
    """Who lives on the same floor, the nearest doors first."""
    here = household.dwelling
    rows = Household.objects.filter(
        dwelling__building=here.building_id, dwelling__floor=here.floor, until__isnull=True
    )
    others = list(rows.exclude(pk=household.pk).with_people())
    others.sort(key=lambda one: nearest_first(here.room, one.dwelling.room))
    for other in others[:NEAREST]:
        people = list(other.residents.all())
        reached = next((one for one in people if one.phone), people[0] if people else None)
        if reached is not None:
            yield Somebody(reached.name, f"{other.dwelling.room} 室", reached.phone)


def _property(knock: Knock) -> Iterator[Somebody]:
    bodies = PartnerBody.objects.filter(committee=knock.committee_id, kind=BodyKind.PROPERTY)
    for body in bodies.order_by("pk"):
        for phone, role in ((body.phone, "白天"), (body.night_phone, "夜间")):
            if phone:
                yield Somebody(body.name, role, phone)
