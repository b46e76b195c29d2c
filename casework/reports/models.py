"""What the committee tells party organisation and street about a quarter, and their answers."""

from django.db import models
from django.utils import timezone

from casework.reports.querysets import ReportAnswerQuerySet, WorkReportQuerySet
from casework.reports.states import Reader, ReportState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import Versioned


class WorkReport(Versioned):
    """工作汇报 over `first`–`last`, both days included.

    `figures` are the numbers as they were when the report was drafted: a list of
    {"words", "href"}; the rows behind them stay where they are.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="work_reports")
    first = models.DateField("从哪天")
    last = models.DateField("到哪天")
    title = models.CharField("标题", max_length=60)
    text = models.TextField("正文", max_length=20_000)
    figures = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.DRAFT)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = WorkReportQuerySet.as_manager()

    class Meta:
        db_table = "reports_work_report"
        ordering = ("-first", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "first", "last"),
                name="work_report_once_a_span",
                violation_error_message="这一段时间的汇报已经有了，请接着写那一份。",
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="work_report_span_real"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(sent_at__isnull=False),
                name="work_report_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "-sent_at"), name="work_report_by_sending"),
            models.Index(
                fields=("sent_at",), condition=models.Q(state="sent"), name="work_report_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportAnswer(models.Model):
    """One answer a reader: the party organisation's, and the street's."""

    report = models.ForeignKey(WorkReport, models.PROTECT, related_name="answers")
    reader = models.CharField("谁回复", max_length=6, choices=Reader)
    text = models.TextField("回复", max_length=2_000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ReportAnswerQuerySet.as_manager()

    class Meta:
        db_table = "reports_answer"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("report", "reader"),
                name="report_answer_once_a_reader",
                violation_error_message="已经回复过了。",
            ),
        ]
