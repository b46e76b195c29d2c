"""A line of the roll with its ground, objections to it, and its frozen versions."""

from typing import Any

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.residents.models import Household, Resident
from elections.electorate.querysets import (
    FreezeQuerySet,
    ObjectionQuerySet,
    RollChangeQuerySet,
    VoterQuerySet,
)
from elections.electorate.states import Asks, Decision, Ground, Hand
from elections.timetable.models import Election
from elections.timetable.querysets import OfElectionQuerySet
from jiedao.common.bases import Versioned
from jiedao.common.chinese import pinyin_of


class RollBatch(models.Model):
    """One file read into the roll, all or nothing; undone while the roll is open.

    Until `written_at` nothing of it is on the roll: the file waits, sealed at `path`, for somebody
    who has looked at it. `lines` are the people written.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="batches")
    name = models.CharField("文件", max_length=120)
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=120, blank=True, editable=False)
    lines = models.PositiveIntegerField("几人", default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "electorate_batch"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("election", "digest"),
                condition=models.Q(undone_at__isnull=True),
                name="roll_file_once",
                violation_error_message="这份文件已经导入过了。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waits(self) -> bool:
        """Looked at, and not written yet."""
        return self.written_at is None

    @property
    def is_written(self) -> bool:
        return self.written_at is not None and self.undone_at is None


class Voter(Versioned):
    """Somebody the roll speaks about: on it (`listed`) or not, and why in plain words.

    `id_index` is the register's blind index: the same person on two of the 34 rolls is found
    without anybody reading a number. `by_hand` marks a decision against the rule, which needs
    its own reason. In household mode one line a household is listed.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="voters")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, blank=True, related_name="+")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    initials = models.CharField(max_length=20, blank=True, editable=False)
    door = models.CharField("楼号-室号", max_length=24, blank=True)
    group = models.CharField("居民小组", max_length=20, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    id_index = models.CharField(max_length=32, blank=True, editable=False)
    phone_tail = models.CharField(max_length=32, blank=True, editable=False)
    ground = models.CharField("依据", max_length=14, choices=Ground, blank=True)
    listed = models.BooleanField("在名单上", default=True)
    why = models.CharField("为什么", max_length=120, blank=True)
    by_hand = models.BooleanField("人工决定", default=False)
    evidence = models.CharField("凭什么", max_length=120, blank=True)
    batch = models.ForeignKey(
        RollBatch, models.PROTECT, null=True, blank=True, related_name="voters"
    )

    objects = VoterQuerySet.as_manager()

    class Meta:
        db_table = "electorate_voter"
        ordering = ("election", "group", "pinyin", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("election", "id_index"),
                condition=~models.Q(id_index=""),
                name="voter_once_by_id",
                violation_error_message="这个人已经在名单上了。",
            ),
            models.UniqueConstraint(
                fields=("election", "resident"),
                condition=models.Q(resident__isnull=False),
                name="voter_once_by_resident",
                violation_error_message="这个人已经在名单上了。",
            ),
            models.CheckConstraint(
                condition=models.Q(by_hand=False) | ~models.Q(why=""),
                name="voter_by_hand_says_why",
                violation_error_message="和规则不一样的决定要写理由。",
            ),
        ]
        indexes = [
            models.Index(fields=("election", "listed", "group", "pinyin"), name="voter_by_group"),
            models.Index(fields=("election", "initials"), name="voter_by_initials"),
            models.Index(
                fields=("id_index",),
                condition=~models.Q(id_index=""),
                name="voter_across_rolls",
            ),
            models.Index(fields=("election", "phone_tail"), name="voter_by_tail"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived()
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        self.pinyin, self.initials = pinyin_of(self.name)


class Objection(models.Model):
    """申诉: within 5 days of publication, decided within 3 (2025 law; parameters of the set)."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="objections")
    voter = models.ForeignKey(Voter, models.PROTECT, null=True, blank=True, related_name="+")
    asks = models.CharField("要求", max_length=8, choices=Asks)
    about = models.CharField("关于谁", max_length=50)
    words = models.CharField("怎么说的", max_length=300)
    filed_by = models.CharField("谁提的", max_length=50)
    filed_on = models.DateField("哪天提的")
    due_on = models.DateField("最晚哪天答复")
    decision = models.CharField("决定", max_length=8, choices=Decision, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    decided_on = models.DateField("哪天决定的", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        db_table = "electorate_objection"
        ordering = ("election", "filed_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="", decided_on__isnull=True)
                | (
                    ~models.Q(decision="")
                    & ~models.Q(reason="")
                    & models.Q(decided_on__isnull=False)
                ),
                name="objection_decided_with_reason",
                violation_error_message="决定要写理由。",
            ),
        ]


class RollChange(models.Model):
    """What a hand did to a line, in order: the change list, and the history of the line.

    `was` is what stood there before a correction. `filed`: the objection it follows from.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="roll_changes")
    voter = models.ForeignKey(Voter, models.CASCADE, related_name="changes")
    hand = models.CharField("做了什么", max_length=8, choices=Hand)
    was = models.CharField("原来写的", max_length=120, blank=True)
    why = models.CharField("理由", max_length=120)
    evidence = models.CharField("凭什么", max_length=120, blank=True)
    objection = models.ForeignKey(
        Objection, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = RollChangeQuerySet.as_manager()

    class Meta:
        db_table = "electorate_change"
        ordering = ("election", "pk")


class Freeze(models.Model):
    """A version of the roll that nobody changes any more; a later one says why (E11).

    `digest`: SHA-256 of the canonical roll, printed on the public notice. Made by one person,
    confirmed by another; in force from `confirmed_at` until somebody opens the roll again with a
    reason (`reopened_why`), which the next version repeats as its own `why`.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="freezes")
    number = models.PositiveSmallIntegerField("第几次", default=1)
    entitled = models.PositiveIntegerField("登记选民")
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField("为什么再次冻结", max_length=120, blank=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_why = models.CharField("为什么重新打开", max_length=120, blank=True)

    objects = FreezeQuerySet.as_manager()

    class Meta:
        db_table = "electorate_freeze"
        ordering = ("election", "number")
        constraints = [
            models.UniqueConstraint(fields=("election", "number"), name="freeze_number_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("made_by")),
                name="freeze_two_people",
                violation_error_message="名单要由另一个人确认冻结。",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(why=""),
                name="freeze_again_says_why",
                violation_error_message="名单已经冻结过，再次冻结要写理由。",
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at__isnull=True)
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(reopened_why="")),
                name="freeze_reopened_says_why",
                violation_error_message="重新打开名单要写理由。",
            ),
            models.UniqueConstraint(
                fields=("election",),
                condition=models.Q(reopened_at__isnull=True),
                name="freeze_one_in_force",
                violation_error_message="名单已经冻结，或者正在等人确认。",
            ),
        ]

    @property
    def in_force(self) -> bool:
        return self.confirmed_at is not None and self.reopened_at is None

    @property
    def waits(self) -> bool:
        """Made, and a second person has not confirmed it yet."""
        return self.confirmed_at is None
