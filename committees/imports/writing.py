"""Writing a confirmed batch: all of it in one transaction, or nothing.

A worker that dies in the middle leaves nothing behind; the next one begins again. What the register
says is read anew under the committee's lock: when it says anything else than the person was shown,
nothing is written and the file is looked through once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction

from committees.care.actions import MOST_SPECIFIC
from committees.care.changing import LABELS_CHANGED
from committees.care.models import CareLabel, Consent
from committees.care.rules import needs_guardian, next_review, purposes_of
from committees.care.states import Ground
from committees.imports.keeping import discard_sealed, packed, unpacked
from committees.imports.labels import Kind, Kinds, Label
from committees.imports.models import Batch, BatchRow, Made, MadeLabel
from committees.imports.persons import Person
from committees.imports.register import Judged, Known, Place, Register, kinds_in_use
from committees.imports.states import MOVES, Outcome, State
from committees.journal.actions import digest, record
from committees.residents.actions import put_in_order
from committees.residents.models import Dwelling, Household, Resident
from committees.residents.rules import Door
from committees.residents.states import IdKind
from committees.tenure.models import Hukou, Residence
from committees.territory.models import Building, Committee, Estate
from jiedao.common.moves import check_move

CHUNK = 1_000
SOURCE = "导入的表格"
CHANGED_MEANWHILE = "核对以后住户资料有变动，已经重新核对，请再看一遍。"


class ChangedMeanwhile(Exception):
    """The register is not what the person was shown."""


def progress_key(pk: int) -> str:
    return f"imports.written.{pk}"


def write(batch: Batch, *, at: datetime, on: date) -> None:
    """Write the lines that were confirmed. Locks committee and batch until everything stands."""
    try:
        with transaction.atomic():
            committee = Committee.objects.select_for_update().get(pk=batch.committee_id)
            free = Batch.objects.select_for_update(skip_locked=True, of=("self",))
            locked = free.filter(pk=batch.pk, state=State.WRITING).first()
            if locked is not None:
                _Writer(locked, committee, on).write(at)
    except (ChangedMeanwhile, IntegrityError):
        with transaction.atomic():
            batch = Batch.objects.select_for_update().get(pk=batch.pk)
            check_move(MOVES, batch.state, State.READING)
            batch.state, batch.reason, batch.choices = State.READING, CHANGED_MEANWHILE, {}
            batch.attempts, batch.lease_until, batch.done = 0, None, 0
            batch.save()
    finally:
        cache.delete(progress_key(batch.pk))


@dataclass
class _Line:
    """A line that is going to be written, and the rows it leads to; `founds` the household."""

    number: int
    person: Person
    judged: Judged
    place: Place
    resident: Resident | None = None
    dwelling: Dwelling | None = None
    household: Household | None = None
    founds: bool = False


@dataclass
class _Writer:
    batch: Batch
    committee: Committee
    on: date
    kinds: Kinds = field(default_factory=kinds_in_use)
    estates: dict[str, int] = field(default_factory=dict)
    buildings: dict[tuple[str, str], int] = field(default_factory=dict)

    def write(self, at: datetime) -> None:
        fresh, known = self._sorted(self._lines())
        self._make_buildings(fresh)
        self._make_homes(fresh)
        self._make_people(fresh)
        for line in known:
            self._change(line)
        self._make_labels([*fresh, *known])
        LABELS_CHANGED(self.committee.pk)
        self._close(at, len(fresh) + len(known))

    # What is to be written

    def _lines(self) -> Iterator[_Line]:
        """Every good line, judged again in the order of the sheet."""
        register = Register(
            self.committee,
            self.on,
            makes_buildings=self.batch.at_setup,
            tells_names=not self.batch.at_setup,
        ).load()
        self.estates = dict(register.estates)
        self.buildings = {key: pk for key, (pk, _floors) in register.buildings.items()}
        rows = BatchRow.objects.filter(batch=self.batch).exclude(outcome=Outcome.BAD)
        columns = rows.order_by("number").values_list("number", "outcome", "resident", "sealed")
        for number, outcome, resident, sealed in columns.iterator(chunk_size=CHUNK):
            data = unpacked(sealed)
            person = Person.from_data(data["person"])
            judged = register.judge(person, number, [])
            known = judged.known.pk if judged.known else None
            shown = (outcome, resident, data.get("changes", []))
            if shown != (judged.outcome, known, list(judged.changes)):
                raise ChangedMeanwhile
            if judged.outcome != Outcome.SAME and judged.place is not None:
                yield _Line(number, person, judged, judged.place)

    def _sorted(self, lines: Iterator[_Line]) -> tuple[list[_Line], list[_Line]]:
        """(new people, known people whose changes were chosen)."""
        fresh, known = [], []
        choices = self.batch.choices
        taken = set(choices.get("lines", ()))
        for line in lines:
            if line.judged.outcome == Outcome.FRESH:
                fresh.append(line)
            elif choices.get("all_changes") or line.number in taken:
                known.append(line)
        return fresh, known

    # Places

    def _make_buildings(self, lines: list[_Line]) -> None:
        """At setup only: estates and buildings the sheet names, as high as its highest flat."""
        floors: dict[tuple[str, str], int] = {}
        for line in lines:
            key = (line.place.estate, line.place.number)
            if key not in self.buildings:
                floor = Door(line.place.number, line.place.room).floor
                floors[key] = min(max(floors.get(key, 1), floor), 100)
        missing = dict.fromkeys(estate for estate, _ in floors if estate not in self.estates)
        made = Estate.objects.bulk_create(
            Estate(committee=self.committee, name=name, order=len(self.estates) + place)
            for place, name in enumerate(missing, 1)
        )
        self.estates |= {estate.name: estate.pk for estate in made}
        buildings = Building.objects.bulk_create(
            Building(estate_id=self.estates[estate], number=number, floors=height)
            for (estate, number), height in floors.items()
        )
        for key, building in zip(floors, buildings, strict=True):
            self.buildings[key] = building.pk
        if buildings:
            put_in_order(self.committee)
        self.batch.added = {
            "estates": [estate.pk for estate in made],
            "buildings": [building.pk for building in buildings],
        }

    def _make_homes(self, lines: list[_Line]) -> None:
        """A flat and a household for every door that has none; one household to a door."""
        there = {line.place.dwelling for line in lines if line.place.dwelling}
        living = Household.objects.filter(committee=self.committee).living_here(self.on)
        homes = {home.dwelling_id: home for home in living if home.dwelling_id in there}
        flats: dict[Any, Dwelling] = {}
        for line in lines:
            if line.place.dwelling is None and line.place.key not in flats:
                flats[line.place.key] = line.dwelling = self._flat(line.place)
        Dwelling.objects.bulk_create(flats.values(), batch_size=CHUNK)
        households: dict[int, Household] = {}
        for line in lines:
            dwelling = line.place.dwelling or flats[line.place.key].pk
            line.household = homes.get(dwelling) or households.get(dwelling)
            if line.household is None:
                line.founds = True
                line.household = households[dwelling] = Household(
                    committee=self.committee, dwelling_id=dwelling
                )
        Household.objects.bulk_create(households.values(), batch_size=CHUNK)
        Dwelling.objects.filter(pk__in=there, vacant=True).update(vacant=False)

    def _flat(self, place: Place) -> Dwelling:
        door = Door(place.number, place.room)
        return Dwelling(
            committee=self.committee,
            building_id=self.buildings[place.estate, place.number],
            floor=door.floor,
            room=door.room,
            door=str(door),
        )

    # People

    def _make_people(self, lines: list[_Line]) -> None:
        """Household and open Residence agree; the hukou stands where the sheet says."""
        for start in range(0, len(lines), CHUNK):
            part = lines[start : start + CHUNK]
            people = [self._resident(line) for line in part]
            Resident.objects.bulk_create(people)
            Residence.objects.bulk_create(
                Residence(resident=one, household_id=one.household_id) for one in people
            )
            Hukou.objects.bulk_create(
                self._hukou(line, line.resident.pk)
                for line in part
                if line.person.place and line.resident
            )
            Made.objects.bulk_create(self._made(line) for line in part)
            cache.set(progress_key(self.batch.pk), start + len(part), 600)

    def _resident(self, line: _Line) -> Resident:
        person = line.person
        line.resident = Resident(
            committee=self.committee,
            household=line.household,
            name=person.name,
            phone=person.phone,
            is_head=person.is_head,
            kinship=person.kinship,
            sex=person.sex,
            born_on=person.born_on,
            id_kind=person.id_kind or IdKind.UNKNOWN,
            id_number=person.id_number,
        )
        line.resident.set_derived()
        return line.resident

    def _hukou(self, line: _Line, resident: int) -> Hukou:
        dwelling = line.household.dwelling_id if line.household else line.place.dwelling
        return Hukou(
            resident_id=resident,
            place=line.person.place,
            dwelling_id=dwelling if line.person.same_door else None,
            address=line.person.address,
        )

    def _made(self, line: _Line) -> Made:
        return Made(
            batch=self.batch,
            number=line.number,
            resident=line.resident,
            household=line.household if line.founds else None,
            dwelling=line.dwelling,
            hukou=bool(line.person.place),
            note=line.person.note,
        )

    # Known people

    def _change(self, line: _Line) -> None:
        """Write what was chosen into a known person's row, with what stood there before."""
        known, person, changes = line.judged.known, line.person, line.judged.changes
        assert known is not None  # noqa: S101  a changed line is about somebody known
        resident = Resident.objects.select_for_update(of=("self",)).get(pk=known.pk)
        before = digest(resident)
        line.resident = resident
        kept: dict[str, Any] = {}
        for key, value in _stated(person, changes).items():
            old = getattr(resident, key)
            kept[key] = old.isoformat() if isinstance(old, date) else old
            setattr(resident, key, value)
        if "place" in changes:
            kept["hukou"] = self._move_hukou(line, known)
        resident.version += 1
        resident.save()
        Made.objects.create(
            batch=self.batch,
            number=line.number,
            resident=resident,
            fresh=False,
            before=packed({"version": resident.version, "values": kept}),
            note=person.note,
        )
        record(
            "imports.change",
            resident,
            by=self.batch.confirmed_by,
            committee=self.committee,
            before=before,
        )

    def _move_hukou(self, line: _Line, known: Known) -> list[int | None]:
        """[the new row, the one it follows]; a row that began today is closed today."""
        old = Hukou.objects.filter(resident=known.pk).current().first()
        if old is not None:
            old.until = max(self.on, old.since or self.on)
            old.save(update_fields=["until"])
        new = self._hukou(line, known.pk)
        new.since = self.on if old is not None else None
        new.save()
        return [new.pk, old.pk if old is not None else None]

    # Labels

    def _make_labels(self, lines: list[_Line]) -> None:
        """Granted ones rest on duty; the others on the consent that was confirmed, or stay away."""
        known = [line.resident for line in lines if line.judged.known]
        in_force = CareLabel.objects.filter(resident__in=known).current()
        there = set(in_force.values_list("resident", "kind"))
        consents: dict[tuple[int, str], Consent] = {}
        labels = []
        for line in lines:
            for label in line.person.labels:
                kind = self.kinds.by_pk[label.kind]
                resident = line.resident.pk if line.resident else 0
                agreed = kind.legal or self.batch.choices.get("consent")
                if (resident, label.kind) not in there and agreed:
                    consent = None if kind.legal else self._consents(line, kind, consents)
                    labels.append(self._label(line, label, kind, consent))
        Consent.objects.bulk_create(consents.values(), batch_size=CHUNK)
        CareLabel.objects.bulk_create(labels, batch_size=CHUNK)
        MadeLabel.objects.bulk_create(
            (MadeLabel(batch=self.batch, label=label, consent=label.consent) for label in labels),
            batch_size=CHUNK,
        )

    def _consents(self, line: _Line, kind: Kind, given: dict[tuple[int, str], Consent]) -> Consent:
        """What the label rests on, once for each purpose; the most specific one comes back."""
        purposes = purposes_of(line.person.age(self.on), kind.nature)
        found = {purpose: self._consent(line, kind, purpose, given) for purpose in purposes}
        return next(found[purpose] for purpose in MOST_SPECIFIC if purpose in found)

    def _consent(
        self, line: _Line, kind: Kind, purpose: str, given: dict[tuple[int, str], Consent]
    ) -> Consent:
        by_guardian = needs_guardian(line.person.age(self.on), kind.nature)
        fresh = Consent(
            committee=self.committee,
            resident=line.resident,
            purpose=purpose,
            ground=Ground.GUARDIAN if by_guardian else Ground.CONSENT,
            given_by=line.person.guardian if by_guardian else line.person.name,
            on=self.on,
            paper=self.batch.choices.get("paper", ""),
            noted_by=self.batch.confirmed_by,
        )
        return given.setdefault((line.number, purpose), fresh)

    def _label(self, line: _Line, label: Label, kind: Kind, consent: Consent | None) -> CareLabel:
        ground = Ground.DUTY if consent is None else consent.ground
        return CareLabel(
            committee=self.committee,
            resident=line.resident,
            kind_id=kind.pk,
            disability=label.disability,
            grade=label.grade,
            words=label.words,
            since=self.on,
            review_on=next_review(ground, kind.review_months, self.on),
            source=SOURCE,
            ground=ground,
            consent=consent,
            noted_by=self.batch.confirmed_by,
        )

    # The end

    def _close(self, at: datetime, written: int) -> None:
        batch = self.batch
        check_move(MOVES, batch.state, State.DONE)
        discard_sealed(batch.path)
        BatchRow.objects.filter(batch=batch).exclude(outcome=Outcome.BAD).delete()
        batch.state, batch.written, batch.written_at = State.DONE, written, at
        batch.path, batch.reason, batch.lease_until = "", "", None
        batch.save()
        record(
            "imports.loaded",
            batch,
            by=batch.confirmed_by,
            committee=self.committee,
            label=f"{written} 人",
        )


def _stated(person: Person, changes: tuple[str, ...]) -> dict[str, Any]:
    """Columns of the resident's row that the chosen changes write."""
    values: dict[str, Any] = {}
    for key in changes:
        if key in ("name", "sex", "born_on", "phone", "id_kind"):
            values[key] = getattr(person, key)
        elif key == "kinship":
            values |= {"kinship": person.kinship, "is_head": person.is_head}
        elif key == "id_number":
            values |= {"id_kind": person.id_kind, "id_number": person.id_number}
    return values
