"""Convening: kind, time, place, who is invited, what is on the agenda."""

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee, PartnerBody
from committees.territory.states import BodyKind
from jiedao.common.bases import Versioned
from meetings.convening.querysets import MeetingQuerySet, OfMeetingQuerySet
from meetings.convening.rules import Facts
from meetings.convening.states import MeetingKind, MeetingState


class Meeting(Versioned):
    """A meeting of a committee; once held, `starts_at` and `ends_at` say when it really ran."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    kind = models.CharField("类别", max_length=16, choices=MeetingKind)
    title = models.CharField("会议名称", max_length=60)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束", null=True, blank=True)
    place = models.CharField("地点", max_length=80)
    chair = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持"
    )
    is_public = models.BooleanField("居民能看到", default=False)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    cancelled_why = models.CharField("为什么取消", max_length=120, blank=True)
    convened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        db_table = "convening_meeting"
        ordering = ("-starts_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "-starts_at", "-id"), name="meeting_newest_first"),
            models.Index(fields=("kind", "state", "starts_at"), name="meeting_by_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED

    def facts(self) -> Facts:
        """What the invited have to know. Two queries."""
        return Facts(
            self.title,
            self.starts_at,
            self.ends_at,
            self.place,
            tuple(invited.body.name for invited in self.guests()),
            tuple(topic.text for topic in self.topics.all()),
        )

    def guests(self) -> "list[InvitedBody]":
        """The invited bodies, the party organisation first. One query."""
        rank = {kind: place for place, kind in enumerate(BodyKind.values)}
        invited = self.invited_bodies.select_related("body")
        return sorted(invited, key=lambda one: (rank[one.body.kind], one.body_id))


class InvitedBody(models.Model):
    """A partner body asked to come. Of its link `/i/<token>/` only a digest is stored."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invited_bodies")
    body = models.ForeignKey(PartnerBody, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "convening_invited_body"
        constraints = [
            models.UniqueConstraint(fields=("meeting", "body"), name="invited_body_once"),
        ]


class Topic(models.Model):
    """A topic on the agenda, in order."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="topics")
    order = models.PositiveSmallIntegerField()
    text = models.CharField("议题", max_length=120)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "convening_topic"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "order"), name="topic_order_once"),
        ]
