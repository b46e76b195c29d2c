"""The minutes of a meeting, the names under them, and what was added later."""

from django.db import models

from committees.people.models import User
from jiedao.common.bases import Versioned
from meetings.convening.models import Meeting
from meetings.minutes.querysets import MinutesQuerySet, OfMinutesQuerySet
from meetings.minutes.states import MinutesState


class Minutes(Versioned):
    """`body` is plain text in the levels of GB/T 9704: 一、 （一） 1. （1）.

    `public_body` is what residents read, released by hand after a preview.
    `digest` (SHA-256 of the body, hex) is written when the minutes are locked.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=8, choices=MinutesState, default=MinutesState.DRAFT)
    body = models.TextField("正文", max_length=40_000)
    public_body = models.TextField("公开的文字", max_length=40_000, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        db_table = "minutes_minutes"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="locked")
                | models.Q(locked_at__isnull=False) & ~models.Q(digest=""),
                name="minutes_locked_has_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at__isnull=True) | ~models.Q(public_body=""),
                name="minutes_released_has_text",
                violation_error_message="公开的文字还是空的。",
            ),
        ]


class Revision(models.Model):
    """The text as it stood after each save: nothing typed is lost, and two texts can be merged."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body = models.TextField(max_length=40_000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfMinutesQuerySet.as_manager()

    class Meta:
        db_table = "minutes_revision"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("minutes", "number"), name="revision_number_once"),
        ]


class Signature(models.Model):
    """Somebody signed the paper minutes, or `note` says why not; who saw it and when."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="signatures")
    name = models.CharField("姓名", max_length=30)
    office = models.CharField("职务", max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    note = models.CharField("为什么没签", max_length=60, blank=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfMinutesQuerySet.as_manager()

    class Meta:
        db_table = "minutes_signature"
        ordering = ("pk",)


class Addendum(models.Model):
    """A change to locked minutes, numbered and never taken back (CAPABILITIES 40)."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField("第几号补正")
    text = models.TextField("补正", max_length=4_000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfMinutesQuerySet.as_manager()

    class Meta:
        db_table = "minutes_addendum"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("minutes", "number"), name="addendum_number_once"),
        ]
