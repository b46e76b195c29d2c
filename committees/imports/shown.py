"""What a page shows of a batch: wrong cells, changed values, how far the work is."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from committees.imports.columns import BY_KEY
from committees.imports.keeping import unpacked
from committees.imports.labels import label_words
from committees.imports.models import Batch, BatchRow
from committees.imports.persons import Person
from committees.imports.register import kinds_in_use
from committees.imports.states import Outcome, State
from committees.imports.writing import progress_key
from committees.residents.models import Resident
from committees.residents.states import IdKind, Kinship, Sex
from committees.tenure.states import HukouPlace
from jiedao.common.masks import mask_id, mask_phone

MOST_SHOWN = 50
"""Wrong cells and changed people on the page; the rest is in the file, or goes all together."""


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    note: str = ""


def steps(batch: Batch | None, *, uploading: bool = False) -> list[Step]:
    """下载模板 → 上传 → 核对 → 导入. Nothing is done before a sheet is there."""
    now = 1 if uploading else 0
    if batch is not None:
        now = {State.READING: 2, State.CHECKED: 2, State.WRITING: 3, State.DONE: 4}.get(
            State(batch.state), 1
        )
    labels = ("下载模板", "上传", "核对", "导入")
    return [
        Step(label, "done" if place < now else "now" if place == now else "wait")
        for place, label in enumerate(labels)
    ]


@dataclass(frozen=True)
class Wrong:
    """One wrong cell: H18, 证件号, and the sentence."""

    cell: str
    title: str
    words: str


def wrong_cells(batch: Batch) -> list[Wrong]:
    """The first MOST_SHOWN, in the order of the sheet."""
    rows = BatchRow.objects.filter(batch=batch, outcome=Outcome.BAD).order_by("number")
    found = [
        Wrong(*problem) for row in rows[:MOST_SHOWN] for problem in unpacked(row.sealed)["problems"]
    ]
    return found[:MOST_SHOWN]


@dataclass(frozen=True)
class Changed:
    """A known person whose row says something else than the sheet."""

    line: int
    name: str
    values: list[tuple[str, str, str]]


def changed_people(batch: Batch) -> list[Changed]:
    """The first MOST_SHOWN: column, what is registered, what the sheet says; numbers masked."""
    rows = BatchRow.objects.filter(batch=batch, outcome=Outcome.CHANGED).order_by("number")
    people = rows.select_related("resident")[:MOST_SHOWN]
    return [_changed(row) for row in people if row.resident is not None]


def _changed(row: BatchRow) -> Changed:
    data = unpacked(row.sealed)
    person, resident = Person.from_data(data["person"]), row.resident
    assert resident is not None  # noqa: S101  the caller left the others out
    values = [
        (BY_KEY[key].title, _kept(key, resident), _stated(key, person)) for key in data["changes"]
    ]
    return Changed(row.number, resident.name, values)


_LABELS: dict[str, Any] = {"sex": Sex, "id_kind": IdKind, "place": HukouPlace}


def _stated(key: str, person: Person) -> str:
    if key == "kinship":
        return "户主" if person.is_head else Kinship(person.kinship).label
    if key == "labels":
        kinds = kinds_in_use()
        return "、".join(label_words(kinds.by_pk[one.kind], one) for one in person.labels)
    if key == "place":
        return f"{HukouPlace(person.place).label} {person.address}".strip()
    return _plain(key, getattr(person, key))


def _kept(key: str, resident: Resident) -> str:
    """What is registered now; hukou and labels are added, so nothing is lost there."""
    if key == "kinship":
        return "户主" if resident.is_head else resident.get_kinship_display()
    if key in ("labels", "place"):
        return ""
    return _plain(key, getattr(resident, key))


def _plain(key: str, value: Any) -> str:
    if not value:
        return ""
    if key in _LABELS:
        return str(_LABELS[key](value).label)
    if key == "phone":
        return mask_phone(value)
    return mask_id(value) if key == "id_number" else str(value)


@dataclass(frozen=True)
class Moved:
    """Known at another door: a move is made on the household's page, not by a sheet."""

    line: int
    name: str
    there: str
    here: str


def moved_people(batch: Batch) -> list[Moved]:
    rows = BatchRow.objects.filter(batch=batch, outcome__in=[Outcome.SAME, Outcome.CHANGED])
    found: list[Moved] = []
    for row in rows.order_by("number").iterator(chunk_size=500):
        data = unpacked(row.sealed)
        if data.get("moved") and len(found) < MOST_SHOWN:
            person = Person.from_data(data["person"])
            found.append(Moved(row.number, person.name, data["moved"], person.door))
    return found


def written_so_far(batch: Batch) -> int:
    """Lines written by the worker that is at it; 0 when it does not say."""
    return int(cache.get(progress_key(batch.pk), 0)) if batch.state == State.WRITING else 0
