"""The journal: one hash-chained row for every act, one chain per committee, one for the street."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from committees.journal.querysets import AuditEntryQuerySet


class ChainHead(models.Model):
    """The last link of a chain; locked while the next one is written."""

    chain = models.CharField(max_length=40, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "journal_chain_head"


class AuditEntry(models.Model):
    """Who did what to which record, when. Written once; PostgreSQL refuses to change or delete it.

    `before` and `after` are keyed digests of the record, never its text. `reads` marks the
    opening of something sensitive (显示, a hardship record, an export).
    """

    chain = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, null=True, related_name="+", db_index=False
    )
    act = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=120, blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects: ClassVar[Any] = AuditEntryQuerySet.as_manager()

    class Meta:
        db_table = "journal_entry"
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("chain", "sequence"), name="journal_one_row_a_link"),
        ]
        indexes = [
            models.Index(fields=("object_type", "object_id"), name="journal_by_object"),
            models.Index(fields=("-at", "-id"), name="journal_newest_first"),
            models.Index(fields=("by", "-at", "-id"), name="journal_by_person"),
            models.Index(fields=("committee", "-at", "-id"), name="journal_by_committee"),
            models.Index(fields=("act", "-at", "-id"), name="journal_by_act"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.sequence} {self.act}"
