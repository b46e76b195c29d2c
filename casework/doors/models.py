"""The door of a household: when somebody was met there, and when somebody has to go again."""

from django.db import models
from django.db.models import F, Q

from casework.doors.querysets import DoorQuerySet
from committees.residents.models import Household
from committees.territory.models import Committee


class DoorRecord(models.Model):
    """Kept true by the acts of the log and by `actions.keep_up`; `log.doors` makes all of it anew.

    `last_tried_on` counts every visit, whether the door was opened or not. `visit_days` is the
    shortest interval of the care labels of those who live there, `next_visit_on` follows from it;
    `ever_met` is `last_met_on` as the first column of the plan: whom nobody has met comes first.
    """

    household = models.OneToOneField(
        Household, models.CASCADE, primary_key=True, related_name="door"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", db_index=False)
    last_met_on = models.DateField("上次见到", null=True, blank=True)
    last_tried_on = models.DateField("上次去", null=True, blank=True)
    ever_met = models.BooleanField(default=False, editable=False)
    visit_days = models.PositiveSmallIntegerField("几天走访一次", null=True, blank=True)
    next_visit_on = models.DateField("下次走访", null=True, blank=True)

    objects = DoorQuerySet.as_manager()

    class Meta:
        db_table = "doors_door"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_met_on__isnull=True, ever_met=False)
                | Q(last_met_on__isnull=False, ever_met=True, last_tried_on__gte=F("last_met_on")),
                name="door_met_after_trying",
            ),
            models.CheckConstraint(
                condition=Q(visit_days__isnull=True, next_visit_on__isnull=True)
                | Q(visit_days__isnull=False, next_visit_on__isnull=False),
                name="door_plan_has_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "ever_met", "next_visit_on", "household"),
                condition=Q(next_visit_on__isnull=False),
                name="door_to_visit",
            ),
            models.Index(fields=("committee", "last_met_on"), name="door_last_met"),
        ]
