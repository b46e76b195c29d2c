"""Everybody expected at a meeting: the invitation, the answer, the arrival."""

from django.db import models

from committees.people.models import User
from committees.territory.models import PartnerBody
from meetings.attendance.querysets import AttendeeQuerySet
from meetings.attendance.states import Capacity, Signed
from meetings.convening.models import Meeting
from meetings.convening.states import Answer
from meetings.representatives.models import Seat


class Attendee(models.Model):
    """One person and one meeting. `name` and `office` are as they were on that day.

    `user` for whoever signs in, `seat` for a representative or supervisor, `body` for whom the
    person comes; a resident who turns up at an open meeting has a name alone. `earlier_answer` was
    given for another time, before the meeting moved: it is shown and counts for nothing.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    capacity = models.CharField(max_length=8, choices=Capacity, default=Capacity.ATTENDS)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=30)
    office = models.CharField("职务或小组", max_length=40, blank=True)
    answer = models.CharField(
        "回答", max_length=10, choices=Answer, blank=True, default=Answer.NONE
    )
    answer_note = models.CharField("原因或换谁", max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    earlier_answer = models.CharField(max_length=10, choices=Answer, blank=True)
    earlier_note = models.CharField(max_length=60, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField("到会", null=True, blank=True)
    left_at = models.DateTimeField("离会", null=True, blank=True)
    signed = models.CharField("怎么签到", max_length=5, choices=Signed, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        db_table = "attendance_attendee"
        ordering = ("meeting", "capacity", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=models.Q(user__isnull=False),
                name="attendee_person_once",
                violation_error_message="这个人已经在名册上了。",
            ),
            models.UniqueConstraint(
                fields=("meeting", "seat"),
                condition=models.Q(seat__isnull=False),
                name="attendee_seat_once",
                violation_error_message="这个人已经在名册上了。",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True)
                | models.Q(arrived_at__isnull=False, left_at__gte=models.F("arrived_at")),
                name="attendee_leaves_after_arrival",
                violation_error_message="离会时间要晚于到会时间。",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer__in=["excused", "sends"]) | ~models.Q(answer_note=""),
                name="attendee_excuse_is_written",
                violation_error_message="请假要写原因，换人要写换谁。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
