"""Two rows of one person become one, and can become two again as they were.

Every foreign key of the portal that points to a person is found in the models themselves, so rows
of any slice, above this one too, follow without this file knowing them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from committees.journal.actions import digest, record
from committees.journal.words import object_words
from committees.residents.models import Resident
from committees.residents.states import CLEARED
from committees.upkeep.models import Merge, NotSame
from committees.upkeep.policies import may_merge, may_propose
from committees.upkeep.requests import plain
from committees.upkeep.rules import Pair, Row, pairs_of
from jiedao.common.errors import Refused

STAY = (Merge, NotSame)
"""Rows about the two rows themselves; they never move."""
FILLED = ("phone", "sex", "born_on")
"""Taken from the row that goes where the other one is empty."""
MOST_PAIRS = 50


def doubles(people: Iterable[Resident], apart: Iterable[NotSame]) -> list[Pair]:
    """Pairs that may be one person, the surest first; those known to be two are left out."""
    rows = [
        Row(
            pk=person.pk,
            name=person.name,
            pinyin=person.pinyin,
            born_on=person.born_on,
            phone_index=person.phone_index,
            id_kind=person.id_kind,
            id_index=person.id_index,
            dwelling=person.household.dwelling_id,
        )
        for person in people
        if person.name != CLEARED
    ]
    known = [frozenset((mark.first_id, mark.second_id)) for mark in apart]
    return pairs_of(rows, known)[:MOST_PAIRS]


@transaction.atomic
def keep_apart(one: Resident, other: Resident, *, by: Any, at: datetime) -> None:
    """Somebody looked: these are two people. The pair is not offered again."""
    may_propose(by, one.committee_id).require()
    if one.committee_id != other.committee_id:
        raise Refused("两条登记不在一个居委会。")
    first, second = sorted((one, other), key=lambda row: row.pk)
    mark, made = NotSame.objects.get_or_create(
        first=first,
        second=second,
        defaults={"committee_id": one.committee_id, "noted_by": by, "noted_at": at},
    )
    if made:
        record("upkeep.apart", mark, by=by, committee=one.committee)


@transaction.atomic
def offer_again(one: Resident, other: Resident, *, by: Any) -> None:
    """It was said too soon that these are two people. Does nothing when nobody said so."""
    may_propose(by, one.committee_id).require()
    first, second = sorted((one, other), key=lambda row: row.pk)
    mark = NotSame.objects.filter(first=first, second=second).select_for_update().first()
    if mark is not None:
        record("upkeep.offer_again", mark, by=by, committee=one.committee)
        mark.delete()


# What points to a person


@dataclass(frozen=True)
class Reference:
    """A foreign key to a person, in any slice."""

    model: type[models.Model]
    field: str

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def words(self) -> str:
        return object_words(self.model._meta.label_lower)

    def of(self, person: int) -> "models.QuerySet[Any]":
        return self.model._base_manager.filter(**{self.field: person}).order_by("pk")

    def lead(self, rows: list[int], *, old: int, new: int) -> list[int]:
        """Point these rows to another person; gives those that did. A row that would clash with
        one there (a second label of a kind, a second home) stays where it is."""
        if not rows:
            return []
        try:
            with transaction.atomic():
                self.of(old).filter(pk__in=rows).update(**{self.field: new})
        except IntegrityError:
            return [row for row in rows if self._lead_one(row, old, new)]
        return rows

    def _lead_one(self, row: int, old: int, new: int) -> bool:
        try:
            with transaction.atomic():
                return bool(self.of(old).filter(pk=row).update(**{self.field: new}))
        except IntegrityError:
            return False


def references() -> list[Reference]:
    """Every foreign key to a person, tables of many-to-many included."""
    found = []
    for relation in Resident._meta.get_fields(include_hidden=True):
        points = relation.auto_created and not relation.concrete
        if points and (relation.one_to_many or relation.one_to_one):
            model: Any = relation.related_model
            if model not in STAY:
                found.append(Reference(model, relation.field.name))  # type: ignore[union-attr]
    return sorted(found, key=lambda reference: reference.key)


def belongings(person: Resident) -> list[tuple[str, int]]:
    """What would move, in words: 「关爱情况 2」. One query for each foreign key."""
    counted: dict[str, int] = {}
    for reference in references():
        if number := reference.of(person.pk).count():
            counted[reference.words] = counted.get(reference.words, 0) + number
    return list(counted.items())


# Merging


def _both(kept: int, gone: int) -> tuple[Resident, Resident]:
    """Both rows locked, the smaller number first."""
    rows = Resident.objects.select_for_update(of=("self",)).filter(pk__in=(kept, gone))
    found = {row.pk: row for row in rows.select_related("committee").order_by("pk")}
    return found[kept], found[gone]


def _check(kept: Resident, gone: Resident) -> None:
    if kept.committee_id != gone.committee_id:
        raise Refused("两条登记不在一个居委会。")
    if kept.merged_into_id or gone.merged_into_id:
        raise Refused("其中一条已经合并过了。")
    if CLEARED in (kept.name, gone.name):
        raise Refused("其中一条已经到期清除。")
    if kept.departed_on and not gone.departed_on:
        raise Refused("请留下现在住在这里的那一条。")
    both_known = kept.id_kind == gone.id_kind and kept.id_index and gone.id_index
    if both_known and kept.id_index != gone.id_index:
        raise Refused("两条的证件号不一样，不是同一个人。")


@transaction.atomic
def merge(kept: Resident, gone: Resident, *, by: Any, at: datetime) -> Merge:
    """`gone` is the same person as `kept`: what belongs to it follows, empty fields are filled.

    Nothing is deleted. A row that would clash (the same kind of label twice, a second present home)
    stays with `gone`, which nobody reads any more. Refused across committees, for rows merged or
    cleared before, for two identity numbers, and to drop the one who still lives here.
    """
    if kept.pk == gone.pk:
        raise Refused("请选两条不同的登记。")
    kept, gone = _both(kept.pk, gone.pk)
    may_merge(by, kept.committee_id).require()
    _check(kept, gone)
    before, was_head = digest(kept), gone.is_head
    filled = _filled(kept, gone)
    gone.merged_into, gone.is_head, gone.version = kept, False, gone.version + 1
    gone.save()
    moved = _move(gone.pk, kept.pk)
    written = {field: [plain(kept, field), _text(value)] for field, value in filled.items()}
    for field, value in filled.items():
        setattr(kept, field, value)
    kept.version += 1
    kept.save()
    story = {"moved": moved, "filled": written, "head": was_head}
    row = Merge.objects.create(
        committee_id=kept.committee_id,
        kept=kept,
        gone=gone,
        story=json.dumps(story, ensure_ascii=False),
        by=by,
        at=at,
    )
    record("upkeep.merge", row, by=by, committee=kept.committee, before=before)
    return row


def _filled(kept: Resident, gone: Resident) -> dict[str, Any]:
    """Fields to take over, with their new values."""
    filled = {
        field: getattr(gone, field)
        for field in FILLED
        if getattr(gone, field) and not getattr(kept, field)
    }
    if gone.id_number and not kept.id_number:
        filled |= {"id_kind": gone.id_kind, "id_number": gone.id_number}
    if gone.household_id == kept.household_id:
        if gone.is_head and not kept.is_head:
            filled |= {"is_head": True, "kinship": ""}
        elif gone.kinship and not kept.kinship and not kept.is_head:
            filled["kinship"] = gone.kinship
    return filled


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _move(old: int, new: int) -> dict[str, list[int]]:
    moved = {}
    for reference in references():
        rows = list(reference.of(old).values_list("pk", flat=True))
        if led := reference.lead(rows, old=old, new=new):
            moved[reference.key] = led
    return moved


@transaction.atomic
def take_apart(row: Merge, *, by: Any, at: datetime) -> Merge:
    """Two people after all: every row goes back, every filled field is emptied again.

    A field that somebody changed since stays as it is; so does what was written for `kept` since.
    Refused when it was undone, when `kept` was merged onwards, and once retention cleared a row.
    """
    kept, gone = _both(row.kept_id, row.gone_id)
    row = Merge.objects.select_for_update(of=("self",)).get(pk=row.pk)
    may_merge(by, row.committee_id).require()
    if row.undone_at is not None:
        raise Refused("这次合并已经撤销了。")
    if not row.story:
        raise Refused("旧的那条已经到期清除，分不开了。")
    if kept.merged_into_id is not None:
        raise Refused("后来又合并过一次，请先撤销后面那次。")
    before, story = digest(row), json.loads(row.story)
    _empty_again(kept, story["filled"])
    gone.merged_into, gone.version = None, gone.version + 1
    others = Resident.objects.filter(household=gone.household_id, is_head=True)
    gone.is_head = story["head"] and not others.exists()
    gone.save()
    for reference in references():
        rows = story["moved"].get(reference.key, [])
        reference.lead(rows, old=kept.pk, new=gone.pk)
    row.undone_by, row.undone_at = by, at
    row.save(update_fields=["undone_by", "undone_at"])
    record("upkeep.unmerge", row, by=by, committee=kept.committee, before=before)
    return row


def _empty_again(kept: Resident, filled: dict[str, list[str]]) -> None:
    for field, (old, new) in filled.items():
        if plain(kept, field) != new:
            continue
        column = Resident._meta.get_field(field)
        kept_value = column.to_python(old) if old else _empty(column)  # type: ignore[union-attr]
        setattr(kept, field, kept_value)
    kept.version += 1
    kept.save()


def _empty(column: Any) -> Any:
    if isinstance(column, models.BooleanField):
        return False
    return None if column.null else ""


def final(person: Resident) -> Resident:
    """The row to read: where merges lead in the end. One query for each step."""
    while person.merged_into_id is not None:
        person = person.merged_into  # type: ignore[assignment]
    return person
