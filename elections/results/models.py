"""The result of a round: its sheet as published, two signatures, what came of it."""

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.terms.models import Mandate
from elections.results.querysets import OfResultQuerySet, ResultQuerySet
from elections.results.states import Answer, Signer
from elections.timetable.models import Election, Round
from elections.timetable.querysets import OfElectionQuerySet, OfRoundQuerySet


class Result(models.Model):
    """The result sheet of CONTRACTS with what the rules say of it. Once published it never
    changes; a mistake gets a Correction beside it, both stay readable (E6)."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="result")
    sheet = models.JSONField()
    outcome = models.JSONField()
    sha256 = models.CharField(max_length=64)
    valid = models.BooleanField()
    finished_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        db_table = "results_result"


class Signing(models.Model):
    """总监票人 and the head of the election body, two different people."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="signings")
    as_whom = models.CharField(max_length=12, choices=Signer)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfResultQuerySet.as_manager()

    class Meta:
        db_table = "results_signing"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("result", "as_whom"), name="signing_one_each"),
            models.UniqueConstraint(
                fields=("result", "by"),
                name="signing_two_people",
                violation_error_message="总监票人和选举委员会主任要由两个人签字。",
            ),
        ]


class Correction(models.Model):
    """A signed entry beside a published result: what was written, what is right, and why."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="corrections")
    sheet = models.JSONField()
    outcome = models.JSONField()
    sha256 = models.CharField(max_length=64)
    why = models.CharField("为什么更正", max_length=300)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = OfResultQuerySet.as_manager()

    class Meta:
        db_table = "results_correction"
        ordering = ("made_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True)
                | ~models.Q(agreed_by=models.F("made_by")),
                name="result_correction_two_people",
                violation_error_message="更正要由另一个人确认。",
            ),
        ]


class Challenge(models.Model):
    """A complaint about procedure or result, and its answer in writing."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="challenges")
    filed_by = models.CharField("谁提的", max_length=50)
    filed_on = models.DateField("哪天提的")
    words = models.CharField("怎么说的", max_length=500)
    due_on = models.DateField("最晚哪天答复")
    answer = models.CharField("决定", max_length=8, choices=Answer, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    answered_on = models.DateField("哪天答复的", null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "results_challenge"
        ordering = ("election", "filed_on", "pk")


class MandateOrigin(models.Model):
    """Which published result a mandate rests on."""

    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="+")
    result = models.ForeignKey(Result, models.PROTECT, related_name="mandates")
    votes = models.PositiveIntegerField("得票")
    certificate = models.CharField("当选证书编号", max_length=40, blank=True)

    objects = OfResultQuerySet.as_manager()

    class Meta:
        db_table = "results_mandate_origin"


class Sealing(models.Model):
    """What was sealed after the count: ballots, sheets, stamps; where it lies and who keeps it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="sealings")
    what = models.CharField("封存什么", max_length=60)
    seal = models.CharField("封条号", max_length=40)
    place = models.CharField("放在哪里", max_length=60)
    keeper = models.CharField("谁保管", max_length=50)
    sealed_by = models.CharField("谁封的", max_length=80)
    sealed_on = models.DateField("哪天封的")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        db_table = "results_sealing"
        ordering = ("round", "pk")


class Recheck(models.Model):
    """Batches opened again before publication, named by dice thrown in public (RELIABILITY 2.9).

    `batches`: their numbers. `agreed_at`: when all of them were found to say what their sheets say;
    a draw goes with the result that is sent back.
    """

    result = models.OneToOneField(Result, models.CASCADE, related_name="recheck")
    dice = models.CharField("骰子", max_length=60)
    batches = models.JSONField(default=list)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)
    note = models.CharField("说明", max_length=200, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = OfResultQuerySet.as_manager()

    class Meta:
        db_table = "results_recheck"
