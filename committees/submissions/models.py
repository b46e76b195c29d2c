"""What makes a form safe to send twice, and text safe before it is sent."""

import uuid

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.submissions.querysets import DraftQuerySet
from jiedao.common.crypto import EncryptedTextField


class Submission(models.Model):
    """A form that was carried out: its key, a digest of what it asked, and where it led.

    Written in the act's own transaction (CONTRACTS, "Idempotency").
    """

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", db_index=False)
    request_digest = models.CharField(max_length=64)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        db_table = "submissions_submission"


class Draft(models.Model):
    """A form somebody began and did not send. Its text is encrypted; only its owner reads it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=60, blank=True)
    fields = EncryptedTextField()
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        db_table = "submissions_draft"
        indexes = [models.Index(fields=("user", "-saved_at"), name="draft_of_person")]
