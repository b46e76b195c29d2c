"""A kind of meeting, and its rules in numbered versions."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from committees.people.models import User
from meetings.kinds.ladder import Ahead, parse_ladder
from meetings.kinds.querysets import KindQuerySet, KindRulesQuerySet
from meetings.kinds.rules import Share, parse_share
from meetings.kinds.states import (
    Base,
    DayCount,
    Decides,
    Presides,
    Publishes,
    Roster,
    Template,
)


def check_share(text: str) -> None:
    try:
        parse_share(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from None


def check_ladder(text: str) -> None:
    try:
        parse_ladder(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from None


class Kind(models.Model):
    """居民代表会议, 联席会议, 听证会 …: one row of the table that a street may lengthen."""

    key = models.SlugField("代号", max_length=16, unique=True)
    name = models.CharField("名称", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("还在用", default=True)

    objects = KindQuerySet.as_manager()

    class Meta:
        db_table = "kinds_kind"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class KindRules(models.Model):
    """The rules of a kind from one day on. A version in use is never rewritten; a meeting keeps
    the version under which it was called.

    Shares are written 「2/3」; empty means that nothing is asked. `bodies` lists the kinds of
    partner bodies that must be invited. `ladder` says when people are
    reminded, 「7 天、1 天、2 小时」; empty for the ordinary ladder of the street.
    """

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("第几版", default=1)
    effective_from = models.DateField("从哪天起")
    source = models.CharField("依据", max_length=200)
    unconfirmed = models.BooleanField("以街道口径为准", default=False)
    bodies = models.JSONField("必须请的单位", default=list, blank=True)
    roster = models.CharField("应到的人", max_length=16, choices=Roster)
    presides = models.CharField("谁主持", max_length=16, choices=Presides)
    notice_days = models.PositiveSmallIntegerField("提前几天通知", default=0)
    notice_public = models.BooleanField("要贴公告", default=False)
    call_days = models.PositiveSmallIntegerField("提前几天打电话问没回答的", default=1)
    ladder = models.CharField("提前多久提醒", max_length=60, blank=True, validators=[check_ladder])
    quorum = models.CharField("到会比例", max_length=7, blank=True, validators=[check_share])
    quorum_inclusive = models.BooleanField("正好这个比例也行", default=True)
    decides = models.CharField("怎么定", max_length=10, choices=Decides)
    majority = models.CharField("通过比例", max_length=7, blank=True, validators=[check_share])
    majority_inclusive = models.BooleanField("正好这个比例也通过", default=False)
    majority_base = models.CharField("按什么算", max_length=8, choices=Base, default=Base.PRESENT)
    secret = models.BooleanField("无记名", default=False)
    template = models.CharField("记成什么", max_length=10, choices=Template)
    publishes = models.CharField("公开什么", max_length=12, choices=Publishes)
    publish_days = models.PositiveSmallIntegerField("几天内公开", default=0)
    publish_count = models.CharField(
        "怎么算天数", max_length=8, choices=DayCount, default=DayCount.WORKING
    )
    a_year = models.PositiveSmallIntegerField("一年至少几次", default=0)
    follow_up_days = models.PositiveSmallIntegerField("整改方案几个工作日内交", default=0)
    why = models.CharField("为什么改", max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = KindRulesQuerySet.as_manager()

    class Meta:
        db_table = "kinds_rules"
        ordering = ("kind", "-number")
        constraints = [
            models.UniqueConstraint(fields=("kind", "number"), name="kind_rules_number_once"),
            models.CheckConstraint(
                condition=~models.Q(decides="vote") | ~models.Q(majority=""),
                name="kind_rules_vote_needs_majority",
                violation_error_message="要表决的会议，请写通过比例。",
            ),
        ]

    @property
    def ladder_steps(self) -> tuple[Ahead, ...]:
        return parse_ladder(self.ladder)

    @property
    def quorum_share(self) -> Share | None:
        return _share(self.quorum, self.quorum_inclusive)

    @property
    def majority_share(self) -> Share | None:
        return _share(self.majority, self.majority_inclusive)

    def as_fields(self) -> dict[str, Any]:
        """The rule itself without its place in history: what a new version starts from."""
        left_out = {"id", "kind", "number", "effective_from", "why", "by"}
        return {
            field.name: getattr(self, field.name)
            for field in self._meta.concrete_fields
            if field.name not in left_out
        }


def _share(text: str, inclusive: bool) -> Share | None:
    return Share(Fraction(text), inclusive) if text else None
