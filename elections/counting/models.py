"""Batches and their sheets. No row leads to a voter; a paper has no time and a random key."""

import uuid

from django.db import models

from committees.files.models import StoredFile
from committees.people.models import User
from elections.candidates.models import OnBallot
from elections.counting.querysets import (
    BatchQuerySet,
    LineQuerySet,
    MarkQuerySet,
    SheetQuerySet,
    WallQuerySet,
    WrittenInQuerySet,
)
from elections.counting.states import Hand, Invalid, Way
from elections.electorate.models import Voter
from elections.timetable.models import Contest, Round


class Batch(models.Model):
    """Some ballots stamped with this number after they were mixed: 50 by default.

    Counted again, one ballot after the other, the batch gets a new row; the old one stays with
    its sheets and counts no more (`in_force`).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField("第几批")
    size = models.PositiveSmallIntegerField("几张")
    way = models.CharField("怎么录", max_length=8, choices=Way, default=Way.BATCH)
    both_closed = models.BooleanField("两份都交了", default=False)
    agreed = models.BooleanField("一致", default=False)
    in_force = models.BooleanField("算数", default=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        db_table = "counting_batch"
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "number"),
                condition=models.Q(in_force=True),
                name="batch_number_in_force_once",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed=False) | models.Q(both_closed=True),
                name="batch_agrees_after_closing",
            ),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="batch_not_empty"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 批"


class TallySheet(models.Model):
    """计票单 of one teller for one batch. `blank`: nobody chosen; `invalid`: whole ballots."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="sheets")
    hand = models.CharField(max_length=8, choices=Hand)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    blank = models.PositiveSmallIntegerField("弃权票", default=0)
    invalid = models.PositiveSmallIntegerField("无效票", default=0)
    reasons = models.JSONField("无效原因", default=dict, blank=True)
    closed = models.BooleanField("交了", default=False)
    why = models.CharField("复核说明", max_length=200, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        db_table = "counting_sheet"
        ordering = ("batch", "hand")
        constraints = [
            models.UniqueConstraint(fields=("batch", "hand"), name="sheet_one_a_hand"),
            models.UniqueConstraint(
                fields=("batch", "by"),
                name="sheet_one_a_teller",
                violation_error_message="同一批选票要由不同的人各录一份。",
            ),
            models.CheckConstraint(
                condition=~models.Q(hand="settled", closed=True) | ~models.Q(why=""),
                name="sheet_settled_says_why",
                violation_error_message="请写明两份哪里不一致、按选票是多少。",
            ),
        ]


class SheetLine(models.Model):
    """Votes of one name on one sheet."""

    sheet = models.ForeignKey(TallySheet, models.CASCADE, related_name="lines")
    line = models.ForeignKey(OnBallot, models.PROTECT, related_name="+")
    votes = models.PositiveSmallIntegerField("票数", default=0)

    objects = LineQuerySet.as_manager()

    class Meta:
        db_table = "counting_line"
        constraints = [
            models.UniqueConstraint(fields=("sheet", "line"), name="sheet_line_once"),
        ]


class SheetSection(models.Model):
    """Sections of one post that count for nobody although the ballot is good (T3)."""

    sheet = models.ForeignKey(TallySheet, models.CASCADE, related_name="sections")
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="+")
    invalid = models.PositiveSmallIntegerField("这一职务作废几张", default=0)

    objects = LineQuerySet.as_manager()

    class Meta:
        db_table = "counting_section"
        constraints = [
            models.UniqueConstraint(fields=("sheet", "contest"), name="sheet_section_once"),
        ]


class Paper(models.Model):
    """One ballot of a batch entered singly; `number` is stamped on it after mixing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(TallySheet, models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField("批内号")
    invalid = models.CharField("无效原因", max_length=12, choices=Invalid, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        db_table = "counting_paper"
        constraints = [
            models.UniqueConstraint(fields=("sheet", "number"), name="paper_number_once"),
        ]


class PaperMark(models.Model):
    """A name marked on a paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="marks")
    line = models.ForeignKey(OnBallot, models.PROTECT, related_name="+")

    objects = MarkQuerySet.as_manager()

    class Meta:
        db_table = "counting_mark"
        constraints = [
            models.UniqueConstraint(fields=("paper", "line"), name="mark_once"),
        ]


class WrittenIn(models.Model):
    """Who it is that voters wrote on a ballot by hand (另选他人): somebody of the roll."""

    line = models.OneToOneField(OnBallot, models.PROTECT, related_name="written")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="+")

    objects = WrittenInQuerySet.as_manager()

    class Meta:
        db_table = "counting_written_in"


class WallTotal(models.Model):
    """Third control: the 正字 of one name on the wall, typed by 总监票人 from the photo."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="wall")
    line = models.OneToOneField(OnBallot, models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField("正字")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = WallQuerySet.as_manager()

    class Meta:
        db_table = "counting_wall"


class WallOther(models.Model):
    """What else the wall says: 弃权, 无效, and by key of the contest how many sections are void."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="wall_other")
    blank = models.PositiveIntegerField("弃权")
    invalid = models.PositiveIntegerField("无效")
    sections = models.JSONField(default=dict, blank=True)

    objects = WallQuerySet.as_manager()

    class Meta:
        db_table = "counting_wall_other"


class WallPhoto(models.Model):
    """The wall as it was photographed."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="wall_photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    objects = WallQuerySet.as_manager()

    class Meta:
        db_table = "counting_wall_photo"
