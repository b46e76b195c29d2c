"""What a study session reads, and who read it afterwards."""

from django.db import models

from committees.files.models import StoredFile
from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.convening.querysets import OfMeetingQuerySet


class Material(models.Model):
    """A text or a file for a study session; one of the two at least."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="materials")
    title = models.CharField("标题", max_length=80)
    text = models.TextField("内容", max_length=20_000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "study_material"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(file__isnull=False),
                name="material_has_something",
                violation_error_message="请写上内容，或者选一个文件。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """Somebody has read everything that there was at `read_at`."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "study_reading"
        constraints = [
            models.UniqueConstraint(fields=("meeting", "user"), name="reading_once"),
        ]
