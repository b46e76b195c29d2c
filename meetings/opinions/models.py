"""An opinion: asked, given, answered, followed; each step with its words and its day."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from committees.people.models import User
from committees.territory.models import Committee, PartnerBody
from meetings.convening.models import Meeting
from meetings.opinions.querysets import OpinionQuerySet
from meetings.opinions.rules import answer_by, stage_of
from meetings.opinions.states import Source, Stage


class Opinion(models.Model):
    """What the party organisation was asked, or what a hearing tells the body that decides.

    `body` is the party organisation (source branch); `to_whom` the deciding body that answers a
    hearing. The state is read from the dates; nothing goes back. `given_by`, `answered_by` and
    `followed_by` are whoever wrote it down.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="opinions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="opinions")
    source = models.CharField(max_length=7, choices=Source, default=Source.BRANCH)
    asked = models.TextField("问什么", max_length=1_000)
    asked_on = models.DateField("哪天问的")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, related_name="+")
    to_whom = models.CharField("由谁决定", max_length=60, blank=True)
    given = models.TextField("意见", max_length=4_000, blank=True)
    given_on = models.DateField("哪天提的", null=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField("回复", max_length=4_000, blank=True)
    answered_on = models.DateField("哪天回复的", null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    followed = models.TextField("落实情况", max_length=4_000, blank=True)
    followed_on = models.DateField("哪天落实的", null=True)
    followed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        db_table = "opinions_opinion"
        ordering = ("-asked_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="branch", body__isnull=False, to_whom="")
                | (Q(source="hearing", body__isnull=True) & ~Q(to_whom="")),
                name="opinion_says_whose",
                violation_error_message="请写明是谁的意见、由谁回复。",
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True, given="")
                | (Q(given_on__isnull=False) & ~Q(given="")),
                name="opinion_given_is_written",
                violation_error_message="意见和日期要一起写。",
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True) | Q(given_on__gte=F("asked_on")),
                name="opinion_given_after_asked",
                violation_error_message="提意见的日期不能早于问的日期。",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(given_on__isnull=False, answered_on__gte=F("given_on")) & ~Q(answer="")),
                name="opinion_answered_after_given",
                violation_error_message="有了意见才能回复，日期不能更早。",
            ),
            models.CheckConstraint(
                condition=Q(followed_on__isnull=True, followed="")
                | (
                    Q(answered_on__isnull=False, followed_on__gte=F("answered_on"))
                    & ~Q(followed="")
                ),
                name="opinion_followed_after_answered",
                violation_error_message="回复以后才能写落实，日期不能更早。",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "-asked_on", "-id"), name="opinion_newest_first"),
            models.Index(fields=("given_on", "committee"), name="opinion_by_day_given"),
            models.Index(
                fields=("committee", "asked_on"),
                condition=Q(followed_on__isnull=True),
                name="opinion_open",
            ),
        ]

    def __str__(self) -> str:
        return self.asked

    @property
    def stage(self) -> Stage:
        return stage_of(self.given_on, self.answered_on, self.followed_on)

    @property
    def is_of_branch(self) -> bool:
        return self.source == Source.BRANCH

    @property
    def due_on(self) -> date | None:
        """The last day for an answer, while one is owed."""
        return answer_by(self.given_on) if self.stage == Stage.GIVEN and self.given_on else None

    @property
    def answerer(self) -> str:
        """Who is to answer."""
        return "居委会" if self.is_of_branch else self.to_whom
