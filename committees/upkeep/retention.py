"""到期清除: what has been kept long enough goes, and a tombstone says that it was there.

A person's row is never deleted, for cases and log entries lean on it: it becomes 「已清除」.
Shown first, run afterwards, and only when the list is still the one that was shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.journal.actions import record
from committees.residents.models import Resident, ResidentsGroup
from committees.residents.states import CLEARED, IdKind
from committees.tenure.models import Hukou
from committees.territory.models import Committee
from committees.upkeep.models import ChangeRequest, Merge, RetentionRule, Tombstone
from committees.upkeep.policies import may_clear
from committees.upkeep.rules import months_before
from committees.upkeep.states import RequestState, What
from jiedao.common.errors import Refused

Rows = models.QuerySet[Any]
CHANGED = "名单刚才变了，请看过新的名单再清除。"


@dataclass(frozen=True)
class Due:
    """One rule today: what would go."""

    rule: RetentionRule
    rows: Rows
    number: int


# What is due


def _departed(cut: date) -> Rows:
    """Leaders of a residents' group keep their name while they lead."""
    leading = ResidentsGroup.objects.filter(leader__isnull=False).values("leader")
    return (
        Resident.objects.filter(departed_on__lte=cut, merged_into__isnull=True)
        .exclude(name=CLEARED)
        .exclude(pk__in=leading)
    )


def _merged(cut: date) -> Rows:
    old = Merge.objects.standing().filter(at__date__lte=cut).values("gone")
    return Resident.objects.filter(pk__in=old, merged_into__isnull=False).exclude(name=CLEARED)


def _labels(cut: date, *, health: bool) -> Rows:
    return CareLabel.objects.filter(until__lte=cut, kind__health=health)


def _consents(**when: Any) -> Rows:
    """A consent is kept as long as a label says that it rested on it."""
    return Consent.objects.filter(labels__isnull=True, **when)


DUE: dict[str, Callable[[date], Rows]] = {
    What.DEPARTED: _departed,
    What.MERGED: _merged,
    What.REFUSED: lambda cut: _consents(answer="refused", on__lte=cut),
    What.WITHDRAWN: lambda cut: _consents(withdrawn_on__lte=cut),
    What.HEALTH: lambda cut: _labels(cut, health=True),
    What.LABELS: lambda cut: _labels(cut, health=False),
    What.CONTACTS: lambda cut: EmergencyContact.objects.filter(resident__departed_on__lte=cut),
    What.REQUESTS: lambda cut: ChangeRequest.objects.exclude(state=RequestState.WAITING).filter(
        decided_at__date__lte=cut
    ),
}


def what_is_due(committees: Iterable[Committee], day: date) -> list[Due]:
    """Every rule in use with what it would clear. One query for each rule, nothing is written."""
    ids = [committee.pk for committee in committees]
    found = []
    for rule in RetentionRule.objects.in_use():
        rows = DUE[rule.what](months_before(day, rule.months)).filter(committee__in=ids)
        rows = rows.order_by("pk")
        found.append(Due(rule, rows, rows.count()))
    return found


def stamp_of(due: Iterable[Due]) -> str:
    """The list as the page showed it: 「departed:3,labels:0」."""
    return ",".join(f"{one.rule.what}:{one.number}" for one in due)


# Clearing


@transaction.atomic
def clear_what_is_due(
    committees: list[Committee], *, by: Any, at: datetime, shown: str
) -> dict[str, int]:
    """Clear everything that is due: {what: number}. A tombstone for each, a journal row for each
    committee. Refused when the list is not the one that was shown."""
    for committee in committees:
        may_clear(by, committee.pk).require()
    list(RetentionRule.objects.select_for_update())
    day = timezone.localdate(at)
    due = what_is_due(committees, day)
    if stamp_of(due) != shown:
        raise Refused(CHANGED)
    cleared: dict[str, int] = {}
    by_committee: dict[int, int] = {}
    found = [(one, list(one.rows.select_for_update(of=("self",)))) for one in due]
    for one, rows in found:
        for row in rows:
            Tombstone.objects.create(
                committee_id=row.committee_id,
                what=one.rule.what,
                rule=one.rule,
                number=row.pk,
                on=day,
                by=by,
            )
            by_committee[row.committee_id] = by_committee.get(row.committee_id, 0) + 1
            cleared[one.rule.what] = cleared.get(one.rule.what, 0) + 1
            _clear(row)
    for committee in committees:
        if number := by_committee.get(committee.pk):
            record(
                "upkeep.clear", committee, by=by, committee=committee, label=f"清除了 {number} 项"
            )
    return cleared


def _clear(row: Any) -> None:
    if isinstance(row, Resident):
        clear_person(row)
    elif isinstance(row, CareLabel):
        _clear_label(row)
    else:
        row.delete()


def _clear_label(label: CareLabel) -> None:
    """Deleted; where a row of another slice still needs it, only its words go."""
    try:
        with transaction.atomic():
            label.delete()
    except models.ProtectedError:
        label.words, label.source, label.ended_why = "", "", CLEARED
        label.disability, label.grade = "", None
        label.save()


def clear_person(person: Resident) -> None:
    """Nothing about anybody is left on the row, on those merged into it, and on what is kept
    about them; the row itself stays, for cases, entries and homes point to it."""
    for earlier in person.merged_from.exclude(name=CLEARED):
        clear_person(earlier)
    for label in person.labels.all():
        _clear_label(label)
    Consent.objects.filter(resident=person, labels__isnull=True).delete()
    Consent.objects.filter(resident=person).update(given_by=CLEARED, paper="")
    EmergencyContact.objects.filter(resident=person).delete()
    ChangeRequest.objects.filter(resident=person).delete()
    person.import_marks.update(note="", before="")
    Hukou.objects.filter(resident=person).update(address="")
    Merge.objects.filter(models.Q(kept=person) | models.Q(gone=person)).update(story="")
    person.name, person.phone, person.id_number = CLEARED, "", ""
    person.id_kind, person.born_on, person.sex, person.kinship = IdKind.UNKNOWN, None, "", ""
    person.version += 1
    person.save()
    Resident.objects.filter(pk=person.pk).update(pinyin="", initials="", sound="")
