"""Convening: kind, time, place, who is invited, what is on the agenda."""

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee, PartnerBody
from committees.territory.states import BodyKind
from jiedao.common.bases import Versioned
from meetings.convening.querysets import MeetingQuerySet, OfMeetingQuerySet, TopicQuerySet
from meetings.convening.rules import Facts
from meetings.convening.states import Answer, MeetingState, TopicSource, TopicState
from meetings.kinds.models import Kind, KindRules


class Meeting(Versioned):
    """A meeting of a committee; once held, `starts_at` and `ends_at` say when it really ran.

    `rules` are those under which it was called; they stay when the kind gets new ones.
    `whole_street`: convened by the street, `committee` is the host, all committees are expected.
    `short_notice_why` is the recorded reason for a notice shorter than the rule.
    `code` opens the sign-in sheet on a phone while the meeting runs. `entitled` is the number of
    those entitled to come where no roster names them (residents' meeting). `sealed_at`: its minutes
    are locked, and with them what they were written from. `moved_from` is the time the invited had
    been told before it was put to another.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    kind = models.ForeignKey(
        Kind,
        models.PROTECT,
        to_field="key",
        db_column="kind",
        related_name="+",
        verbose_name="类别",
    )
    rules = models.ForeignKey(KindRules, models.PROTECT, related_name="+")
    whole_street = models.BooleanField(default=False)
    round_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    title = models.CharField("会议名称", max_length=60)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束", null=True, blank=True)
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)
    place = models.CharField("地点", max_length=80)
    chair = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持"
    )
    is_public = models.BooleanField("居民能看到", default=False)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    short_notice_why = models.CharField("为什么来不及", max_length=120, blank=True)
    code = models.CharField(max_length=4, blank=True, editable=False)
    entitled = models.PositiveIntegerField("应到多少", null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
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
            models.UniqueConstraint(
                fields=("code",),
                condition=models.Q(state="open") & ~models.Q(code=""),
                name="meeting_code_once",
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

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.OPEN

    @property
    def is_ahead(self) -> bool:
        """To come, or running now."""
        return self.state in (MeetingState.PLANNED, MeetingState.OPEN)

    @property
    def has_moved(self) -> bool:
        """Still to come, at another time than the invited were first told."""
        return self.is_ahead and self.moved_from not in (None, self.starts_at)

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
    """A partner body asked to come. Of its link `/i/<token>/` only a digest is stored.

    From `link_ended_at` on the link opens a page that says so, and nothing else. `earlier_answer`
    was given for another time, before the meeting moved.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invited_bodies")
    body = models.ForeignKey(PartnerBody, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NONE)
    answer_note = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    earlier_answer = models.CharField(max_length=10, choices=Answer, blank=True)
    earlier_note = models.CharField(max_length=120, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)
    link_ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table = "convening_invited_body"
        constraints = [
            models.UniqueConstraint(fields=("meeting", "body"), name="invited_body_once"),
        ]


class Topic(Versioned):
    """A matter for a meeting: proposed, put on an agenda, dealt with, or carried to the next.

    Without a meeting it waits until the chair takes it up. What was not settled is carried: a new
    row on the next meeting, `carried_from` the old one, `times` one more (DOMAIN §3.3). `typed`:
    nothing but a line on the form of its meeting, which may vanish from there again.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="topics")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="topics")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("议题", max_length=120)
    background = models.TextField("情况说明", max_length=1_000, blank=True)
    minutes = models.PositiveSmallIntegerField("讨论几分钟", null=True, blank=True)
    state = models.CharField(max_length=10, choices=TopicState, default=TopicState.LISTED)
    source = models.CharField(max_length=10, choices=TopicSource, default=TopicSource.COMMITTEE)
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposer = models.CharField("谁提的", max_length=30, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    typed = models.BooleanField(default=False)
    answer = models.CharField("为什么不列入", max_length=120, blank=True)
    discussion = models.TextField("讨论", max_length=4_000, blank=True)
    conclusion = models.TextField("议定", max_length=2_000, blank=True)
    agreed = models.BooleanField("协商一致", null=True)
    differing = models.TextField("不同意见", max_length=2_000, blank=True)
    settled_at = models.DateTimeField(null=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="carried_to"
    )
    times = models.PositiveSmallIntegerField(default=1)

    objects = TopicQuerySet.as_manager()

    class Meta:
        db_table = "convening_topic"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "order"),
                condition=models.Q(meeting__isnull=False),
                name="topic_order_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "declined"])
                | models.Q(meeting__isnull=False),
                name="topic_listed_has_meeting",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(answer=""),
                name="topic_declined_says_why",
                violation_error_message="不列入的议题要写原因，提的人会看到。",
            ),
            models.CheckConstraint(
                condition=~models.Q(agreed=False) | ~models.Q(differing=""),
                name="topic_differing_is_written",
                violation_error_message="没有协商一致，请把不同意见写上。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "proposed_at"),
                condition=models.Q(state="waiting"),
                name="topic_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.text
