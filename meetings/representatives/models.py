"""Residents' representatives and the supervision committee, as dated seats; their demands."""

from django.db import models

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.crypto import EncryptedTextField
from meetings.convening.models import Meeting
from meetings.representatives.querysets import DemandQuerySet, SeatQuerySet
from meetings.representatives.states import Board


class Seat(models.Model):
    """A resident holds a seat from one day to another; rows are added and ended, never rewritten.

    `group` is the residents' group that chose the person (2018 law: 2–3 for each group).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    board = models.CharField("名册", max_length=14, choices=Board)
    group = models.CharField("居民小组", max_length=20, blank=True)
    name = models.CharField("姓名", max_length=30)
    office = models.CharField("职务", max_length=20, blank=True)
    phone = EncryptedTextField("手机号", blank=True)
    is_woman = models.BooleanField("女", default=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天（含当天）", null=True, blank=True)
    ended_why = models.CharField("为什么不再担任", max_length=120, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        db_table = "representatives_seat"
        ordering = ("committee", "group", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="seat_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=("committee", "board", "group", "name"),
                condition=models.Q(until__isnull=True),
                name="seat_open_once",
                violation_error_message="这个小组的名册上已经有这个名字了。同名的请在名字后面写楼号。",
            ),
        ]
        indexes = [models.Index(fields=("committee", "board", "since"), name="seat_by_board")]

    def __str__(self) -> str:
        return self.name


class Demand(models.Model):
    """Representatives ask for a meeting; with a fifth of them it must be called.

    `answered_by` is the meeting that was called on it.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="demands")
    subject = models.CharField("要议什么", max_length=120)
    asked_on = models.DateField("哪天提的")
    seats = models.ManyToManyField(Seat, related_name="demands")
    needed = models.PositiveSmallIntegerField()
    call_by = models.DateField("最晚哪天召集")
    answered_by = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="demands")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = DemandQuerySet.as_manager()

    class Meta:
        db_table = "representatives_demand"
        ordering = ("-asked_on", "-pk")

    def __str__(self) -> str:
        return self.subject
