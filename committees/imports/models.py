"""A batch: one file of residents, its lines until they are written, and what it made."""

from typing import Any

from django.db import models
from django.utils import timezone

from committees.care.models import CareLabel, Consent
from committees.imports.jobs import Job
from committees.imports.querysets import BatchQuerySet
from committees.imports.states import ALIVE, TAGS, Outcome, State
from committees.people.models import User
from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Committee
from jiedao.common.crypto import EncryptedTextField


class Batch(Job):
    """A file somebody brought, from upload to undo (S33).

    The file lies sealed at `path` until it is written or given up; `digest` tells whether it is
    brought again. `at_setup`: brought by the street for an office that has no register yet.
    `head` holds the columns of the sheet, `choices` what was confirmed, `added` the estates and
    buildings made at setup.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=8, choices=State, default=State.READING)
    at_setup = models.BooleanField(default=False, editable=False)
    name = models.CharField("文件", max_length=120)
    digest = models.CharField(max_length=64, editable=False)
    path = models.CharField(max_length=80, blank=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    head = models.JSONField(default=list, editable=False)
    ignored = models.JSONField("没有读的列", default=list, editable=False)
    fresh = models.PositiveIntegerField("新的", default=0)
    changed = models.PositiveIntegerField("有改动", default=0)
    same = models.PositiveIntegerField("已经登记", default=0)
    bad = models.PositiveIntegerField("有问题", default=0)
    hidden = models.PositiveIntegerField("表里看不见的行", default=0)
    asking = models.PositiveIntegerField("要征得同意的类别", default=0)
    choices = models.JSONField(default=dict, editable=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written = models.PositiveIntegerField("写入几人", default=0)
    written_at = models.DateTimeField(null=True, blank=True)
    added = models.JSONField(default=dict, editable=False)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    kept = models.PositiveIntegerField("撤销时留下几人", default=0)

    objects = BatchQuerySet.as_manager()

    class Meta:
        db_table = "imports_batch"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "digest"),
                condition=models.Q(state__in=ALIVE),
                name="import_file_once",
                violation_error_message="该文件已导入，未重复写入。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("state", "id"),
                condition=models.Q(state__in=(State.READING, State.WRITING)),
                name="import_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tag(self) -> tuple[str, str]:
        return TAGS[State(self.state)]

    @property
    def is_at_work(self) -> bool:
        return self.state in (State.READING, State.WRITING)

    @property
    def good(self) -> int:
        return self.fresh + self.changed + self.same


class BatchRow(models.Model):
    """A line of the sheet while it waits. `sealed` is JSON: the person, or raw cells and problems.

    Good lines go once they are written; bad ones stay seven days for the file that is given back.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行")
    outcome = models.CharField(max_length=8, choices=Outcome)
    resident = models.ForeignKey(Resident, models.SET_NULL, null=True, related_name="+")
    sealed = EncryptedTextField()

    class Meta:
        db_table = "imports_row"
        ordering = ("batch", "number")
        constraints = [
            models.UniqueConstraint(fields=("batch", "number"), name="import_row_once"),
        ]
        indexes = [models.Index(fields=("batch", "outcome", "number"), name="import_row_outcome")]


class Made(models.Model):
    """What one line made or changed: the link between the register and the batch.

    `household` and `dwelling` only when the line made them. `fresh`: it made the resident.
    `before` is sealed JSON of what a known resident's row said. `note` is the sheet's 备注.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="made")
    number = models.PositiveIntegerField("行")
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="import_marks")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="+")
    dwelling = models.ForeignKey(Dwelling, models.SET_NULL, null=True, related_name="+")
    fresh = models.BooleanField(default=True)
    hukou = models.BooleanField(default=False)
    before = EncryptedTextField(blank=True)
    note = EncryptedTextField("备注", blank=True)

    class Meta:
        db_table = "imports_made"
        ordering = ("batch", "number")


class MadeLabel(models.Model):
    """A care label that came with a batch, and the consent it rests on."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="labels")
    label = models.ForeignKey(CareLabel, models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "imports_made_label"


def file_name(given: Any) -> str:
    """As the list shows it: at most 120 characters, the ending kept."""
    name = str(given or "").strip() or "表格"
    stem, dot, ending = name.rpartition(".")
    if len(name) <= 120 or not dot or len(ending) > 10:
        return name[:120]
    return f"{stem[: 118 - len(ending)]}….{ending}"
