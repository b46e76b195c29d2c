"""Numbered outcomes of meetings, and who does what by when."""

from django.db import models
from django.utils import timezone

from committees.files.models import StoredFile
from committees.notices.models import Notice
from committees.people.models import User
from committees.regulations.models import RegulationVersion
from committees.territory.models import Committee, PartnerBody
from jiedao.common.bases import Versioned
from meetings.convening.models import Meeting, Topic
from meetings.resolutions.querysets import (
    ActionItemQuerySet,
    OfItemQuerySet,
    OfResolutionQuerySet,
    ResolutionQuerySet,
)
from meetings.resolutions.states import ItemState, ResolutionKind, StepKind
from meetings.votes.models import Vote


class Resolution(Versioned):
    """An outcome with its number 〔2026〕3号: 议定事项 of a joint meeting, 决议 after a vote.

    `publish_by` is the last day on which residents are to read it; `notice` is where they do.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="resolutions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="resolutions")
    vote = models.ForeignKey(Vote, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("类别", max_length=8, choices=ResolutionKind)
    text = models.TextField("内容", max_length=2_000)
    made_on = models.DateField("哪天定的")
    publish_by = models.DateField("最晚哪天公开", null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    tokens = models.TextField(blank=True, editable=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        db_table = "resolutions_resolution"
        ordering = ("-year", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "year", "number"), name="resolution_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "-made_on", "-id"), name="resolution_newest_first"),
            models.Index(
                fields=("publish_by",),
                condition=models.Q(publish_by__isnull=False, notice__isnull=True),
                name="resolution_unpublished",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """「〔2026〕3号」 (DOMAIN §7: six-cornered brackets, no leading zero, no 第)."""
        return f"〔{self.year}〕{self.number}号"


class Adoption(models.Model):
    """An outcome brought a regulation of the committee into force. One outcome, one version."""

    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="adoption")
    version = models.OneToOneField(RegulationVersion, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfResolutionQuerySet.as_manager()

    class Meta:
        db_table = "resolutions_adoption"


class ActionItem(Versioned):
    """牵头, 配合, what, by when. Without a body the committee itself leads, `person` says who.

    `times` counts the agendas it has stood on; it stays open until the proposer or the chair
    confirms the proof. `done_by` is empty when a body said it through its link.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="items")
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="items")
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="items")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    helpers = models.ManyToManyField(PartnerBody, related_name="+", blank=True)
    what = models.CharField("做什么", max_length=200)
    due_on = models.DateField("哪天前")
    state = models.CharField(max_length=9, choices=ItemState, default=ItemState.TOLD)
    answer = models.CharField("怎么回答的", max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    proof = models.TextField("办得怎么样", max_length=2_000, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    times = models.PositiveSmallIntegerField("上过几次会", default=1)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        db_table = "resolutions_item"
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "confirmed"]) | ~models.Q(proof=""),
                name="item_done_has_proof",
                violation_error_message="请写一句办得怎么样，或者拍一张照片。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_by__isnull=False),
                name="item_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | models.Q(done_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("done_by")),
                name="item_two_people",
                violation_error_message="要由另一个人确认，说办好的人不能自己确认。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "due_on"),
                condition=models.Q(state__in=["told", "differs", "accepted", "done"]),
                name="item_open_by_day",
            ),
            models.Index(
                fields=("body", "due_on"),
                condition=models.Q(state__in=["told", "differs", "accepted", "done"]),
                name="item_open_of_body",
            ),
            models.Index(
                fields=("person", "due_on"),
                condition=models.Q(state__in=["told", "differs", "accepted", "done"]),
                name="item_open_of_person",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state not in (ItemState.CONFIRMED, ItemState.DROPPED)

    @property
    def lead(self) -> str:
        """牵头: the body, or the person of the committee."""
        return str(self.body or self.person or "")


class ItemStep(models.Model):
    """One line in the story of an item. `body` when a partner wrote it through its link."""

    item = models.ForeignKey(ActionItem, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=StepKind)
    text = models.TextField(max_length=2_000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        db_table = "resolutions_item_step"
        ordering = ("-at", "-pk")


class ItemPhoto(models.Model):
    """Proof, or the photo of a receipt; served through its item."""

    item = models.ForeignKey(ActionItem, models.PROTECT, related_name="photos")
    step = models.ForeignKey(ItemStep, models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    objects = OfItemQuerySet.as_manager()

    class Meta:
        db_table = "resolutions_item_photo"


class Receipt(models.Model):
    """送达回执 of a 《议定事项告知单》: who took it, when and how (R5)."""

    item = models.ForeignKey(ActionItem, models.PROTECT, related_name="receipts")
    handed_on = models.DateField("哪天送到")
    received_by = models.CharField("谁收的", max_length=30)
    how = models.CharField("怎么送的", max_length=30, blank=True)
    photo = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        db_table = "resolutions_receipt"
        ordering = ("-handed_on", "-pk")
