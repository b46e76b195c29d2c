"""A matter of the three meetings and what comes of it: parties, agreement, appraisal."""

from django.db import models
from django.db.models import F, Q

from committees.files.models import StoredFile
from committees.notices.models import Notice
from committees.people.models import User
from committees.territory.models import PartnerBody
from jiedao.common.bases import Versioned
from meetings.convening.models import Meeting
from meetings.convening.querysets import OfMeetingQuerySet
from meetings.sanhui.querysets import (
    AppraisalQuerySet,
    OfAgreementQuerySet,
    OfAppraisalQuerySet,
    OfMatterQuerySet,
)
from meetings.sanhui.states import Purpose


class Matter(Versioned):
    """What was proposed and taken up. `meeting` is the first round; later rounds name it.

    `unit`: of a hearing who decides and answers, of an appraisal who is appraised.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="matter")
    subject = models.CharField("哪件事", max_length=120)
    proposer = models.CharField("谁提出的", max_length=60)
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="+")
    proposed_on = models.DateField("哪天提出的")
    accepted_on = models.DateField("哪天受理的")
    unit = models.CharField(max_length=60, blank=True)
    closed_on = models.DateField("哪天办结的", null=True)
    closed_note = models.TextField("怎么办结的", max_length=1_000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_matter"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_on__gte=F("proposed_on")),
                name="matter_accepted_after_proposed",
                violation_error_message="受理的日期不能早于提出的日期。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_note="")
                | (Q(closed_on__gte=F("accepted_on")) & ~Q(closed_note="")),
                name="matter_closed_says_how",
                violation_error_message="办结要写怎么办结的，日期不能早于受理。",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Posted(models.Model):
    """A notice on the board about one round: before it, or its result."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="posted")
    purpose = models.CharField(max_length=6, choices=Purpose)
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_posted"
        constraints = [
            models.UniqueConstraint(fields=("meeting", "purpose"), name="posted_once"),
        ]


class Side(models.Model):
    """A party of a coordination. `told_on`: the day it was handed the matters in writing."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="sides")
    name = models.CharField("哪一方", max_length=60)
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="+")
    told_on = models.DateField("哪天书面通知的", null=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_side"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("matter", "name"),
                name="side_once",
                violation_error_message="这一方已经写上了。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agreement(Versioned):
    """What the parties agreed; `signed_on`, or `unsigned_why`, or neither yet."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="agreement")
    text = models.TextField("协议内容", max_length=8_000)
    signed_on = models.DateField("哪天签的", null=True)
    unsigned_why = models.CharField("为什么没签", max_length=200, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_agreement"
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(unsigned_why=""),
                name="agreement_signed_or_why",
                violation_error_message="签了就不用写原因。",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.signed_on is None and not self.unsigned_why


class Deed(models.Model):
    """One step of what a signed agreement promises."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="deeds")
    what = models.CharField("做什么", max_length=200)
    who = models.CharField("谁来做", max_length=60)
    due_on = models.DateField("哪天前")
    done_on = models.DateField("哪天做好的", null=True)
    note = models.CharField("做得怎么样", max_length=200, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_deed"
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, note="")
                | (Q(done_on__isnull=False) & ~Q(note="")),
                name="deed_done_says_how",
                violation_error_message="做好了，请写一句做得怎么样。",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Appraisal(Versioned):
    """Scores and opinions of an appraisal, and the rectification plan of the unit.

    The plan is due `rules.follow_up_days` working days after the meeting (DOMAIN §3.2).
    """

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="appraisal")
    present = models.PositiveSmallIntegerField("到会打分的人数")
    opinions = models.TextField("意见", max_length=4_000, blank=True)
    made_on = models.DateField()
    plan_due_on = models.DateField()
    plan_filed_on = models.DateField("哪天交的", null=True)
    plan_text = models.TextField("整改方案", max_length=8_000, blank=True)
    plan_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField("哪天整改好的", null=True)
    done_note = models.TextField("整改得怎么样", max_length=1_000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_appraisal"
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_filed_on__isnull=True, plan_text="", plan_file__isnull=True)
                | (
                    Q(plan_filed_on__gte=F("made_on"))
                    & (~Q(plan_text="") | Q(plan_file__isnull=False))
                ),
                name="appraisal_plan_is_there",
                violation_error_message="请写上整改方案，或者选一个文件。",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_note="")
                | (
                    Q(plan_filed_on__isnull=False, done_on__gte=F("plan_filed_on"))
                    & ~Q(done_note="")
                ),
                name="appraisal_done_after_plan",
                violation_error_message="交了整改方案，才能记整改好了。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("plan_due_on",),
                condition=Q(plan_filed_on__isnull=True),
                name="appraisal_plan_owed",
            ),
        ]


class Score(models.Model):
    """One item of an appraisal and how many ticked what."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="scores")
    order = models.PositiveSmallIntegerField()
    item = models.CharField("评议的内容", max_length=60)
    good = models.PositiveSmallIntegerField("满意")
    fair = models.PositiveSmallIntegerField("基本满意")
    poor = models.PositiveSmallIntegerField("不满意")

    objects = OfAppraisalQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_score"
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("appraisal", "order"), name="score_once"),
        ]


class Check(models.Model):
    """A look at how the rectification goes."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="checks")
    on = models.DateField("哪天看的")
    text = models.TextField("看到什么", max_length=1_000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfAppraisalQuerySet.as_manager()

    class Meta:
        db_table = "sanhui_check"
        ordering = ("-on", "-pk")
