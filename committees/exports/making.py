"""The rows of an export, written with the column engine of the imports."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from committees.care.models import CareLabel
from committees.exports.models import ExportRequest
from committees.exports.states import Kind
from committees.imports.labels import Label, label_words
from committees.imports.models import Made
from committees.imports.persons import Person
from committees.imports.register import kinds_in_use
from committees.imports.written import HEAD, cells_of
from committees.residents.models import Household, Resident
from committees.residents.querysets import HOUSE_ORDER
from committees.tenure.models import Hukou
from committees.tenure.states import HukouPlace
from jiedao.common.masks import hide_numbers, mask_id, mask_phone

CHUNK = 1_000
PEOPLE_ORDER = (*(f"household__{name}" for name in HOUSE_ORDER), "-is_head", "pk")
HOME_HEAD = ["小区", "楼号", "室号", "户主", "电话", "人数"]
LABEL_HEAD = ["小区", "楼号", "室号", "姓名", "关爱类别", "从哪天起", "下次核对", "依据"]

Rows = Iterator[list[str]]


def head_of(kind: str) -> list[str]:
    return {Kind.PEOPLE: HEAD, Kind.HOMES: HOME_HEAD, Kind.LABELS: LABEL_HEAD}[Kind(kind)]


def rows_of(asked: ExportRequest, on: date) -> Rows:
    """In house order; numbers masked unless `whole` was agreed to."""
    if asked.kind == Kind.HOMES:
        return _homes(asked, on)
    return _labels(asked) if asked.kind == Kind.LABELS else _people(asked)


def count_of(asked: ExportRequest, on: date) -> int:
    if asked.kind == Kind.HOMES:
        return _households(asked, on).count()
    return (_label_rows(asked) if asked.kind == Kind.LABELS else _residents(asked)).count()


# People


def _residents(asked: ExportRequest) -> "QuerySet[Resident]":
    people = Resident.objects.filter(committee=asked.committee_id).present()
    if asked.building_id:
        people = people.filter(household__dwelling__building=asked.building_id)
    return people


def _people(asked: ExportRequest) -> Rows:
    kinds = kinds_in_use()
    hukous, labels, guardians, notes = _facts(asked)
    people = _residents(asked).select_related("household__dwelling__building__estate")
    for one in people.order_by(*PEOPLE_ORDER).iterator(chunk_size=CHUNK):
        person = person_of(one, hukous.get(one.pk), labels.get(one.pk, ()))
        known = tuple(label for label in person.labels if label.kind in kinds.by_pk)
        person = replace(
            person,
            labels=known,
            guardian=guardians.get(one.pk, ""),
            note="\n".join(notes.get(one.pk, ()))[:500],
        )
        yield cells_of(person if asked.whole else _masked(person), kinds)


def person_of(one: Resident, hukou: Hukou | None, labels: Any) -> Person:
    """The register's row as a line of a sheet would state it."""
    dwelling = one.household.dwelling
    number, _, room = dwelling.door.partition("-")
    at_home = hukou is not None and hukou.dwelling_id == dwelling.pk
    return Person(
        estate=dwelling.building.estate.name,
        building=number,
        room=room,
        name=one.name,
        is_head=one.is_head,
        kinship=one.kinship,
        sex=one.sex,
        born_on=one.born_on,
        id_kind=one.id_kind,
        id_number=one.id_number,
        phone=one.phone,
        place=hukou.place if hukou else "",
        same_door=at_home and hukou is not None and hukou.place == HukouPlace.HERE,
        address=hukou.address if hukou else "",
        labels=tuple(labels),
    )


def _masked(person: Person) -> Person:
    """What somebody wrote beside a person often holds a number too."""
    return replace(
        person,
        phone=mask_phone(person.phone),
        id_number=mask_id(person.id_number),
        note=hide_numbers(person.note),
    )


def _facts(asked: ExportRequest) -> tuple[dict[int, Hukou], Any, dict[int, str], Any]:
    """What stands in tables beside the people: four queries for the whole committee."""
    hukous = Hukou.objects.filter(resident__committee=asked.committee_id).current()
    labels: dict[int, list[Label]] = defaultdict(list)
    guardians: dict[int, str] = {}
    rows = CareLabel.objects.filter(committee=asked.committee_id).current()
    columns = "resident kind disability grade words consent__ground consent__given_by".split()
    for resident, kind, disability, grade, words, ground, by in rows.order_by(
        "resident", "kind__order", "pk"
    ).values_list(*columns):
        labels[resident].append(Label(kind, disability, grade, words))
        if ground == "guardian":
            guardians[resident] = by
    notes: dict[int, list[str]] = defaultdict(list)
    marks = Made.objects.filter(resident__committee=asked.committee_id).exclude(note="")
    for resident, note in marks.order_by("pk").values_list("resident", "note"):
        if note not in notes[resident]:
            notes[resident].append(note)
    return {row.resident_id: row for row in hukous}, labels, guardians, notes


# Households and labels


def _households(asked: ExportRequest, on: date) -> "QuerySet[Household]":
    homes = Household.objects.filter(committee=asked.committee_id).living_here(on)
    if asked.building_id:
        homes = homes.filter(dwelling__building=asked.building_id)
    return homes


def _homes(asked: ExportRequest, on: date) -> Rows:
    present = Q(residents__departed_on__isnull=True, residents__merged_into__isnull=True)
    homes = _households(asked, on).annotate(people=Count("residents", filter=present))
    heads = {
        one.household_id: one
        for one in _residents(asked).filter(is_head=True).only("household", "name", "phone")
    }
    homes = homes.select_related("dwelling__building__estate").order_by(*HOUSE_ORDER)
    for home in homes.iterator(chunk_size=CHUNK):
        head = heads.get(home.pk)
        phone = head.phone if head else ""
        yield [
            *_door(home),
            head.name if head else "",
            phone if asked.whole else mask_phone(phone),
            str(home.people),
        ]


def _door(home: Household) -> list[str]:
    number, _, room = home.dwelling.door.partition("-")
    return [home.dwelling.building.estate.name, number, room]


def _label_rows(asked: ExportRequest) -> "QuerySet[CareLabel]":
    labels = CareLabel.objects.filter(committee=asked.committee_id).current()
    labels = labels.filter(resident__departed_on__isnull=True, resident__merged_into__isnull=True)
    if asked.building_id:
        labels = labels.filter(resident__household__dwelling__building=asked.building_id)
    return labels


def _labels(asked: ExportRequest) -> Rows:
    kinds = kinds_in_use()
    rows = _label_rows(asked).select_related(
        "kind", "resident__household__dwelling__building__estate"
    )
    order = (f"resident__household__{name}" for name in HOUSE_ORDER)
    for row in rows.order_by(*order, "resident", "kind__order", "pk").iterator(chunk_size=CHUNK):
        kind = kinds.by_pk.get(row.kind_id)
        label = Label(row.kind_id, row.disability, row.grade, row.words)
        yield [
            *_door(row.resident.household),
            row.resident.name,
            label_words(kind, label) if kind else row.kind.name,
            row.since.isoformat(),
            row.review_on.isoformat(),
            row.get_ground_display(),
        ]
