"""A question put to the vote, and, where it is named, what each person said."""

from django.db import models

from committees.people.models import User
from jiedao.common.bases import Versioned
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting, Topic
from meetings.kinds.rules import Count, Outcome, outcome_of
from meetings.kinds.states import Base
from meetings.votes.querysets import CastQuerySet, VoteQuerySet
from meetings.votes.states import Choice


class Vote(Versioned):
    """One question. The counts, those present and those on the roster are written when it closes.

    A secret count knows no names: two people who counted sign for it, `counted_by` in words.
    A closed vote never changes; a wrong one is annulled with its reason, stays, and is redone.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="votes")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="votes")
    question = models.CharField("表决什么", max_length=200)
    secret = models.BooleanField("无记名", default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    counted_by = models.CharField("计票人", max_length=60, blank=True)
    roster = models.PositiveSmallIntegerField("应到", default=0)
    present = models.PositiveSmallIntegerField("到会", default=0)
    yes = models.PositiveSmallIntegerField("赞成", default=0)
    no = models.PositiveSmallIntegerField("反对", default=0)
    abstained = models.PositiveSmallIntegerField("弃权", default=0)
    annulled_at = models.DateTimeField(null=True)
    annulled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    annulled_why = models.CharField("为什么作废", max_length=120, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        db_table = "votes_vote"
        ordering = ("opened_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    present__gte=models.F("yes") + models.F("no") + models.F("abstained")
                ),
                name="vote_not_more_than_present",
                violation_error_message="票数比到会的人多，请再数一遍。",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(secret=False)
                | ~models.Q(counted_by=""),
                name="vote_secret_is_signed",
                violation_error_message="无记名的表决要写两位计票人。",
            ),
            models.UniqueConstraint(
                fields=("topic",),
                condition=models.Q(closed_at__isnull=True, annulled_at__isnull=True),
                name="vote_one_open_a_topic",
                violation_error_message="这个议题正在表决。",
            ),
            models.CheckConstraint(
                condition=models.Q(annulled_at__isnull=True) | ~models.Q(annulled_why=""),
                name="vote_annulled_says_why",
                violation_error_message="作废要写原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def count(self) -> Count:
        base = {
            Base.PRESENT: self.present,
            Base.ROSTER: self.roster,
            Base.CAST: self.yes + self.no + self.abstained,
        }[Base(self.meeting.rules.majority_base)]
        return Count(self.yes, self.no, self.abstained, self.present, base)

    @property
    def outcome(self) -> Outcome | None:
        """What the vote says under the rules of its meeting; None while it is open or annulled."""
        share = self.meeting.rules.majority_share
        counts = self.closed_at and not self.annulled_at
        return outcome_of(self.count, share) if counts and share else None


class Cast(models.Model):
    """What one person said in a named vote."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="casts")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, choices=Choice)

    objects = CastQuerySet.as_manager()

    class Meta:
        db_table = "votes_cast"
        constraints = [
            models.UniqueConstraint(
                fields=("vote", "attendee"),
                name="cast_once",
                violation_error_message="这个人已经表决过了。",
            ),
        ]
