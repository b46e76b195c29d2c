"""Survey rounds: the whole estate in some weeks, building by building.

A visit is a log entry (`LogEntry` kind home); `SurveyVisit` only says in which round, and how the
door was found.
"""

from django.db import models
from django.utils import timezone

from casework.log.models import LogEntry
from casework.surveys.querysets import (
    SurveyPartQuerySet,
    SurveyRoundQuerySet,
    SurveyVisitQuerySet,
)
from casework.surveys.states import Outcome
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Building, Committee
from jiedao.common.bases import Versioned


class SurveyRound(Versioned):
    """走访轮次: from one day to another, both included. `ask`: what everybody is asked about."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="survey_rounds")
    title = models.CharField("这一轮叫什么", max_length=30)
    starts_on = models.DateField("从哪天")
    ends_on = models.DateField("到哪天")
    ask = models.CharField("主要问什么", max_length=120, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = SurveyRoundQuerySet.as_manager()

    class Meta:
        db_table = "survey_round"
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="survey_round_ends_after_it_began",
                violation_error_message="“到哪天”不能早于“从哪天”。",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "-starts_on", "-id"), name="survey_newest_first"),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyPart(models.Model):
    """A building of the round, and who goes there; without a member whoever has time."""

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="parts")
    building = models.ForeignKey(Building, models.PROTECT, related_name="survey_parts")
    member = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="survey_parts"
    )

    objects = SurveyPartQuerySet.as_manager()

    class Meta:
        db_table = "survey_part"
        ordering = ("round", "building__order", "building_id")
        constraints = [
            models.UniqueConstraint(fields=("round", "building"), name="survey_building_once"),
        ]


class SurveyVisit(models.Model):
    """One visit of the round. `needs`: what was written asks for a case."""

    round = models.ForeignKey(SurveyRound, models.PROTECT, related_name="visits")
    household = models.ForeignKey(Household, models.PROTECT, related_name="survey_visits")
    outcome = models.CharField("怎么样", max_length=8, choices=Outcome)
    needs = models.BooleanField("有需要", default=False)
    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="survey_visit")

    objects = SurveyVisitQuerySet.as_manager()

    class Meta:
        db_table = "survey_visit"
        ordering = ("round", "household", "pk")
        indexes = [models.Index(fields=("round", "household"), name="survey_visit_of_door")]
