"""An election, its rounds with their contests, the steps of its timetable, its notices."""

from django.db import models
from django.utils import timezone

from committees.notices.models import Notice
from committees.people.models import User
from committees.terms.models import Mandate
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Mode
from elections.timetable.querysets import (
    ElectionQuerySet,
    OfElectionQuerySet,
    OfRoundQuerySet,
)
from elections.timetable.states import OVER, ElectionKind, RoundKind, Stage
from jiedao.common.bases import Versioned
from jiedao.common.keys import public_key


class Election(Versioned):
    """A committee is elected, completed or asked to go; one at a time, rehearsals apart.

    `term_number` is the 届 it leads to. The rule set is the one it was opened with, for good.
    `recalls` is the mandate a recall is about. `polling_on` is the first round's day. `basis`: the
    request to the street on which a by-election or a recall rests (T10, R29).
    """

    key = models.CharField(max_length=6, unique=True, default=public_key, editable=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="elections")
    kind = models.CharField("种类", max_length=12, choices=ElectionKind)
    mode = models.CharField("选举方式", max_length=14, choices=Mode, default=Mode.ALL)
    term_number = models.PositiveSmallIntegerField("第几届")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="elections")
    polling_on = models.DateField("选举日")
    stage = models.CharField(max_length=14, choices=Stage, default=Stage.PREPARING)
    rehearsal = models.BooleanField("演练", default=False)
    recalls = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField("依据（申请或批复的编号）", max_length=120, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    called_off_why = models.CharField("为什么终止", max_length=200, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        db_table = "timetable_election"
        ordering = ("committee", "-polling_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee",),
                condition=models.Q(rehearsal=False) & ~models.Q(stage__in=sorted(OVER)),
                name="election_one_at_a_time",
                violation_error_message="这个居委会已经有一次选举在进行。",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="recall", recalls__isnull=False)
                | (~models.Q(kind="recall") & models.Q(recalls__isnull=True)),
                name="election_recall_names_mandate",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="called_off") | ~models.Q(called_off_why=""),
                name="election_called_off_says_why",
                violation_error_message="请写为什么终止。",
            ),
        ]
        indexes = [models.Index(fields=("-polling_on", "-id"), name="election_newest")]

    def __str__(self) -> str:
        words = f"{self.committee} 第 {self.term_number} 届{self.get_kind_display()}"
        return f"{words}（演练）" if self.rehearsal else words


class Petition(models.Model):
    """Who asks for a recall, and how many of how many they are (T9).

    `base` is the roll, or the representatives, on the day the petition was received.
    """

    election = models.OneToOneField(Election, models.CASCADE, related_name="petition")
    by_representatives = models.BooleanField("居民代表联名", default=False)
    signed = models.PositiveIntegerField("几人联名")
    base = models.PositiveIntegerField("一共几人")
    reason = models.CharField("罢免理由", max_length=300)
    received_on = models.DateField("哪天收到")

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "timetable_petition"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed__lte=models.F("base")),
                name="petition_part_of_the_roll",
                violation_error_message="联名人数不能多于总人数。",
            ),
        ]


class Round(models.Model):
    """One day of voting. The first has number 1; a run-off, re-vote or redo follows it."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField("第几次投票", default=1)
    kind = models.CharField("性质", max_length=12, choices=RoundKind, default=RoundKind.FIRST)
    polling_on = models.DateField("投票日")
    opened_at = models.DateTimeField("开始投票", null=True, blank=True)
    closed_at = models.DateTimeField("投票结束", null=True, blank=True)

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "timetable_round"
        ordering = ("election", "number")
        constraints = [
            models.UniqueConstraint(fields=("election", "number"), name="round_number_once"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(opened_at__isnull=False, closed_at__gt=models.F("opened_at")),
                name="round_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election} {self.get_kind_display()}"


class Contest(models.Model):
    """Seats of one post in one round; for a recall the post is that of who is asked to go.

    `exception`: why, lawfully, no more names than seats stand on the ballot (row 16).
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="contests")
    post = models.CharField("职务", max_length=12, choices=Post)
    seats = models.PositiveSmallIntegerField("应选几人")
    exception = models.CharField("为什么不差额", max_length=120, blank=True)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        db_table = "timetable_contest"
        ordering = ("round", "pk")
        constraints = [
            models.UniqueConstraint(fields=("round", "post"), name="contest_post_once"),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=9),
                name="contest_seats_sensible",
                violation_error_message="应选人数在 1 到 9 之间。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_post_display()


class Step(models.Model):
    """A date of the timetable. `due_on` comes from the rules; a street may move it with a reason.

    `code` names the step in `timetable.rules`. `done_on` is the day it really happened.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="steps")
    code = models.CharField(max_length=24)
    due_on = models.DateField("最晚哪天")
    moved_why = models.CharField("为什么改期", max_length=120, blank=True)
    done_on = models.DateField("哪天做的", null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "timetable_step"
        ordering = ("election", "due_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=("election", "code"), name="step_once"),
        ]
        indexes = [
            models.Index(
                fields=("due_on",),
                condition=models.Q(done_on__isnull=True),
                name="step_open_by_day",
            ),
        ]


class Announcement(models.Model):
    """One of the numbered public notices of an election (DOMAIN §2.3), an ordinary notice."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="announcements")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField("第几号公告", max_length=6)
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "timetable_announcement"
        ordering = ("election", "pk")
        indexes = [models.Index(fields=("election", "number"), name="announcement_by_number")]
