"""「这条有错，告诉我们」: what residents say about a public page."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from committees.feedback.querysets import PageReportQuerySet
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.crypto import EncryptedTextField
from jiedao.common.masks import mask_phone


class PageReport(models.Model):
    """A resident says that something on a public page is wrong. No name is asked for."""

    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    path = models.CharField("页面", max_length=300)
    text = models.TextField("哪里有错", max_length=500)
    phone = EncryptedTextField("电话", blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = PageReportQuerySet.as_manager()

    class Meta:
        db_table = "feedback_page_report"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("committee", "-at"), name="report_newest_first")]

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone) if self.phone else ""
