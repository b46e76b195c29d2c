"""Nominees with their backers, kinship among them, and the names on the ballot."""

from django.db import models

from committees.files.models import StoredFile
from committees.people.models import User
from committees.terms.states import Post
from elections.candidates.querysets import BackerQuerySet, CandidateQuerySet
from elections.candidates.states import CandidateOrigin, CandidateState
from elections.electorate.models import Voter
from elections.rulesets.states import Kin, Order
from elections.timetable.models import Contest, Election
from elections.timetable.querysets import OfContestQuerySet, OfElectionQuerySet
from jiedao.common.bases import Versioned


class Candidate(Versioned):
    """Somebody nominated for a post. `label` stands on ballot, sheet and result: the name, with
    the building where two are called alike.

    `origin`: signed for by backers, or written on enough ballots of the round before.
    `review_paper` is the reference of the 资格联审 on paper; what it says stays there (R37).
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="candidacies")
    post = models.CharField("职务", max_length=12, choices=Post)
    label = models.CharField("选票上的姓名", max_length=60)
    state = models.CharField(
        max_length=12, choices=CandidateState, default=CandidateState.NOMINATED
    )
    origin = models.CharField(
        "怎么产生的",
        max_length=12,
        choices=CandidateOrigin,
        default=CandidateOrigin.NOMINATED,
    )
    nomination_votes = models.PositiveIntegerField("提名票数", default=0)
    strokes = models.PositiveSmallIntegerField("姓氏笔画", default=0)
    lot = models.PositiveSmallIntegerField("抽签号", default=0)
    nominated_on = models.DateField("哪天提名")
    answered_on = models.DateField("本人哪天答复", null=True, blank=True)
    reviewed_on = models.DateField("哪天审查", null=True, blank=True)
    review_paper = models.CharField("联审材料编号", max_length=60, blank=True)
    withdrawn_on = models.DateField("哪天退出", null=True, blank=True)
    statement = models.CharField("简介", max_length=120, blank=True)
    photo = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        db_table = "candidates_candidate"
        ordering = ("election", "post", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("election", "voter", "post"),
                name="candidate_once_a_post",
                violation_error_message="这个人已经被提名这个职务了。",
            ),
            models.UniqueConstraint(
                fields=("election", "post", "label"),
                name="candidate_label_once",
                violation_error_message="选票上已经有这个姓名，请加上楼号区分。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_written_in(self) -> bool:
        return self.origin == CandidateOrigin.WRITTEN_IN


class Backer(models.Model):
    """A voter who signed the nomination."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="backers")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="+")

    objects = BackerQuerySet.as_manager()

    class Meta:
        db_table = "candidates_backer"
        constraints = [
            models.UniqueConstraint(
                fields=("candidate", "voter"),
                name="backer_once",
                violation_error_message="这个人已经签过名了。",
            ),
        ]


class KinTie(models.Model):
    """Two candidates who are near kin: only one of them may hold office (T4, row 6)."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="kin_ties")
    one = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    other = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    kin = models.CharField("关系", max_length=14, choices=Kin)

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "candidates_kin_tie"
        constraints = [
            models.UniqueConstraint(fields=("one", "other"), name="kin_tie_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="kin_tie_in_order",
            ),
        ]


class OnBallot(models.Model):
    """A line of a contest's ballot, in printed order. `written_in` was added by a voter's pen and
    is known only from the count; a recall's lines are yes and no and name nobody."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="lines")
    candidate = models.ForeignKey(
        Candidate, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    label = models.CharField("姓名", max_length=60)
    order = models.PositiveSmallIntegerField("顺序")
    written_in = models.BooleanField("另选他人", default=False)

    objects = OfContestQuerySet.as_manager()

    class Meta:
        db_table = "candidates_on_ballot"
        ordering = ("contest", "order")
        constraints = [
            models.UniqueConstraint(fields=("contest", "label"), name="ballot_label_once"),
            models.UniqueConstraint(fields=("contest", "order"), name="ballot_order_once"),
        ]

    def __str__(self) -> str:
        return self.label


class BallotOrder(models.Model):
    """R37: how the names of an election are ordered; drawn by lot it says who drew."""

    election = models.OneToOneField(Election, models.CASCADE, related_name="ballot_order")
    by = models.CharField("排列", max_length=8, choices=Order, default=Order.STROKES)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_on = models.DateField("哪天定的")

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "candidates_ballot_order"
