"""The hand-over list of a change of director, ends of offices, and training."""

from django.db import models
from django.utils import timezone

from committees.files.models import StoredFile
from committees.people.models import User
from committees.terms.models import Mandate
from committees.territory.models import Committee
from elections.office.querysets import (
    AttendanceQuerySet,
    CourseQuerySet,
    HandoverLineQuerySet,
    HandoverQuerySet,
    OfficeEndQuerySet,
)
from elections.office.states import CourseLevel, EndKind, HandoverKind


class OfficeEnd(models.Model):
    """A resignation, recall, termination or death, with its paper; the mandate ends by it (R10).

    Written by one person, confirmed or turned down by another, at the street; nothing of it is ever
    deleted. `effective_on` is the mandate's last day. `by_election_due_on`: by when the committee
    has to be filled up; empty where it has members enough.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="ends")
    kind = models.CharField("怎么结束", max_length=12, choices=EndKind)
    reason = models.CharField("说明", max_length=200)
    paper = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    told_street_on = models.DateField("哪天报街道")
    effective_on = models.DateField("任职到哪天（含当天）")
    by_election_due_on = models.DateField("最晚哪天补选", null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("街道哪天确认", null=True, blank=True)
    turned_down_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    turned_down_why = models.CharField("为什么退回", max_length=200, blank=True)

    objects = OfficeEndQuerySet.as_manager()

    class Meta:
        db_table = "office_end"
        ordering = ("-effective_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("made_by")),
                name="office_end_two_people",
                violation_error_message="要由另一个人确认。",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | models.Q(turned_down_by__isnull=True),
                name="office_end_one_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(turned_down_by__isnull=True) | ~models.Q(turned_down_why=""),
                name="office_end_turned_down_says_why",
            ),
            models.UniqueConstraint(
                fields=("mandate",),
                condition=models.Q(turned_down_by__isnull=True),
                name="office_end_once",
                violation_error_message="这个人的离任已经写过了。",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_by_id is None and self.turned_down_by_id is None


class Handover(models.Model):
    """接手清单: opened by any change of director; the leaver reads it 10 days longer (R9)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="handovers")
    leaver = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_on = models.DateField("从哪天起")
    due_on = models.DateField("最晚哪天交接完")
    leaver_reads_until = models.DateField("前任看到哪天")
    done_on = models.DateField("哪天交接完", null=True, blank=True)
    witness = models.CharField("监交人", max_length=50, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        db_table = "office_handover"
        ordering = ("-opened_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee",),
                condition=models.Q(done_on__isnull=True),
                name="handover_one_open",
                violation_error_message="这个居委会已经有一份没交接完的清单。",
            ),
        ]


class HandoverLine(models.Model):
    """One thing to hand over; both tick it."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=12, choices=HandoverKind)
    words = models.CharField("是什么、在哪里", max_length=200, blank=True)
    given_at = models.DateTimeField("交出", null=True, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField("接收", null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HandoverLineQuerySet.as_manager()

    class Meta:
        db_table = "office_handover_line"
        ordering = ("handover", "pk")
        constraints = [
            models.UniqueConstraint(fields=("handover", "kind"), name="handover_line_once"),
            models.CheckConstraint(
                condition=models.Q(taken_by__isnull=True)
                | ~models.Q(taken_by=models.F("given_by")),
                name="handover_line_two_people",
                violation_error_message="交出和接收要由两个人点。",
            ),
        ]


class Course(models.Model):
    """A training for newly elected officers (P4)."""

    title = models.CharField("讲什么", max_length=60)
    level = models.CharField("谁办的", max_length=8, choices=CourseLevel)
    held_on = models.DateField("哪天")
    place = models.CharField("地点", max_length=60, blank=True)
    reading = models.CharField("要读的材料", max_length=200, blank=True)
    required = models.BooleanField("新任都要参加", default=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = CourseQuerySet.as_manager()

    class Meta:
        db_table = "office_course"
        ordering = ("-held_on", "-pk")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody took part in a course."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="attendances")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        db_table = "office_attendance"
        constraints = [
            models.UniqueConstraint(
                fields=("course", "person"),
                name="attendance_once",
                violation_error_message="已经记过了。",
            ),
        ]
