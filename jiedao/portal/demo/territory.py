"""The invented 清和街道: its departments, committees, estates, flats and the people in them."""

import csv
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.conf import settings

from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import (
    Building,
    Committee,
    Department,
    Estate,
    PartnerBody,
    PublicNumber,
    Street,
)
from committees.territory.states import BodyKind
from jiedao.common.chinese import committee_slug, pinyin_words
from jiedao.portal.demo import families
from jiedao.portal.demo.setting import Setting, dice

DIRECTORY = settings.BASE_DIR / "data" / "demo_committees.csv"
STREET_NAME = "清和街道"
ZONES = (("清和", "清和片"), ("临河", "临河片"), ("东林", "东林片"), ("苑", "花苑片"))
OTHER_ZONE = "望江片"
ROADS = ("清和路", "临河路", "东林路", "望江路", "西塘路", "北泽路", "春晖路", "桃园路")
HOURS = "工作日 8:30–11:30，13:30–17:00"


@dataclass(frozen=True)
class Home:
    """A household as the fiction speaks of it. `spelled`: names with pinyin, for searching."""

    household: Household
    building: str
    door: str
    people: tuple[Resident, ...]
    spelled: str

    @property
    def head(self) -> Resident:
        return self.people[0]


@dataclass(frozen=True)
class Ground:
    """What stands on a committee's ground. Unsaved rows until the loader stores them in order."""

    committee: Committee
    estates: list[Estate]
    buildings: list[Building]
    dwellings: list[Dwelling]
    households: list[Household]
    residents: list[Resident]
    numbers: set[str] = field(default_factory=set)

    def homes(self) -> list[Home]:
        """Once everything is stored."""
        people: dict[int, list[Resident]] = {}
        for resident in self.residents:
            people.setdefault(resident.household_id, []).append(resident)
        return [
            Home(
                household=household,
                building=household.dwelling.building.number,
                door=household.dwelling.door,
                people=tuple(people[household.pk]),
                spelled=" ".join(
                    f"{one.name} {one.pinyin} {one.initials}" for one in people[household.pk]
                ),
            )
            for household in self.households
        ]


def street() -> Street:
    return Street(name=STREET_NAME, address="清和路 1 号", phone="021-0000 0000")


def departments(of: Street) -> list[Department]:
    names = ("党政办公室", "社区自治办公室", "社区服务办公室", "社区平安办公室", "社区管理办公室")
    return [
        Department(street=of, name=name, phone=f"021-0000 00{90 + number}", order=number)
        for number, name in enumerate(names, 1)
    ]


def public_numbers(of: Street) -> list[PublicNumber]:
    names = ("街道总值班", "供水抢修", "燃气抢修", "电力抢修", "房屋应急维修")
    return [
        PublicNumber(street=of, name=name, phone=f"021-0000 90{number:02d}", order=number)
        for number, name in enumerate(names, 1)
    ]


def directory() -> list[tuple[str, str]]:
    """Code and name of the 34, in the street's order."""
    with DIRECTORY.open(newline="", encoding="utf-8") as table:
        return [(row["code"], row["name"]) for row in csv.DictReader(table)]


def committee(of: Street, order: int, code: str, name: str) -> Committee:
    roll = dice("committee", code)
    short = name.removesuffix("居委会")
    syllables = pinyin_words(short)
    road = ROADS[(order - 1) // 5 % len(ROADS)]
    return Committee(
        street=of,
        code=code,
        name=name,
        short_name=short,
        slug=committee_slug(name),
        order=order,
        zone=next((zone for mark, zone in ZONES if mark in short), OTHER_ZONE),
        address=f"{road} {roll.randrange(20, 900, 2)} 弄 {roll.randint(1, 30)} 号",
        phone=f"021-0000 01{order:02d}",
        hours=HOURS,
        households=roll.randint(1_020, 1_980),
        pinyin="".join(syllables),
        initials="".join(syllable[0] for syllable in syllables),
    )


def bodies(of: Committee) -> list[PartnerBody]:
    """The four that sit at the same table, the party organisation first."""
    party = "党总支" if of.order % 3 else "党支部"
    firm = ("清和", "安居", "临河", "万家", "和畅")[of.order % 5]
    number = of.order
    return [
        PartnerBody(
            committee=of,
            kind=BodyKind.BRANCH,
            name=f"{of.short_name}居民区{party}",
            phone=f"021-0000 02{number:02d}",
        ),
        PartnerBody(
            committee=of,
            kind=BodyKind.STATION,
            name=f"{of.short_name}社区工作站",
            phone=f"021-0000 03{number:02d}",
        ),
        PartnerBody(
            committee=of,
            kind=BodyKind.OWNERS,
            name=f"{of.short_name}业主委员会",
            phone=f"021-0000 04{number:02d}",
        ),
        PartnerBody(
            committee=of,
            kind=BodyKind.PROPERTY,
            name=f"{firm}物业{of.short_name}管理处",
            phone=f"021-0000 05{number:02d}",
            night_phone=f"021-0000 06{number:02d}",
        ),
    ]


FLOORS = 6
IN_THE_DRAFTS = ("7-301", "3-502")
"""Flats that always have a family: the first committee's best known cases are theirs."""
FIRST_BUILDINGS, OTHER_BUILDINGS = 12, 9
FULL_BUILDINGS = 76


def ground(setting: Setting, of: Committee) -> Ground:
    """Estates, numbered through so that 3-502 is one flat; a first part of the flats, or all."""
    roll = dice("ground", of.code)
    estates = _estates(of, roll)
    number_of_buildings = (
        FULL_BUILDINGS + roll.randint(-12, 12)
        if setting.full_register
        else OTHER_BUILDINGS + roll.randint(-1, 2)
        if of.order > 1
        else FIRST_BUILDINGS
    )
    land = Ground(of, estates, [], [], [], [])
    for number in range(1, number_of_buildings + 1):
        estate = estates[(number - 1) * len(estates) // number_of_buildings]
        building = Building(estate=estate, number=str(number), floors=FLOORS, order=number)
        land.buildings.append(building)
        _flats(land, building, roll.choice((3, 4, 4, 5)), roll, setting.first)
    if of.order == 1:
        _somebody_rare(land)
    return land


def _estates(of: Committee, roll: Random) -> list[Estate]:
    names = [of.short_name]
    if of.order > 1 and roll.random() < 0.4:
        names.append(f"{of.short_name}{roll.choice(('二期', '东区', '南区'))}")
    return [
        Estate(committee=of, name=name, address=of.address.rpartition("弄")[0] + "弄", order=order)
        for order, name in enumerate(names, 1)
    ]


def _flats(land: Ground, building: Building, rooms: int, roll: Random, first: date) -> None:
    for floor in range(1, FLOORS + 1):
        for number in range(1, rooms + 1):
            room = f"{floor}{number:02d}"
            flat = Dwelling(
                committee=land.committee,
                building=building,
                floor=floor,
                room=room,
                door=f"{building.number}-{room}",
            )
            land.dwellings.append(flat)
            if roll.random() < 0.93 or flat.door in IN_THE_DRAFTS:
                household, people = families.family(flat, roll, first, land.numbers)
                land.households.append(household)
                land.residents.extend(people)


def _somebody_rare(land: Ground) -> None:
    """The head of the second household: a surname outside the sixteen-bit characters."""
    rare = next(one for one in land.residents if one.household is land.households[1])
    rare.name = "𠮷秀英"
    rare.set_derived()
