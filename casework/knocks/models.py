"""敲门没人应: nobody opened where somebody lives alone, is very old or cannot manage (R2)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from casework.knocks import rules
from casework.knocks.querysets import KnockQuerySet, StepQuerySet
from casework.knocks.states import KnockState, Outcome, Rung
from committees.people.models import User
from committees.residents.models import Household, Resident
from committees.territory.models import Committee


class Knock(models.Model):
    """An alarm about one household: open until somebody writes whom she saw, when, and how she is.

    `resident` is the one it is about, the first by age of the register. `words` say how she is, or
    why nobody need look any more; a false alarm is ended in words and never deleted. The visits
    that led to it point here (`entries`).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="knocks", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="knocks")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    knocked_on = models.DateField("哪天敲的门")
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=KnockState, default=KnockState.OPEN)
    seen_at = models.DateTimeField("什么时候见到的", null=True, blank=True)
    seen_by = models.CharField("谁见到的", max_length=40, blank=True)
    words = models.CharField("怎么样", max_length=rules.WORDS_MOST, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = KnockQuerySet.as_manager()

    class Meta:
        db_table = "knocks_knock"
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(state=KnockState.OPEN),
                name="knock_one_open_a_door",
                violation_error_message="这一户已经在找人了。",
            ),
            models.CheckConstraint(
                condition=Q(state=KnockState.OPEN, ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(state=KnockState.OPEN) & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="knock_ends_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=KnockState.SEEN)
                | (Q(seen_at__isnull=False) & ~Q(seen_by="") & ~Q(words="")),
                name="knock_seen_says_who_when_how",
                violation_error_message="请写谁见到的、什么时候、人怎么样。",
            ),
            models.CheckConstraint(
                condition=~Q(state=KnockState.CALLED_OFF) | ~Q(words=""),
                name="knock_called_off_in_words",
                violation_error_message="请写怎么回事。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "opened_at", "id"),
                condition=Q(state=KnockState.OPEN),
                name="knock_open",
            ),
            models.Index(fields=("committee", "-opened_at", "-id"), name="knock_newest_first"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == KnockState.OPEN


class KnockStep(models.Model):
    """One call or question: whom, when, what came of it. Added, never changed."""

    knock = models.ForeignKey(Knock, models.PROTECT, related_name="steps", db_index=False)
    rung = models.CharField(max_length=10, choices=Rung)
    whom = models.CharField("找谁", max_length=60, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    words = models.CharField("怎么说", max_length=rules.WORDS_MOST, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = StepQuerySet.as_manager()

    class Meta:
        db_table = "knocks_step"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("knock", "-at", "-id"), name="knock_step_newest")]
