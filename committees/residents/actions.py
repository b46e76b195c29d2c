"""Acts on the register: houses are laid out, people are written down, a number is shown.

Who lives where from which day on is written in `tenure.actions`, and nowhere else.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.journal.models import AuditEntry
from committees.people.models import User
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.policies import may_keep_households, may_show
from committees.residents.rules import Disagrees, Door, Facts, kinship_after, settled
from committees.residents.states import Shown
from committees.territory.models import Building, Committee, Estate
from committees.territory.policies import may_keep_directory
from committees.territory.rules import rooms_of
from committees.territory.sounds import natural_key
from jiedao.common.errors import Refused

MOST_FLATS = 5_000
"""Flats laid out in one go; a larger estate is done in parts."""


@transaction.atomic
def lay_out(
    estate: Estate, numbers: Sequence[str], *, floors: int, per_floor: int, by: Any
) -> tuple[int, int]:
    """Add buildings with all their flats: (buildings, flats). `per_floor` 0 adds no flats.

    Rooms are floor and two digits, 101 … 602. All buildings of the committee are put in the order
    of their numbers. Refused when a number is there already, or for more than MOST_FLATS flats.
    """
    may_keep_directory(by).require()
    Committee.objects.select_for_update().get(pk=estate.committee_id)
    there = set(estate.buildings.filter(number__in=numbers).values_list("number", flat=True))
    if there:
        named = "、".join(number for number in numbers if number in there)
        raise Refused(f"{named} 号楼已经有了。")
    if len(numbers) * floors * per_floor > MOST_FLATS:
        raise Refused(f"一次最多添 {MOST_FLATS} 套，请分几次添。")
    buildings = Building.objects.bulk_create(
        Building(estate=estate, number=number, floors=floors) for number in numbers
    )
    flats = Dwelling.objects.bulk_create(
        _flat(building, Door(building.number, room), floor, estate.committee_id)
        for building in buildings
        for floor, room in rooms_of(floors, per_floor)
    )
    put_in_order(estate.committee)
    label = f"{numbers[0]}–{numbers[-1]} 号楼" if len(numbers) > 1 else f"{numbers[0]} 号楼"
    record("residents.lay_out", estate, by=by, committee=estate.committee, label=label)
    return len(buildings), len(flats)


def _flat(building: Building, door: Door, floor: int, committee_id: int) -> Dwelling:
    return Dwelling(
        committee_id=committee_id,
        building=building,
        floor=floor,
        room=door.room,
        door=str(door),
    )


def put_in_order(committee: Committee) -> None:
    """Number the committee's buildings as one walks: estate by estate, 2 before 10."""
    buildings = list(Building.objects.filter(estate__committee=committee).select_related("estate"))
    buildings.sort(key=lambda row: (row.estate.order, row.estate_id, natural_key(row.number)))
    for order, building in enumerate(buildings, 1):
        building.order = order
    Building.objects.bulk_update(buildings, ["order"])


@transaction.atomic
def remove_building(building: Building, *, by: Any) -> None:
    """Take back a building that was laid out by mistake, with its empty flats.

    Refused as soon as a household has ever been written down there.
    """
    may_keep_directory(by).require()
    building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    committee = building.estate.committee
    if Household.objects.filter(dwelling__building=building).exists():
        raise Refused(f"{building}已经登记过住户，不能删。")
    before = digest(building)
    record(
        "residents.remove_building",
        building,
        by=by,
        committee=committee,
        before=before,
        after="",
        label=str(building),
    )
    building.dwellings.all().delete()
    building.delete()


# People


def dwelling_at(building: Building, door: Door) -> Dwelling:
    """The flat of a door; added when the building has no such room yet, to the group that the
    whole building belongs to. Refused above the top floor."""
    if door.floor > building.floors:
        raise Refused(f"{building}只有 {building.floors} 层，没有 {door.room} 室。")
    dwelling: Dwelling | None = building.dwellings.filter(room=door.room).first()
    if dwelling is None:
        dwelling = _flat(building, door, door.floor, building.estate.committee_id)
        groups = set(building.dwellings.values_list("group_id", flat=True))
        dwelling.group_id = groups.pop() if len(groups) == 1 else None
        dwelling.save()
    return dwelling


def write_down(resident: Resident, facts: Facts) -> Resident:
    """Put the facts on the row and store it; birth date and sex follow from the number.

    Refused for a number that is in the committee's register already. The sentence says neither
    whose it is nor where (RELIABILITY A8). The caller holds the lock and writes the journal.
    """
    for name, value in vars(settled(facts)).items():
        setattr(resident, name, value)
    if resident.is_head:
        resident.kinship = ""
    resident.set_derived()
    if _has_twin(resident):
        raise Disagrees("id_number", TWICE)
    try:
        with transaction.atomic():
            resident.save()
    except IntegrityError as wrong:  # somebody wrote the same number down at this moment
        if "resident_id_number_once" not in str(wrong) and "id_index" not in str(wrong):
            raise
        raise Disagrees("id_number", TWICE) from None
    return resident


TWICE = "这个证件号在本居委会已经登记过了，请先用姓名找一找，也看看“离开的人”。"


def _has_twin(resident: Resident) -> bool:
    if not resident.id_index:
        return False
    same = Resident.objects.filter(
        committee=resident.committee_id,
        id_kind=resident.id_kind,
        id_index=resident.id_index,
        merged_into__isnull=True,
    )
    return same.exclude(pk=resident.pk).exists()


@transaction.atomic
def edit_resident(
    resident: Resident, *, by: Any, version: int, facts: Facts, is_head: bool
) -> Resident:
    """Correct what is written of a person, or make her head: the head before is then none.

    Raises Conflict when somebody saved in between; refused as `write_down` says, and for somebody
    who left and is to be head.
    """
    may_keep_households(by, resident.committee_id).require()
    Household.objects.select_for_update(of=("self",)).get(pk=resident.household_id)
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    before = digest(resident)
    resident.expect(version)
    if is_head and not resident.is_head:
        if resident.departed_on is not None:
            raise Refused("已经离开的人不能是户主。")
        lead(resident)
    resident.is_head = is_head
    write_down(resident, facts)
    record("residents.edit", resident, by=by, committee=resident.committee, before=before)
    return resident


def lead(resident: Resident) -> None:
    """Make her the head; what the others are to her follows where it can. The caller holds the
    household's lock; a row of hers read earlier is stale."""
    others = Resident.objects.present().filter(household=resident.household_id)
    changed = list(others.exclude(pk=resident.pk).select_for_update(of=("self",)))
    for other in changed:
        other.kinship = kinship_after(resident.kinship, "" if other.is_head else other.kinship)
        other.is_head = False
    Resident.objects.bulk_update(changed, ["kinship", "is_head"])
    resident.is_head, resident.kinship = True, ""
    resident.save(update_fields=["is_head", "kinship"])


# Numbers


class TooManyShown(Refused):
    """The day's numbers are used up; answered 429."""


@transaction.atomic
def reveal(resident: Resident, what: Shown, *, by: Any, on: date) -> str:
    """The whole number, and the journal row that says who saw it.

    Refused above settings.REVEALS_A_DAY numbers of one reader in one day, phones and papers
    together (RELIABILITY A6); a paper's number to anybody but director and members.
    """
    may_show(by, resident.committee_id, what).require()
    User.objects.select_for_update().get(pk=by.pk)
    if shown_today(by, on) >= settings.REVEALS_A_DAY:
        raise TooManyShown(
            f"今天已经显示了 {settings.REVEALS_A_DAY} 个号码，明天再看。"
            "急事请看紧急联系人，那里不限次数。"
        )
    record(REVEALS[what], resident, by=by, committee=resident.committee)
    return str(resident.phone if what == Shown.PHONE else resident.id_number)


REVEALS = {Shown.PHONE: "residents.reveal", Shown.ID_NUMBER: "residents.reveal_id"}


def shown_today(by: Any, on: date) -> int:
    """Numbers this person had shown on that day, by the journal."""
    begins = timezone.make_aware(datetime.combine(on, time.min))
    acts = AuditEntry.objects.filter(by=by, at__gte=begins, at__lt=begins + timedelta(days=1))
    return int(acts.filter(act__in=REVEALS.values()).count())
