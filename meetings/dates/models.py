"""Asking everybody invited which of a few dates suits them."""

from django.db import models

from committees.people.models import User
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting
from meetings.convening.querysets import OfMeetingQuerySet
from meetings.dates.querysets import OfDateQuerySet, OfPollQuerySet


class DatePoll(models.Model):
    """One question about the date of a meeting. It is open until a date is taken or it is dropped;
    afterwards it stays to be read."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="date_polls")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "dates_poll"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("meeting",),
                condition=models.Q(ended_at__isnull=True),
                name="date_poll_one_open",
                violation_error_message="这个会正在问日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}的日期"


class ProposedDate(models.Model):
    """When the meeting might begin; it would last as long as planned. One of a poll is taken."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()
    taken = models.BooleanField(default=False)

    objects = OfPollQuerySet.as_manager()

    class Meta:
        db_table = "dates_proposed"
        ordering = ("starts_at",)
        constraints = [
            models.UniqueConstraint(fields=("poll", "starts_at"), name="proposed_date_once"),
            models.UniqueConstraint(
                fields=("poll",), condition=models.Q(taken=True), name="proposed_date_one_taken"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class DateAnswer(models.Model):
    """可以 or 不行 of one person on the list. `written_by`: who wrote down what was said on the
    phone; None when she answered herself, or her body through its link."""

    date = models.ForeignKey(ProposedDate, models.CASCADE, related_name="answers")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="date_answers")
    can = models.BooleanField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = OfDateQuerySet.as_manager()

    class Meta:
        db_table = "dates_answer"
        constraints = [
            models.UniqueConstraint(fields=("date", "attendee"), name="date_answer_once"),
        ]

    def __str__(self) -> str:
        return "可以" if self.can else "不行"
