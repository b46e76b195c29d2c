"""A 民主评议 as it was counted: the papers, and the marks of each person."""

from django.db import models

from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.representatives.models import Seat
from meetings.reviews.querysets import GradingQuerySet, ReviewQuerySet
from meetings.reviews.rules import Grade, Marks, Papers


class Review(models.Model):
    """Counted by two members of the 居务监督委员会 (R14); corrected by a new count."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="review")
    issued = models.PositiveSmallIntegerField("发出")
    collected = models.PositiveSmallIntegerField("收回")
    invalid = models.PositiveSmallIntegerField("废票", default=0)
    counter = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="计票人")
    second = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="计票人")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        db_table = "reviews_review"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(collected__lte=models.F("issued"))
                & models.Q(invalid__lte=models.F("collected")),
                name="review_not_more_than_issued",
                violation_error_message="收回的票不能比发出的多。",
            ),
            models.CheckConstraint(
                condition=~models.Q(counter=models.F("second")),
                name="review_two_counters",
                violation_error_message="计票要两个人。",
            ),
        ]

    @property
    def papers(self) -> Papers:
        return Papers(self.issued, self.collected, self.invalid)


class Grading(models.Model):
    """The marks of one officer in one appraisal; the grade follows from them."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="gradings")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.CharField("职务", max_length=20)
    excellent = models.PositiveSmallIntegerField(Grade.EXCELLENT.label)
    competent = models.PositiveSmallIntegerField(Grade.COMPETENT.label)
    basic = models.PositiveSmallIntegerField(Grade.BASIC.label)
    incompetent = models.PositiveSmallIntegerField(Grade.INCOMPETENT.label)

    objects = GradingQuerySet.as_manager()

    class Meta:
        db_table = "reviews_grading"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("review", "person"), name="grading_once_a_person"),
        ]

    @property
    def marks(self) -> Marks:
        return Marks(self.excellent, self.competent, self.basic, self.incompetent)
