"""Help given (帮扶): money, goods, service; from which fund, to whom, who said yes, who signed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.aid.querysets import AidLineQuerySet, AidPaperQuerySet, AidQuerySet
from casework.aid.states import AidKind, Decision
from casework.cases.models import Case
from casework.cases.querysets import OfCaseQuerySet
from committees.files.models import StoredFile
from committees.notices.models import Notice
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.bases import Recyclable, Versioned

GOODS_LIMIT = 20_000
"""Fen for one household; goods worth more need a second person. House rule, the street edits it."""


class Fund(Versioned):
    """Where the money or the goods come from. The street keeps the table."""

    name = models.CharField("来源", max_length=24, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    enabled = models.BooleanField("在用", default=True)

    class Meta:
        db_table = "aid_fund"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class AidRule(Versioned):
    """One row, or the defaults while there is none."""

    goods_limit = models.BigIntegerField(
        "物品超过多少要两个人", default=GOODS_LIMIT, help_text="分"
    )

    class Meta:
        db_table = "aid_rule"
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_limit__gte=0),
                name="aid_rule_limit_real",
            ),
        ]

    @classmethod
    def current(cls) -> "AidRule":
        """The rule in force; one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Aid(Versioned, Recyclable):
    """One giving: the same to one household or to many, with one sheet to sign (R24).

    `fen` is what each household gets: money, or what the goods are worth; 0 for service.
    `two_people` is settled when it is written (`rules.needs_two_people`): money, and goods above
    the limit of that day. `urgent`: given first, approved after.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="aids")
    kind = models.CharField("给什么", max_length=8, choices=AidKind)
    what = models.CharField("名称", max_length=60)
    fen = models.BigIntegerField("每户金额", default=0, help_text="分")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="aids")
    on = models.DateField("哪天")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="aids")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    urgent = models.BooleanField("急，先帮后补", default=False)
    two_people = models.BooleanField(default=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.FREE)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField("为什么", max_length=120, blank=True)

    objects = AidQuerySet.as_manager()

    class Meta:
        db_table = "aid_aid"
        ordering = ("-on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(fen__gt=0) | (Q(fen=0) & ~Q(kind="money")),
                name="aid_money_has_amount",
                violation_error_message="给现金，请写金额。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(two_people=True),
                name="aid_money_needs_two",
            ),
            models.CheckConstraint(
                condition=Q(two_people=False, decision="free")
                | Q(two_people=True, decision="waiting", decided_by__isnull=True)
                | (
                    Q(two_people=True, decision__in=["approved", "refused"])
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("written_by"))
                    & ~Q(decided_by=F("given_by"))
                ),
                name="aid_two_people",
                violation_error_message="钱和贵重的物品，要由另一个人批准。",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "-on", "-id"), name="aid_newest"),
            models.Index(
                fields=("committee",),
                condition=Q(decision="waiting", removed_at__isnull=True),
                name="aid_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}，{self.on.month}月{self.on.day}日"


class AidLine(models.Model):
    """A household that gets it. `who` is written where the register knows no household.

    `again_why`: the same household had the same kind from the same fund this calendar year.
    """

    aid = models.ForeignKey(Aid, models.CASCADE, related_name="lines")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="aid_lines"
    )
    who = models.CharField("给谁", max_length=60, blank=True)
    again_why = models.CharField("为什么再帮一次", max_length=120, blank=True)
    signed_on = models.DateField("签收那天", null=True, blank=True)
    signed_by = models.CharField("谁签的", max_length=40, blank=True)

    objects = AidLineQuerySet.as_manager()

    class Meta:
        db_table = "aid_line"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("aid", "household"),
                name="aid_line_household_once",
                violation_error_message="这一户已经在这张单子上了。",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False) | ~Q(who=""),
                name="aid_line_says_who",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signed_by=""),
                name="aid_line_signed_by_somebody",
            ),
        ]


class CaseNotice(models.Model):
    """A case and the masked notice that was written of it (R32); both pages lead to the other."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "aid_case_notice"


class AidPaper(Recyclable):
    """A photo of the signed sheet. Taken off, it lies in the bin for 30 days."""

    aid = models.ForeignKey(Aid, models.PROTECT, related_name="papers")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    removed_why = models.CharField("为什么去掉", max_length=120, blank=True)

    objects = AidPaperQuerySet.as_manager()

    class Meta:
        db_table = "aid_paper"
