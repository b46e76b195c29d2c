"""Whose words may be read: a private case stands in the lists of everybody, and opens to some.

The street gives a reason before it reads a hardship record too (RELIABILITY A10).
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.cases.models import Case, CaseReader
from casework.cases.states import CaseKind
from casework.log.models import LogEntry
from committees.people.models import User

LET_INTO = "_let_into_cases"


def may_read(reader: User, case: Case) -> bool:
    """May this person, who sees that the case is there, read its words now? A query at most."""
    if not _is_closed_to(reader, case):
        return True
    return case.pk in _let_into(reader)


def _is_closed_to(reader: User, case: Case) -> bool:
    if not reader.reach.works_in(case.committee_id):
        return case.private or case.kind == CaseKind.HARDSHIP
    at_hand = (case.owner_id, case.opened_by_id, case.offered_to_id, case.closing_by_id)
    return case.private and reader.pk not in at_hand and not reader.reach.leads(case.committee_id)


def _let_into(reader: User) -> set[int]:
    """Cases with a list this person stands on; asked once for a request, as `reach` is."""
    known: set[int] | None = reader.__dict__.get(LET_INTO)
    if known is None:
        running = Q(until__isnull=True) | Q(until__gt=timezone.now())
        rows = CaseReader.objects.filter(running, user=reader)
        known = reader.__dict__[LET_INTO] = set(rows.values_list("case_id", flat=True))
    return known


def forget_rights(reader: User) -> None:
    """The lists have changed: ask again."""
    reader.__dict__.pop(LET_INTO, None)


def entries_read_by(reader: Any) -> QuerySet[Any]:
    """Entries of private cases this person may read; `log.querysets.open_to` adds its own."""
    running = Q(until__isnull=True) | Q(until__gt=timezone.now())
    let_in = CaseReader.objects.filter(running, user=reader.pk)
    at_hand = Q(owner=reader.pk) | Q(opened_by=reader.pk) | Q(offered_to=reader.pk)
    mine = at_hand | Q(closing_by=reader.pk) | Q(pk__in=let_in.values("case"))
    return Case.objects.filter(mine, private=True, entry__isnull=False).order_by().values("entry")


def shut_entry(case: Case) -> None:
    """What the case came of is as private as the case; of several cases, as the most private."""
    if case.entry_id is None:
        return
    others = Case.objects.filter(entry=case.entry_id, private=True).exclude(pk=case.pk)
    private = case.private or others.exists()
    LogEntry.objects.filter(pk=case.entry_id).update(private=private)
