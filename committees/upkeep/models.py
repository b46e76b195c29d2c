"""Changes that are asked for, rows merged into one, and what time clears."""

from django.db import models
from django.db.models import F, Q

from committees.people.models import User
from committees.residents.models import Resident
from committees.territory.models import Committee
from committees.upkeep.querysets import (
    ChangeRequestQuerySet,
    MergeQuerySet,
    RetentionRuleQuerySet,
    UpkeepQuerySet,
)
from committees.upkeep.states import Origin, RequestState, What
from jiedao.common.bases import Versioned
from jiedao.common.crypto import EncryptedTextField


class ChangeRequest(Versioned):
    """Something in the register should read otherwise; the director decides (CAPABILITIES 78).

    `changes` is sealed JSON: {field: [what stood there, what it should be]}.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="change_requests")
    changes = EncryptedTextField("改什么", blank=True)
    why = models.CharField("为什么改", max_length=120)
    origin = models.CharField("谁说的", max_length=8, choices=Origin, default=Origin.OFFICE)
    asked_by = models.CharField("来说的人", max_length=60, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出的时间")
    state = models.CharField(
        "状态", max_length=10, choices=RequestState, default=RequestState.WAITING
    )
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("看过的时间", null=True, blank=True)
    answer = models.CharField("答复", max_length=120, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        db_table = "upkeep_change_request"
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, decided_at__isnull=True)
                | (~Q(state=RequestState.WAITING) & Q(decided_at__isnull=False)),
                name="change_request_decided_has_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "proposed_at"),
                condition=Q(state=RequestState.WAITING),
                name="change_request_waiting",
            ),
        ]


class NotSame(models.Model):
    """Somebody looked and said: these are two people. `first` has the smaller number."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    first = models.ForeignKey(Resident, models.CASCADE, related_name="+")
    second = models.ForeignKey(Resident, models.CASCADE, related_name="+")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("什么时候")

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        db_table = "upkeep_not_same"
        constraints = [
            models.UniqueConstraint(fields=("first", "second"), name="not_same_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_in_order"),
        ]


class Merge(models.Model):
    """Two rows were one person: what moved is kept, so that they can be taken apart again.

    `story` is sealed JSON; empty once retention cleared the row that went, then nobody can undo it.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    story = EncryptedTextField("搬了什么", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("什么时候")
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField("撤销的时间", null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        db_table = "upkeep_merge"
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("gone",), condition=Q(undone_at__isnull=True), name="merge_gone_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two_rows"),
        ]
        indexes = [models.Index(fields=("committee", "-at"), name="merge_by_committee")]


class RetentionRule(Versioned):
    """So many months after the end, and it goes (个人信息保护法 2021, arts. 19, 47).

    The months are house figures; the street edits them.
    """

    what = models.CharField("清除什么", max_length=12, choices=What, unique=True, editable=False)
    months = models.PositiveSmallIntegerField("结束几个月以后")
    source = models.CharField("依据", max_length=120, blank=True)
    enabled = models.BooleanField("在用", default=True)
    order = models.PositiveSmallIntegerField("顺序", default=0, editable=False)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        db_table = "upkeep_retention_rule"
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=600),
                name="retention_months_real",
                violation_error_message="请写 1 到 600 个月。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())


class Tombstone(models.Model):
    """Something was cleared here: what kind, when, by which rule. Nothing about anybody."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    what = models.CharField("清除了什么", max_length=12, choices=What)
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="tombstones")
    number = models.PositiveBigIntegerField("原来的编号")
    on = models.DateField("哪天")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        db_table = "upkeep_tombstone"
        indexes = [models.Index(fields=("committee", "what", "on"), name="tombstone_by_kind")]
