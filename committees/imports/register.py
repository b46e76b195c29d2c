"""The committee's register as a sheet is held against it: who is known, and what would change.

Loaded once for a batch (some thousand people); sealed values are compared by their blind index, so
nothing is opened.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from committees.care.models import CareLabel, Consent, LabelKind
from committees.care.rules import purposes_of
from committees.care.states import Answer
from committees.imports.columns import BY_KEY
from committees.imports.labels import Kind, Kinds
from committees.imports.persons import Person, Problem
from committees.imports.states import Outcome
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.rules import Door
from committees.tenure.models import Hukou
from committees.territory.models import Building, Committee, Estate
from jiedao.common.crypto import blind_index

Wrong = Callable[[str, str], None]
"""Notes a problem of the line: column and reason."""


class Known(NamedTuple):
    """Somebody of the register, as far as comparing needs it."""

    pk: int
    household: int
    dwelling: int
    name: str
    sex: str
    born_on: date | None
    kinship: str
    is_head: bool
    id_kind: str
    id_index: str
    phone_index: str


class Place(NamedTuple):
    """Where a line belongs: a flat that exists has its number, otherwise it is to be made."""

    estate: str
    building: int | None
    number: str
    room: str
    dwelling: int | None

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.estate, self.number, self.room)


class Home(NamedTuple):
    """Current hukou of somebody."""

    place: str
    dwelling: int | None
    address: str


@dataclass(frozen=True)
class Judged:
    """What becomes of a line. `changes` are keys of columns, `moved` the door she is known at."""

    outcome: str
    problems: list[Problem]
    known: Known | None = None
    place: Place | None = None
    changes: tuple[str, ...] = ()
    moved: str = ""


def kinds_in_use() -> Kinds:
    fields = ("pk", "name", "detail", "legal", "health", "minors", "review_months")
    return Kinds(Kind(*row) for row in LabelKind.objects.filter(enabled=True).values_list(*fields))


@dataclass
class Register:
    """`judge` is asked line by line, in order: it remembers what the lines before said."""

    committee: Committee
    today: date
    makes_buildings: bool = False
    tells_names: bool = True

    estates: dict[str, int] = field(default_factory=dict)
    buildings: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    dwellings: dict[tuple[int, str], int] = field(default_factory=dict)
    doors: dict[int, str] = field(default_factory=dict)
    households: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[int, Known] = field(default_factory=dict)
    by_number: dict[tuple[str, str], Known] = field(default_factory=dict)
    by_name: dict[tuple[int, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    gone_numbers: set[tuple[str, str]] = field(default_factory=set)
    homes: dict[int, Home] = field(default_factory=dict)
    labels: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    refused: set[tuple[int, str]] = field(default_factory=set)
    kinds: Kinds = field(default_factory=lambda: kinds_in_use())

    seen_numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    seen_names: dict[tuple[object, str], list[tuple[date | None, str, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    seen_heads: dict[object, int] = field(default_factory=dict)

    def load(self) -> "Register":
        self._load_places()
        self._load_people()
        return self

    def _load_places(self) -> None:
        estates = Estate.objects.filter(committee=self.committee)
        self.estates = dict(estates.values_list("name", "pk"))
        buildings = Building.objects.filter(estate__committee=self.committee)
        for pk, estate, number, floors in buildings.values_list(
            "pk", "estate__name", "number", "floors"
        ):
            self.buildings[estate, number] = (pk, floors)
        flats = Dwelling.objects.filter(committee=self.committee)
        for pk, building, room, door in flats.values_list("pk", "building_id", "room", "door"):
            self.dwellings[building, room] = pk
            self.doors[pk] = door
        living = Household.objects.filter(committee=self.committee).living_here(self.today)
        for pk, dwelling in living.order_by("pk").values_list("pk", "dwelling_id"):
            self.households[dwelling].append(pk)

    def _load_people(self) -> None:
        people = Resident.objects.filter(committee=self.committee).present().order_by("pk")
        fields = (
            "pk household_id household__dwelling_id name sex born_on kinship is_head id_kind "
            "id_index phone_index"
        ).split()
        for row in people.values_list(*fields).iterator(chunk_size=5_000):
            known = Known(*row)
            if known.id_index:
                self.by_number[known.id_kind, known.id_index] = known
            if known.household in self.households.get(known.dwelling, ()):
                self.by_name[known.dwelling, known.name].append(known)
            if known.is_head:
                self.heads[known.household] = known
        gone = Resident.objects.filter(
            committee=self.committee, departed_on__isnull=False, merged_into=None
        ).exclude(id_index="")
        self.gone_numbers = set(gone.values_list("id_kind", "id_index"))
        hukous = Hukou.objects.filter(resident__committee=self.committee).current()
        for resident, *home in hukous.values_list("resident", "place", "dwelling", "address"):
            self.homes[resident] = Home(*home)
        labels = CareLabel.objects.filter(committee=self.committee).current()
        for resident, kind in labels.values_list("resident", "kind"):
            self.labels[resident].add(kind)
        answers = Consent.objects.filter(committee=self.committee).order_by("on", "pk")
        for resident, purpose, answer in answers.values_list("resident", "purpose", "answer"):
            said_no = answer == Answer.REFUSED
            (self.refused.add if said_no else self.refused.discard)((resident, purpose))

    # Judging

    def judge(self, person: Person, number: int, problems: list[Problem]) -> Judged:
        """Outcome of one line; `problems` are those its cells have by themselves."""
        found = list(problems)

        def wrong(key: str, reason: str) -> None:
            found.append(Problem("", BY_KEY[key].title, number, reason, key))

        place = self._place(person, wrong) if person.building else None
        index = blind_index("id_number", person.id_number)
        known = self._known(person, place, index)
        if known is None and index and (person.id_kind, index) in self.gone_numbers:
            wrong("id_number", "：登记过，后来离开了；又住回来的，请到住户页里办")
        if place is not None and person.name:
            self._check_repeated(person, place, index, number, wrong)
            self._check_household(person, place, known, number, wrong)
        if known is not None and (kind := self._refused(person, known)):
            wrong("labels", f"：本人说过不同意登记“{kind.name}”，请去掉这个类别。不影响帮忙")
        if found:
            return Judged(Outcome.BAD, found, known, place)
        if known is None:
            return Judged(Outcome.FRESH, [], None, place)
        moved = self.doors.get(known.dwelling, "") if self._is_elsewhere(known, place) else ""
        changes = self._changes(person, known, place, index)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return Judged(outcome, [], known, place, changes, moved)

    def _place(self, person: Person, wrong: Wrong) -> Place | None:
        estate = person.estate
        if not estate:
            if len(self.estates) > 1:
                wrong("estate", "是空的，本居委会有几个小区，请写清楚")
                return None
            estate = next(iter(self.estates), "")
            if not estate:
                wrong("estate", "是空的，请写小区名称")
                return None
        if estate not in self.estates and not self.makes_buildings:
            known = "、".join(self.estates)
            wrong("estate", f"：没有“{estate}”这个小区，登记过的有：{known or '还没有'}")
            return None
        building, floors = self.buildings.get((estate, person.building), (None, 0))
        if building is None and not self.makes_buildings:
            wrong("building", f"：{estate}没有 {person.building} 号楼，请街道先添上这栋楼")
            return None
        door = Door(person.building, person.room)
        if building is not None and door.floor > floors:
            wrong("room", f"：{person.building} 号楼只有 {floors} 层，没有 {person.room} 室")
            return None
        dwelling = None if building is None else self.dwellings.get((building, person.room))
        return Place(estate, building, person.building, person.room, dwelling)

    def _known(self, person: Person, place: Place | None, index: str) -> Known | None:
        """By number; otherwise by door, name and birth date, where an unknown date may be any."""
        if index and (found := self.by_number.get((person.id_kind, index))):
            return found
        if place is None or place.dwelling is None:
            return None
        for known in self.by_name.get((place.dwelling, person.name), ()):
            if _may_be_one(person.born_on, index, known.born_on, known.id_index):
                return known
        return None

    def _check_repeated(
        self, person: Person, place: Place, index: str, number: int, wrong: Wrong
    ) -> None:
        """The same person on two lines of one sheet."""
        earlier = self.seen_numbers.get((person.id_kind, index)) if index else None
        key = "id_number"
        names = self.seen_names[place.key, person.name]
        if earlier is None:
            key = "name"
            earlier = next(
                (
                    line
                    for born, other, line in names
                    if _may_be_one(person.born_on, index, born, other)
                ),
                None,
            )
        if earlier is not None:
            wrong(key, f"：和第 {earlier} 行是同一个人")
            return
        if index:
            self.seen_numbers[person.id_kind, index] = number
        names.append((person.born_on, index, number))

    def _check_household(
        self, person: Person, place: Place, known: Known | None, number: int, wrong: Wrong
    ) -> None:
        """One head to a household; two households at one door cannot be told apart on a sheet."""
        living = self.households.get(place.dwelling, []) if place.dwelling else []
        if len(living) > 1 and known is None:
            wrong("room", f"：{person.door} 住着两户，请到住户页里添人")
        if not person.is_head:
            return
        if (earlier := self.seen_heads.setdefault(place.key, number)) != number:
            wrong(
                "kinship", f"：第 {earlier} 行已经是这个门牌的户主；住两户的，第二户请到住户页登记"
            )
        head = self.heads.get(known.household if known else living[0] if living else 0)
        if head is not None and (known is None or head.pk != known.pk):
            name = head.name if self.tells_names else "别人"
            wrong("kinship", f"：{person.door} 的户主已经登记为{name}，换户主请到住户页办")

    def _is_elsewhere(self, known: Known, place: Place | None) -> bool:
        gone = known.household not in self.households.get(known.dwelling, ())
        return gone or place is None or place.dwelling != known.dwelling

    def _changes(
        self, person: Person, known: Known, place: Place | None, index: str
    ) -> tuple[str, ...]:
        """Columns in which the sheet says something else. An empty cell says nothing."""
        changes = [
            key
            for key, stated, kept in (
                ("name", person.name, known.name),
                ("sex", person.sex, known.sex),
                ("born_on", person.born_on, known.born_on),
                ("phone", blind_index("phone", person.phone), known.phone_index),
            )
            if stated and stated != kept
        ]
        elsewhere = self._is_elsewhere(known, place)
        if not elsewhere and person.kinship and person.kinship != known.kinship:
            changes.append("kinship")
        if not elsewhere and person.is_head and not known.is_head:
            changes.append("kinship")
        if index and not known.id_index:
            changes.append("id_number")
        elif (
            person.id_kind and not index and not known.id_index and person.id_kind != known.id_kind
        ):
            changes.append("id_kind")
        home = self.homes.get(known.pk)
        if person.place and not elsewhere and self._home_of(person, place) != home:
            changes.append("place")
        if any(label.kind not in self.labels.get(known.pk, ()) for label in person.labels):
            changes.append("labels")
        return tuple(changes)

    def _refused(self, person: Person, known: Known) -> Kind | None:
        """A label she said no to: nobody writes it without asking again (R31)."""
        for label in person.labels:
            kind = self.kinds.by_pk[label.kind]
            asked = [] if kind.legal else purposes_of(person.age(self.today), kind.nature)
            if any((known.pk, purpose) in self.refused for purpose in asked):
                return kind
        return None

    def _home_of(self, person: Person, place: Place | None) -> Home:
        dwelling = place.dwelling if place and person.same_door else None
        return Home(person.place, dwelling, person.address)


def _may_be_one(born: date | None, index: str, other_born: date | None, other_index: str) -> bool:
    """Two of one name at one door: one person unless birth date or number say otherwise."""
    if index and other_index:
        return index == other_index
    return born is None or other_born is None or born == other_born


def needs_consent(person: Person, kinds: Kinds) -> bool:
    """Does a label of hers rest on consent? Those a public body granted do not."""
    return any(not kinds.by_pk[label.kind].legal for label in person.labels)
