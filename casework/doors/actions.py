"""Keeping the doors true.

What was met and tried comes from the log, inside the act that writes, changes or takes back an
entry (`casework.log.doors`). How often somebody has to go comes from the care labels, and those
change without any act of ours: a label begins or ends with a day, a family moves, two people turn
out to be one, the street edits an interval. So whoever reads the plan lets the doors catch up first
(`keep_up`, two queries while nothing has changed), as do the night and every visit that is written
down. What is read is right at that moment, whatever happened before. Where labels are written, by
hand or from a sheet, they follow at once (`follow_labels`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from casework.doors.models import DoorRecord
from casework.doors.rules import next_visit
from committees.care.models import CareLabel
from committees.residents.models import Household
from committees.territory.models import Committee

BATCH = 1_000


@dataclass(frozen=True)
class Seen:
    """What the log knows of one door."""

    met: date | None
    tried: date | None


def hold(household: Household) -> DoorRecord:
    """The locked row of this door, made if need be: whoever counts visits comes one by one."""
    DoorRecord.objects.get_or_create(
        household=household, defaults={"committee_id": household.committee_id}
    )
    door: DoorRecord = DoorRecord.objects.select_for_update(of=("self",)).get(pk=household.pk)
    return door


def keep(door: DoorRecord, seen: Seen, *, on: date) -> None:
    """Write what the log says of a held door, and when somebody has to go again."""
    wanted = intervals(door.committee_id, on, household=door.household_id)
    _write(door, seen, wanted.get(door.household_id), on)
    door.save()


def keep_up(committee: Committee | int, *, on: date) -> int:
    """Let the plan of a committee follow its care labels. Gives how many doors have changed.

    Two queries while nothing has; what has changed is locked, looked at again and written.
    """
    committee_id = committee if isinstance(committee, int) else committee.pk
    wanted = intervals(committee_id, on)
    planned = DoorRecord.objects.filter(committee=committee_id, next_visit_on__isnull=False)
    there = dict(planned.values_list("household_id", "visit_days"))
    changed = {pk for pk in wanted.keys() | there.keys() if wanted.get(pk) != there.get(pk)}
    if changed:
        _catch_up(committee_id, sorted(changed), wanted, on)
    return len(changed)


def follow_labels(committee_id: int) -> str:
    """Labels of this committee have changed (`care.changing.LABELS_CHANGED`)."""
    keep_up(committee_id, on=timezone.localdate())
    return ""


def keep_all_up(*, on: date) -> int:
    """The same for every committee, at night."""
    return sum(keep_up(pk, on=on) for pk in Committee.objects.values_list("pk", flat=True))


def rebuild(committee: Committee, seen: Mapping[int, Seen], *, on: date) -> int:
    """Make every door of a committee anew; `seen` by household. Gives the number of doors.

    May run any number of times; a door nobody visits and nobody has to visit has no row.
    """
    with transaction.atomic():
        wanted = intervals(committee.pk, on)
        doors = []
        for household_id in sorted(seen.keys() | wanted.keys()):
            door = DoorRecord(household_id=household_id, committee=committee)
            _write(door, seen.get(household_id, Seen(None, None)), wanted.get(household_id), on)
            doors.append(door)
        list(DoorRecord.objects.select_for_update().filter(committee=committee).order_by("pk"))
        DoorRecord.objects.filter(committee=committee).delete()
        DoorRecord.objects.bulk_create(doors, batch_size=BATCH)
    return len(doors)


def intervals(committee_id: int, on: date, *, household: int | None = None) -> dict[int, int]:
    """Days between visits by household, from the labels of everybody who lives there. One query."""
    living = Q(resident__household__until__isnull=True) | Q(resident__household__until__gte=on)
    labels = CareLabel.objects.on(on).filter(
        living,
        committee=committee_id,
        kind__visit_days__isnull=False,
        resident__departed_on__isnull=True,
        resident__merged_into__isnull=True,
    )
    if household is not None:
        labels = labels.filter(resident__household=household)
    shortest = (
        labels.order_by().values_list("resident__household").annotate(Min("kind__visit_days"))
    )
    return dict(shortest)


def _catch_up(committee_id: int, ids: list[int], wanted: Mapping[int, int], on: date) -> None:
    with transaction.atomic():
        DoorRecord.objects.bulk_create(
            [DoorRecord(household_id=pk, committee_id=committee_id) for pk in ids],
            ignore_conflicts=True,
            batch_size=BATCH,
        )
        doors = list(_locked(ids))
        for door in doors:
            _write(door, Seen(door.last_met_on, door.last_tried_on), wanted.get(door.pk), on)
        DoorRecord.objects.bulk_update(doors, ["visit_days", "next_visit_on"], batch_size=BATCH)


def _locked(ids: list[int]) -> Iterable[DoorRecord]:
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        rows = DoorRecord.objects.select_for_update(of=("self",)).filter(pk__in=part)
        yield from rows.order_by("pk")


def _write(door: DoorRecord, seen: Seen, visit_days: int | None, on: date) -> None:
    """A plan of somebody never met stays due since the day it was made."""
    due_since = door.next_visit_on if not door.ever_met and seen.met is None else None
    door.last_met_on, door.last_tried_on = seen.met, seen.tried
    door.ever_met = seen.met is not None
    door.visit_days = visit_days
    door.next_visit_on = next_visit(seen.met, visit_days, due_since or on)
