"""Taking a batch back within seven days: everything it made, except what was used since.

What points to a row is found through the models themselves, so that slices above this one (cases,
log entries) count without being named here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction

from committees.care.changing import LABELS_CHANGED
from committees.care.models import CareLabel, Consent
from committees.imports.keeping import unpacked
from committees.imports.models import Batch, Made, MadeLabel
from committees.imports.policies import may_import
from committees.imports.states import MOVES, State
from committees.journal.actions import digest, record
from committees.journal.words import object_words
from committees.residents.models import Dwelling, Household, Resident
from committees.tenure.models import Hukou, Residence
from committees.territory.models import Building, Committee, Estate
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move

UNDO_DAYS = 7
EDITED, MOVED = "后来改过", "搬家"
OTHER = "别的记录"

Ours = dict[type[models.Model], Any]
"""What the batch made, by model; None: rows of this model never count as a use."""


@dataclass
class Uses:
    """Residents of the batch who stay, and why, in words of the office."""

    residents: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    households: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    dwellings: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


def can_undo(batch: Batch, at: datetime) -> bool:
    return (
        batch.state == State.DONE
        and batch.written_at is not None
        and at < batch.written_at + timedelta(days=UNDO_DAYS)
    )


def uses_of(batch: Batch) -> Uses:
    """Who was used since, read without changing anything."""
    uses = Uses()
    made = list(Made.objects.filter(batch=batch))
    fresh = [one.resident_id for one in made if one.fresh]
    homes = [one.household_id for one in made if one.household_id]
    flats = [one.dwelling_id for one in made if one.dwelling_id]
    labels = MadeLabel.objects.filter(batch=batch)
    ours: Ours = {
        Made: None,
        CareLabel: set(labels.values_list("label", flat=True)),
        Consent: set(labels.exclude(consent=None).values_list("consent", flat=True)),
    }
    _more_of_one(batch, uses)
    _pointing_to(Resident, fresh, uses.residents, ours, skip=(Residence, Hukou))
    own_people: Ours = {**ours, Resident: set(fresh)}
    _pointing_to(Household, homes, uses.households, own_people, skip=(Residence,))
    own_homes: Ours = {**ours, Household: set(homes)}
    _pointing_to(Dwelling, flats, uses.dwellings, own_homes, skip=(Hukou,))
    _edited(batch, fresh, uses)
    _whole_household(fresh, uses)
    return uses


def _whole_household(fresh: list[int], uses: Uses) -> None:
    """A household that was met stays with everybody in it."""
    people = Resident.objects.filter(pk__in=fresh, household__in=uses.households)
    for resident, household in people.values_list("pk", "household"):
        uses.residents[resident] |= uses.households[household]


def _edited(batch: Batch, fresh: list[int], uses: Uses) -> None:
    rows = Resident.objects.filter(pk__in=fresh)
    for pk in rows.exclude(version=1, departed_on=None, merged_into=None).values_list(
        "pk", flat=True
    ):
        uses.residents[pk].add(EDITED)
    for one in Made.objects.filter(batch=batch, fresh=False).select_related("resident"):
        if one.resident.version != unpacked(one.before)["version"]:
            uses.residents[one.resident_id].add(EDITED)
    ended = MadeLabel.objects.filter(batch=batch).exclude(label__version=1, label__until=None)
    for pk in ended.values_list("label__resident", flat=True):
        uses.residents[pk].add("关爱类别")


def _more_of_one(batch: Batch, uses: Uses) -> None:
    """A second residence or hukou was written by hand: somebody moved."""
    made = Made.objects.filter(batch=batch, fresh=True)
    had_hukou = set(made.filter(hukou=True).values_list("resident", flat=True))
    people = made.values("resident")
    homes = Residence.objects.filter(resident__in=people).order_by()
    for pk, count in homes.values_list("resident").annotate(models.Count("pk")):
        if count > 1:
            uses.residents[pk].add(MOVED)
    for pk in homes.filter(until__isnull=False).values_list("resident", flat=True):
        uses.residents[pk].add(MOVED)
    hukous = Hukou.objects.filter(resident__in=people).order_by()
    for pk, count in hukous.values_list("resident").annotate(models.Count("pk")):
        if count > (pk in had_hukou):
            uses.residents[pk].add("户籍")


def _pointing_to(
    target: type[models.Model],
    pks: list[int],
    uses: dict[int, set[str]],
    ours: Ours,
    *,
    skip: Iterable[type[models.Model]],
) -> None:
    """Every row of any model that points to one of these, except those the batch made itself
    and those that follow from them."""
    for relation in _relations(target):
        model = relation.related_model
        if model in skip or (model in ours and ours[model] is None):
            continue
        column = relation.field.name
        rows = _used(model).filter(**{f"{column}__in": pks})
        if model in ours:
            rows = rows.exclude(pk__in=ours[model])
        words = object_words(model._meta.label_lower)
        words = OTHER if "." in words else words
        for pk in rows.values_list(column, flat=True).distinct():
            uses[pk].add(words)


def _used(model: type[models.Model]) -> "models.QuerySet[Any]":
    """All of its rows; of a table that keeps itself by labels and visits, those that say more than
    what the sheet brought (`used` of its queryset)."""
    used = getattr(model._default_manager.all(), "used", None)
    rows: models.QuerySet[Any] = used() if used else model._base_manager.all()
    return rows


def _relations(target: type[models.Model]) -> list[Any]:
    """Foreign keys that lead here, hidden ones and those of many-to-many tables too."""
    return [
        relation
        for relation in target._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
    ]


def undo(batch: Batch, *, by: Any, at: datetime) -> tuple[int, int]:
    """Take the batch back: (people taken away or put back, people who stay).

    Refused after seven days, for a batch that is not written, and when everybody was used since.
    A row used at this very moment waits for us, or we for it: the locks come before the looking.
    """
    try:
        with transaction.atomic():
            return _undo(batch, by=by, at=at)
    except (IntegrityError, models.ProtectedError):
        raise Refused("刚才有人用到了其中的住户，请再看一遍，再撤销一次。") from None


def _undo(batch: Batch, *, by: Any, at: datetime) -> tuple[int, int]:
    committee = Committee.objects.select_for_update().get(pk=batch.committee_id)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    may_import(by, committee).require()
    check_move(MOVES, batch.state, State.UNDONE)
    if not can_undo(batch, at):
        raise Refused(f"导入已经超过 {UNDO_DAYS} 天，不能整批撤销。请到住户页里一户一户改。")
    made = list(Made.objects.filter(batch=batch))
    list(Household.objects.filter(pk__in=[one.household_id for one in made]).select_for_update())
    people = [one.resident_id for one in made]
    list(Resident.objects.filter(pk__in=people).select_for_update(of=("self",)).only("pk"))
    uses = uses_of(batch)
    gone = [one for one in made if one.resident_id not in uses.residents]
    if made and not gone:
        raise Refused("这批住户后来都用过了，不能整批撤销。请到住户页里一户一户改。")
    _take_labels([one.resident_id for one in gone], batch)
    LABELS_CHANGED(committee.pk)
    for one in gone:
        if not one.fresh:
            _put_back(one, by, committee)
    _take_people(gone, uses)
    _take_buildings(batch)
    batch.state, batch.undone_by, batch.undone_at = State.UNDONE, by, at
    batch.kept = len(made) - len(gone)
    batch.save()
    record("imports.undo", batch, by=by, committee=committee, label=f"{len(gone)} 人")
    return len(gone), batch.kept


def _take_labels(people: list[int], batch: Batch) -> None:
    rows = MadeLabel.objects.filter(batch=batch, label__resident__in=people)
    pairs = list(rows.values_list("label", "consent"))
    CareLabel.objects.filter(pk__in=[label for label, _ in pairs]).delete()
    loose = Consent.objects.filter(committee=batch.committee_id, resident__in=people, labels=None)
    consents = {consent for _, consent in pairs if consent}
    loose.filter(pk__in=consents).delete()


def _put_back(one: Made, by: Any, committee: Committee) -> None:
    """A known person's row says again what it said before."""
    kept = unpacked(one.before)
    resident = one.resident
    before = digest(resident)
    for key, value in kept["values"].items():
        if key == "hukou":
            _put_hukou_back(*value)
        else:
            is_day = key == "born_on" and value
            setattr(resident, key, date.fromisoformat(value) if is_day else value)
    resident.version += 1
    resident.save()
    record("imports.put_back", resident, by=by, committee=committee, before=before)


def _put_hukou_back(new: int, old: int | None) -> None:
    Hukou.objects.filter(pk=new).delete()
    if old is not None:
        Hukou.objects.filter(pk=old).update(until=None)


def _take_people(gone: list[Made], uses: Uses) -> None:
    """People, then homes nobody is left in, then flats without a home."""
    fresh = [one.resident_id for one in gone if one.fresh]
    homes = [one.household_id for one in gone if one.household_id]
    flats = [one.dwelling_id for one in gone if one.dwelling_id]
    Residence.objects.filter(resident__in=fresh).delete()
    Hukou.objects.filter(resident__in=fresh).delete()
    Consent.objects.filter(resident__in=fresh).delete()
    Resident.objects.filter(pk__in=fresh).delete()
    empty = Household.objects.filter(pk__in=homes, residents=None)
    empty.exclude(pk__in=uses.households).delete()
    bare = Dwelling.objects.filter(pk__in=flats, households=None, hukous=None)
    bare.exclude(pk__in=uses.dwellings).delete()


def _take_buildings(batch: Batch) -> None:
    """Made at setup, and nothing stands in them any more."""
    buildings = Building.objects.filter(pk__in=batch.added.get("buildings", ()), dwellings=None)
    buildings.delete()
    Estate.objects.filter(pk__in=batch.added.get("estates", ()), buildings=None).delete()
