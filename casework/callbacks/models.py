"""One 回访: what a resident said when she was asked, or by herself."""

from django.db import models
from django.db.models import F, Q

from casework.callbacks.querysets import CallbackQuerySet
from casework.callbacks.states import Grade, Reason, Round, Way
from casework.cases.models import Case
from committees.people.models import User
from committees.territory.models import Committee


class Callback(models.Model):
    """Waiting until `done_at`; nobody reached after three tries is a result too.

    `worker` did or closed the case and never asks herself. `of_closing` is the closing that was
    asked about (None before closing). `by` is empty where the resident answered by herself.
    `counts`: of a case's answers of one month the last one, the one 三率 count.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="callbacks")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    round = models.CharField("哪一次", max_length=8, choices=Round)
    of_closing = models.DateTimeField(null=True)
    wanted_on = models.DateField("哪天前问")
    worker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField("问了几次", default=0)
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    way = models.CharField("怎么问的", max_length=6, choices=Way, blank=True)
    reached = models.BooleanField("联系上了", null=True)
    solved = models.BooleanField("解决了", null=True)
    grade = models.PositiveSmallIntegerField("满意吗", choices=Grade, null=True)
    reason = models.CharField("哪里不满意", max_length=8, choices=Reason, blank=True)
    said = models.TextField("居民怎么说", max_length=1_000, blank=True)
    reopened = models.BooleanField("又在办了", default=False)
    counts = models.BooleanField(default=False)

    objects = CallbackQuerySet.as_manager()

    class Meta:
        db_table = "callbacks_callback"
        ordering = ("-done_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("case", "of_closing", "round"),
                condition=Q(round__in=["recheck", "own"]),
                name="callback_once_of_a_closing",
                violation_error_message="这次办结已经问过了。",
            ),
            models.UniqueConstraint(
                fields=("case", "round"),
                condition=Q(done_at__isnull=True),
                name="callback_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | Q(worker__isnull=True) | ~Q(by=F("worker")),
                name="callback_by_another",
                violation_error_message="要由另一个人来回访。",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, reached__isnull=True)
                | Q(done_at__isnull=False, reached__isnull=False),
                name="callback_done_has_result",
            ),
            models.CheckConstraint(
                condition=Q(reached=True, solved__isnull=False, grade__gte=1, grade__lte=5)
                | Q(solved__isnull=True, grade__isnull=True),
                name="callback_answer_of_somebody_reached",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(by__isnull=False) | Q(way="own"),
                name="callback_says_who_asked",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "done_at"),
                condition=Q(counts=True),
                name="callback_counted",
            ),
            models.Index(fields=("done_at",), condition=Q(counts=True), name="callback_by_day"),
        ]
