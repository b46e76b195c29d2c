"""Who is looked after in the fiction: groups with their leaders, labels, consents, contacts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from committees.care.models import CareLabel, Consent, EmergencyContact, LabelKind
from committees.care.states import Detail, Disability, Grade, Ground, Purpose
from committees.people.models import User
from committees.reminders.rules import SHANGHAI
from committees.residents.models import Resident, ResidentsGroup
from committees.tenure.models import Hukou, Ownership, Residence
from committees.tenure.states import HukouPlace
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import mobile, younger
from jiedao.portal.demo.setting import Setting, dice
from jiedao.portal.demo.store import Store
from jiedao.portal.demo.territory import Home

BUILDINGS_OF_A_GROUP = 3
KIN = ("儿子", "女儿", "侄女", "外甥", "邻居")
ADULT, OLD, AGED = 18, 60, 80


@dataclass(frozen=True)
class Chance:
    """How often somebody of whom `fits` holds carries the label."""

    key: str
    of_100: int
    fits: Callable[[int, Home], bool]


def _alone(age: int, home: Home) -> bool:
    return age >= OLD and len(home.people) == 1


def _grown(age: int, home: Home) -> bool:
    return ADULT <= age < OLD


CHANCES = (
    Chance("lives-alone", 55, _alone),
    Chance("childless-elder", 6, _alone),
    Chance("aged", 30, lambda age, home: age >= AGED),
    Chance("elders-only", 6, lambda age, home: age >= OLD and len(home.people) == 2),
    Chance("cannot-manage", 5, lambda age, home: age >= AGED),
    Chance("hard-to-walk", 3, lambda age, home: age >= OLD),
    Chance("disabled", 2, lambda age, home: age >= ADULT),
    Chance("serious-illness", 2, lambda age, home: age >= ADULT),
    Chance("child-in-need", 4, lambda age, home: age < ADULT),
    Chance("minimum-living", 2, lambda age, home: age >= ADULT),
    Chance("near-minimum", 1, lambda age, home: age >= ADULT),
    Chance("out-of-work", 2, _grown),
    Chance("veteran", 1, lambda age, home: age >= ADULT),
    Chance("bereaved-parents", 1, lambda age, home: age >= OLD),
)
WATCHED = frozenset({"lives-alone", "childless-elder", "aged", "cannot-manage"})
"""Whose family was asked for somebody to ring."""


@dataclass
class Care:
    """Rows of one committee, collected before they are stored in the order of their keys."""

    setting: Setting
    kinds: dict[str, LabelKind]
    by: User
    roll: Random
    consents: list[Consent] = field(default_factory=list)
    labels: list[CareLabel] = field(default_factory=list)
    contacts: list[EmergencyContact] = field(default_factory=list)

    def look_after(self, person: Resident, home: Home) -> None:
        age = person.age(self.setting.today)
        if age is None:
            return
        given = [
            self.kinds[chance.key]
            for chance in CHANCES
            if chance.fits(age, home) and self.roll.randrange(100) < chance.of_100
        ]
        for kind in given:
            self.labels.append(self._label(person, kind))
        if any(kind.key in WATCHED for kind in given):
            self.contacts += self._contacts(person)

    def _label(self, person: Resident, kind: LabelKind) -> CareLabel:
        since = self.setting.today - timedelta(days=self.roll.randint(20, 900))
        ground, consent = self._agreed(person, kind, since)
        detailed = kind.detail == Detail.DISABILITY
        return CareLabel(
            committee=person.committee,
            resident=person,
            kind=kind,
            disability=self.roll.choice(Disability.values[:-1]) if detailed else "",
            grade=self.roll.choice(Grade.values) if detailed else None,
            words="起居要人搭把手" if kind.detail == Detail.WORDS else "",
            since=since,
            review_on=self._review(kind, since),
            source="走访时了解" if not kind.legal else "街道社区服务办公室名单",
            ground=ground,
            consent=consent,
            noted_by=self.by,
            noted_at=datetime.combine(since, time(10), SHANGHAI),
        )

    def _review(self, kind: LabelKind, since: date) -> date:
        """Kept up nearly always: a few lie in the weeks just gone."""
        step = timedelta(days=30 * kind.review_months)
        day = since + step
        while day < self.setting.today - timedelta(days=9):
            day += step
        return day

    def _agreed(
        self, person: Resident, kind: LabelKind, since: date
    ) -> tuple[Ground, Consent | None]:
        if kind.legal:
            return Ground.DUTY, None
        purpose = Purpose.HEALTH if kind.health else Purpose.CARE
        ground, given_by = Ground.CONSENT, ""
        if kind.minors:
            purpose, ground, given_by = Purpose.CHILD, Ground.GUARDIAN, "母亲"
        consent = Consent(
            committee=person.committee,
            resident=person,
            purpose=purpose,
            ground=ground,
            given_by=given_by,
            on=since,
            paper="居民登记表",
            noted_by=self.by,
        )
        self.consents.append(consent)
        return ground, consent

    def _contacts(self, person: Resident) -> Iterator[EmergencyContact]:
        for order in range(1, self.roll.choice((1, 1, 2)) + 1):
            contact = EmergencyContact(
                committee=person.committee,
                resident=person,
                name=younger(self.roll),
                kinship=self.roll.choice(KIN),
                phone=mobile(self.roll.randrange(10_000_000, 99_999_999)),
                has_key=self.roll.random() < 0.2,
                order=order,
            )
            contact.set_derived()
            yield contact


def write(setting: Setting, store: Store, place: Neighbourhood) -> None:
    """The register's facts and care of one committee."""
    roll = dice("care", place.committee.code)
    _settle(setting, store, place, roll)
    care = Care(setting, setting.label_kinds, place.team.director, roll)
    for home in place.homes:
        for person in home.people:
            care.look_after(person, home)
    store.add(care.consents)
    store.add(care.labels)
    store.add(care.contacts)


def _settle(setting: Setting, store: Store, place: Neighbourhood, roll: Random) -> None:
    """Where everybody lives, where the hukou is, who owns the flat, and the groups."""
    residences, hukous, ownerships = [], [], []
    for home in place.homes:
        flat, since = home.household.dwelling, home.household.since
        here = roll.random() < 0.8
        for person in home.people:
            residences.append(Residence(resident=person, household=home.household, since=since))
            hukous.append(
                Hukou(resident=person, place=HukouPlace.HERE, dwelling=flat, since=since)
                if here
                else Hukou(resident=person, place=HukouPlace.CITY, since=since)
            )
        if here:
            ownerships.append(Ownership(dwelling=flat, owner=home.head, since=since))
        elif roll.random() < 0.5:
            ownerships.append(Ownership(dwelling=flat, owner_name=younger(roll), since=since))
    store.add(residences)
    store.add(hukous)
    store.add(ownerships)
    _group(store, place, roll)


def _group(store: Store, place: Neighbourhood, roll: Random) -> None:
    """Three buildings make a group; its leader lives in one of them."""
    by_building: dict[int, list[Home]] = {}
    for home in place.homes:
        by_building.setdefault(home.household.dwelling.building_id, []).append(home)
    houses = list(by_building.values())
    groups, flats = [], []
    for start in range(0, len(houses), BUILDINGS_OF_A_GROUP):
        homes = [home for house in houses[start : start + BUILDINGS_OF_A_GROUP] for home in house]
        number = start // BUILDINGS_OF_A_GROUP + 1
        leader = roll.choice(homes).head
        groups.append(
            ResidentsGroup(
                committee=place.committee,
                name=f"第 {number} 居民小组",
                leader=leader,
                order=number,
            )
        )
        flats.append([home.household.dwelling for home in homes])
    store.add(groups)
    for group, dwellings in zip(groups, flats, strict=True):
        for flat in dwellings:
            flat.group = group
    store.change([flat for dwellings in flats for flat in dwellings], "group")
