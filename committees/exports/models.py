"""An export: who took what out of the register, why, and who agreed."""

from django.db import models
from django.utils import timezone

from committees.exports.querysets import ExportQuerySet
from committees.exports.states import TAGS, Kind, State
from committees.imports.jobs import Job
from committees.people.models import User
from committees.territory.models import Building, Committee


class ExportRequest(Job):
    """The file lies sealed at `path` until `gone_at`, the row stays. `whole`: nothing masked."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    kind = models.CharField("导出什么", max_length=8, choices=Kind, default=Kind.PEOPLE)
    building = models.ForeignKey(Building, models.SET_NULL, null=True, related_name="+")
    whole = models.BooleanField("完整的证件号和电话", default=False)
    why = models.CharField("做什么用", max_length=200)
    state = models.CharField("状态", max_length=8, choices=State, default=State.MAKING)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    path = models.CharField(max_length=80, blank=True, editable=False)
    made_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField("文件保存到", null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        db_table = "exports_request"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="export_decided_by_another",
                violation_error_message="自己不能同意自己的导出。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("state", "id"),
                condition=models.Q(state__in=(State.ASKED, State.MAKING, State.READY)),
                name="export_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"

    @property
    def tag(self) -> tuple[str, str]:
        return TAGS[State(self.state)]

    @property
    def is_at_work(self) -> bool:
        return self.state == State.MAKING
