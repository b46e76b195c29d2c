"""Writing the journal, and proving that nobody rewrote it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from committees.journal.models import AuditEntry, ChainHead
from committees.journal.rules import HASHED, link_hash
from jiedao.common.crypto import keyed_digest

STREET_CHAIN = "street"


def chain_of(committee_id: int | None) -> str:
    return STREET_CHAIN if committee_id is None else f"committee-{committee_id}"


def digest(record: models.Model) -> str:
    """Keyed digest of every stored value: tells whether a record changed, never what it said."""
    values = {field.attname: str(field.value_from_object(record)) for field in record._meta.fields}
    return keyed_digest(json.dumps(values, sort_keys=True, ensure_ascii=False))


def record(
    act: str,
    on: models.Model,
    *,
    by: Any,
    committee: Any = None,
    before: str = "",
    after: str | None = None,
    label: str = "",
) -> AuditEntry:
    """Add the next link to the committee's chain (the street's when there is none).

    Runs inside the act's own transaction, so the row exists exactly when the act does. The
    chain's head stays locked until that transaction ends: links cannot overtake each other.
    """
    committee_id = getattr(committee, "pk", None)
    with transaction.atomic():
        head = _locked_head(chain_of(committee_id))
        values: dict[str, Any] = {
            "chain": head.chain,
            "sequence": head.sequence + 1,
            "at": timezone.now(),
            "by_id": getattr(by, "pk", None),
            "committee_id": committee_id,
            "act": act,
            "object_type": on._meta.label_lower,
            "object_id": str(on.pk),
            "object_label": label[:120],
            "before": before,
            "after": digest(on) if after is None else after,
            "previous": head.hash,
        }
        entry: AuditEntry = AuditEntry.objects.create(**values, hash=link_hash(values))
        head.sequence, head.hash = entry.sequence, entry.hash
        head.save(update_fields=["sequence", "hash"])
    return entry


def _locked_head(chain: str) -> ChainHead:
    """The head, locked until the act's transaction ends. A chain begins with its first act."""
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update().get(chain=chain)
    return head


def last_hand(on: models.Model) -> str:
    """The name of whoever changed the record last, for the page that shows both texts."""
    rows = AuditEntry.objects.filter(object_type=on._meta.label_lower, object_id=str(on.pk))
    newest = rows.exclude(before="").select_related("by").order_by("-at", "-id").first()
    return newest.by.name if newest and newest.by else "另一位同事"


def acts_of_day(on: Iterable[models.Model], day: date) -> list[AuditEntry]:
    """What was done with these records on that day, the oldest first. One query."""
    named = Q()
    for one in on:
        named |= Q(object_type=one._meta.label_lower, object_id=str(one.pk))
    first = timezone.make_aware(datetime.combine(day, time.min))
    rows = AuditEntry.objects.filter(named, at__gte=first, at__lt=first + timedelta(days=1))
    return list(rows.select_related("by").order_by("at", "id")) if named else []


@dataclass(frozen=True)
class ChainReport:
    """What `audit_verify` found on one chain; `broken_at` is the first bad link, or None."""

    chain: str
    links: int
    head: str
    broken_at: int | None


Anchors = Mapping[str, tuple[int, str]]
"""Heads noted down earlier, on paper or on another machine: chain -> (sequence, hash)."""


def verify_chains(anchors: Anchors | None = None) -> Iterator[ChainReport]:
    """Walk every chain from its first link. A missing tail shows against the stored head.

    Somebody who rewrites a whole chain, head included, is found by an anchor from outside.
    """
    noted = anchors or {}
    heads = {head.chain: head for head in ChainHead.objects.all()}
    written = AuditEntry.objects.order_by().values_list("chain", flat=True).distinct()
    for chain in sorted({*heads, *written, *noted}):
        yield _verify(chain, heads.get(chain), noted.get(chain))


GUARDS = ("journal_entry_append_only", "journal_entry_not_emptied")
"""Triggers of PostgreSQL: no row is changed or deleted, the table is not emptied."""


def missing_guards() -> list[str]:
    """The guards that are gone or switched off, for whoever owns the table can do that.

    None is missing on SQLite, which has none: there the chains alone tell.
    """
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger "
            "WHERE tgrelid = 'journal_entry'::regclass AND tgenabled IN ('O', 'A')"
        )
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in GUARDS if name not in there]


def _verify(chain: str, head: ChainHead | None, anchor: tuple[int, str] | None) -> ChainReport:
    stored = head.hash if head else ""
    expected, previous = 1, ""
    rows = AuditEntry.objects.filter(chain=chain).order_by("sequence", "pk")
    for values in rows.values(*HASHED, "hash").iterator(chunk_size=2_000):
        intact = (
            values["sequence"] == expected
            and values["previous"] == previous
            and link_hash(values) == values["hash"]
            and (anchor is None or anchor[0] != expected or anchor[1] == values["hash"])
        )
        if not intact:
            return ChainReport(chain, expected - 1, stored, expected)
        expected, previous = expected + 1, values["hash"]
    whole = head is not None and head.sequence == expected - 1 and head.hash == previous
    reaches = anchor is None or anchor[0] < expected
    return ChainReport(chain, expected - 1, stored, None if whole and reaches else expected)
