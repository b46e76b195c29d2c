"""Photos and PDFs: re-encoded, randomly named, served only through their own record."""

from django.db import models
from django.utils import timezone

from committees.files.querysets import StagedFileQuerySet
from committees.people.models import User
from committees.territory.models import Committee


class StoredFile(models.Model):
    """A clean file on private storage. It has no address of its own: its record serves it.

    `added_by` is empty for what a partner body sent through its link.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=[("photo", "照片"), ("pdf", "PDF 文件")])
    name = models.CharField("文件名", max_length=120)
    path = models.CharField(max_length=80, unique=True, editable=False)
    size = models.PositiveIntegerField(help_text="字节")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "files_stored_file"


class StagedFile(models.Model):
    """A file of a form that was refused: clean, private, waiting for the form to be sent again.

    `form_key` is the form's idempotency key, which is the key of its draft too. `token` follows
    from key and content, so the same file is staged once however often the form is refused.
    """

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    form_key = models.UUIDField()
    field = models.CharField(max_length=40)
    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = StagedFileQuerySet.as_manager()

    class Meta:
        db_table = "files_staged_file"
        indexes = [models.Index(fields=("user", "form_key"), name="staged_of_form")]
