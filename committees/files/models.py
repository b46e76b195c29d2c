"""Photos and PDFs: re-encoded, randomly named, served only through their own record."""

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee


class StoredFile(models.Model):
    """A clean file on private storage. It has no address of its own: its record serves it."""

    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=[("photo", "照片"), ("pdf", "PDF 文件")])
    name = models.CharField("文件名", max_length=120)
    path = models.CharField(max_length=80, unique=True, editable=False)
    size = models.PositiveIntegerField(help_text="字节")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "files_stored_file"
