"""What becomes of a committee's own text: filed with the street, read by its officers."""

from django.db import models
from django.utils import timezone

from committees.covenants.querysets import FilingQuerySet, ReadMarkQuerySet
from committees.covenants.states import FilingState
from committees.people.models import User
from committees.regulations.models import RegulationVersion


class Filing(models.Model):
    """A version sent to the street for 备案, and what the street answered.

    Source: 上海市居民委员会工作条例 (2020), art. 13: charter and covenants are filed.
    """

    version = models.ForeignKey(RegulationVersion, models.PROTECT, related_name="filings")
    state = models.CharField(max_length=10, choices=FilingState, default=FilingState.SENT)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    filed_on = models.DateField("备案日期", null=True)
    remark = models.CharField("意见", max_length=300, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        db_table = "covenants_filing"
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("version",),
                condition=models.Q(state__in=["sent", "filed"]),
                name="filing_once",
                violation_error_message="这一版已经送街道备案了。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="filed") | models.Q(filed_on__isnull=False),
                name="filing_filed_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(remark=""),
                name="filing_returned_has_remark",
                violation_error_message="请写“意见”，说清楚哪里要改。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("sent_at", "id"), condition=models.Q(state="sent"), name="filing_open"
            ),
        ]


class ReadMark(models.Model):
    """「我看过，明白了」: one officer, one version."""

    version = models.ForeignKey(RegulationVersion, models.PROTECT, related_name="read_marks")
    person = models.ForeignKey(User, models.PROTECT, related_name="read_marks")
    at = models.DateTimeField(default=timezone.now)

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        db_table = "covenants_read_mark"
        constraints = [
            models.UniqueConstraint(fields=("version", "person"), name="read_mark_once"),
        ]
