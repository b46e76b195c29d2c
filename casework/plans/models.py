"""Plans of a case: templates the street keeps, and the dated steps of one case."""

from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.plans.querysets import PlanStepQuerySet, TemplateQuerySet
from committees.care.states import Care
from committees.people.models import User
from jiedao.common.bases import Versioned

MOST_DAYS = 250
"""Working days: about a year."""


class PlanTemplate(Versioned):
    """What usually has to be done for somebody in this position (CAP 69). The street's words."""

    key = models.SlugField(max_length=24, unique=True)
    name = models.CharField("名称", max_length=24, unique=True)
    care = models.CharField("帮扶类别", max_length=10, choices=Care)
    source = models.CharField("依据", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    enabled = models.BooleanField("在用", default=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        db_table = "plans_template"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class TemplateStep(models.Model):
    """One step: so many working days after the plan began."""

    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="steps")
    days = models.PositiveSmallIntegerField("第几个工作日")
    text = models.CharField("做什么", max_length=80)

    class Meta:
        db_table = "plans_template_step"
        ordering = ("days", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(days__lte=MOST_DAYS),
                name="plan_template_days_real",
                violation_error_message=f"最多 {MOST_DAYS} 个工作日。",
            ),
        ]


class PlanStep(models.Model):
    """A step of one case with its day. `template` is empty for a step somebody added herself.

    Done with a word, or dropped with a reason; neither is ever deleted.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_steps")
    template = models.ForeignKey(PlanTemplate, models.PROTECT, null=True, related_name="+")
    text = models.CharField("做什么", max_length=80)
    due_on = models.DateField("哪天前")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    word = models.CharField("做得怎么样", max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True)

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        db_table = "plans_step"
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, dropped_at__isnull=True)
                & ~Q(word=""),
                name="plan_step_done_by_somebody_with_a_word",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | ~Q(word=""),
                name="plan_step_dropped_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=("case", "due_on"),
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="plan_step_to_do",
            ),
        ]
