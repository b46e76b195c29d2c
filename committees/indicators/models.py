"""An indicator: its name on the screen, its thresholds, and what it counts in plain words."""

from typing import Any, ClassVar

from django.db import models

from committees.indicators.querysets import IndicatorQuerySet
from committees.indicators.rules import Thresholds
from committees.indicators.states import (
    JUDGED_FROM_WORDS,
    LOW_NEEDS_HELP,
    UNITS,
    IndicatorKey,
)
from jiedao.common.bases import Versioned


class Indicator(Versioned):
    """`watch` and `alarm` in the unit of the indicator; `judged_from` is a day of the month or a
    month of the year, before which no level is drawn."""

    key = models.CharField(max_length=20, unique=True, choices=IndicatorKey, editable=False)
    name = models.CharField("叫什么", max_length=20)
    definition = models.TextField("怎么算", max_length=1_000)
    watch = models.PositiveSmallIntegerField("留意")
    alarm = models.PositiveSmallIntegerField("需要联系帮助")
    judged_from = models.PositiveSmallIntegerField("从什么时候起判断", default=1)
    order = models.PositiveSmallIntegerField("第几列", default=0)
    enabled = models.BooleanField("在用", default=True)

    objects: ClassVar[Any] = IndicatorQuerySet.as_manager()

    class Meta:
        db_table = "indicators_indicator"
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key__in=sorted(LOW_NEEDS_HELP), alarm__lt=models.F("watch"))
                | ~models.Q(key__in=sorted(LOW_NEEDS_HELP)) & models.Q(alarm__gt=models.F("watch")),
                name="indicator_alarm_beyond_watch",
                violation_error_message="“需要联系帮助”要比“留意”更远。",
            ),
            models.CheckConstraint(
                condition=models.Q(judged_from__gte=1, judged_from__lte=31),
                name="indicator_judged_from_real",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limits(self) -> Thresholds:
        return Thresholds(self.watch, self.alarm, self.key in LOW_NEEDS_HELP)

    @property
    def unit(self) -> str:
        return UNITS[IndicatorKey(self.key)]

    @property
    def compares(self) -> str:
        """「少于」 or 「到」: how the thresholds read."""
        return "少于" if self.key in LOW_NEEDS_HELP else "满"

    @property
    def judged_from_words(self) -> str:
        """What `judged_from` means for this indicator; empty where it means nothing."""
        return JUDGED_FROM_WORDS.get(IndicatorKey(self.key), "")
