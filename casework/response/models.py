"""困难快速反应: the table of levels and limits, the clocks of each case, pauses and the ladder."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.rules import MOST_DAYS
from casework.cases.states import CaseKind, Urgency
from casework.clocks.rules import Limits
from casework.clocks.states import Clock, Level, Unit
from casework.clocks.worktime import Limit
from casework.response.querysets import ClockQuerySet, OfCaseQuerySet, PauseQuerySet
from casework.response.states import MOST_AMOUNT, Authority, Rank
from committees.care.states import Care
from committees.people.models import User
from jiedao.common.bases import Versioned


def _amount(label: str) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    return models.PositiveSmallIntegerField(label, validators=[MaxValueValidator(MOST_AMOUNT)])


class ClockLevel(Versioned):
    """What the street promises at a level: four limits, each an amount and its unit."""

    level = models.PositiveSmallIntegerField("等级", choices=Level, unique=True)
    accept_amount = _amount("接下")
    accept_unit = models.CharField("单位", max_length=8, choices=Unit)
    contact_amount = _amount("联系居民")
    contact_unit = models.CharField("单位", max_length=8, choices=Unit)
    update_amount = _amount("说进展")
    update_unit = models.CharField("单位", max_length=8, choices=Unit)
    solve_amount = _amount("办好")
    solve_unit = models.CharField("单位", max_length=8, choices=Unit)

    class Meta:
        db_table = "response_level"
        ordering = ("level",)

    def __str__(self) -> str:
        return self.get_level_display()

    @property
    def limits(self) -> Limits:
        return Limits(*(self.limit(clock) for clock in Clock))

    def limit(self, clock: Clock) -> Limit:
        amount = getattr(self, f"{clock.value}_amount")
        return Limit(amount, Unit(getattr(self, f"{clock.value}_unit")))


class ClockRule(Versioned):
    """Kind × care × urgency → level. An empty column fits everything.

    `solve_days` replaces the level's limit for solving: 咨询 is quicker than its level. The row
    without conditions stays, so that every case finds one.
    """

    kind = models.CharField("类别", max_length=10, choices=CaseKind, blank=True)
    care = models.CharField("帮扶类别", max_length=12, choices=Care, blank=True)
    urgency = models.CharField("急不急", max_length=8, choices=Urgency, blank=True)
    level = models.PositiveSmallIntegerField("等级", choices=Level)
    solve_days = models.PositiveSmallIntegerField(
        "几个工作日办好", null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )

    class Meta:
        db_table = "response_rule"
        ordering = ("level", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "care", "urgency"),
                name="response_rule_once",
                violation_error_message="这一种已经有规定了，请改原来那一条。",
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4), name="response_rule_level_real"
            ),
        ]

    def __str__(self) -> str:
        words = (self.get_kind_display(), self.get_care_display(), self.get_urgency_display())
        return " · ".join(filter(None, words)) or "其他所有事项"

    @property
    def fits_everything(self) -> bool:
        return not (self.kind or self.care or self.urgency)


class Response(models.Model):
    """How one case is answered: what a person has decided about its level and its day.

    `level_by`: who set the level by hand. `unmatched`: only the row for everything fitted, a
    person should look. `chosen_on`: the day a person chose for the solving, and when.
    `help_first`: 先帮后补, what was not asked yet is asked on the page of the case.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="response")
    level_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    unmatched = models.BooleanField(default=False)
    chosen_on = models.DateField(null=True, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    counted_on = models.DateField(null=True, blank=True)
    help_first = models.BooleanField("先帮后补", default=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "response_case"


class CaseClock(models.Model):
    """One of the four clocks of a case, as it was counted last.

    Late and seriously late are questions to an index. `escalate_at`: when somebody further up
    has to hear of it; empty when nobody has.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    clock = models.CharField("钟", max_length=8, choices=Clock)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    serious_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    times_late = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)
    escalate_at = models.DateTimeField(null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        db_table = "response_clock"
        constraints = [
            models.UniqueConstraint(fields=("case", "clock"), name="response_clock_once"),
        ]
        indexes = [
            models.Index(
                fields=("due_at", "case"),
                condition=models.Q(met_at__isnull=True),
                name="response_clock_running",
            ),
            models.Index(
                fields=("serious_at", "case"),
                condition=models.Q(met_at__isnull=True),
                name="response_clock_serious",
            ),
            models.Index(
                fields=("escalate_at",),
                condition=models.Q(met_at__isnull=True, escalate_at__isnull=False),
                name="response_clock_to_escalate",
            ),
        ]


class Pause(models.Model):
    """等一等: with a reason and an end (S24). It begins when it is written, never earlier."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField("到哪天")
    reason = models.CharField("为什么", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        db_table = "response_pause"
        ordering = ("since", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="response_pause_has_end"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="response_pause_has_reason"
            ),
        ]
        indexes = [models.Index(fields=("case", "since"), name="response_pause_of_case")]


class Rung(Versioned):
    """A step of the ladder: so long after this clock was due, this rank hears of it."""

    level = models.PositiveSmallIntegerField("等级", choices=Level)
    clock = models.CharField("哪个期限", max_length=8, choices=Clock)
    rank = models.PositiveSmallIntegerField("告诉谁", choices=Rank)
    amount = _amount("过了多久")
    unit = models.CharField("单位", max_length=8, choices=Unit)

    class Meta:
        db_table = "response_rung"
        ordering = ("level", "clock", "rank")
        constraints = [
            models.UniqueConstraint(
                fields=("level", "clock", "rank"),
                name="response_rung_once",
                violation_error_message="这一级已经有了，请改原来那一条。",
            ),
        ]

    @property
    def limit(self) -> Limit:
        return Limit(self.amount, Unit(self.unit))


class Escalation(models.Model):
    """A rank was told that a promise of this instant was missed; once, whoever runs the task."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations")
    clock = models.CharField(max_length=8, choices=Clock)
    due_at = models.DateTimeField()
    rank = models.PositiveSmallIntegerField(choices=Rank)
    at = models.DateTimeField(default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "response_escalation"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("case", "clock", "due_at", "rank"), name="response_escalation_once"
            ),
        ]


class HarmReport(models.Model):
    """Suspected harm to a child was reported: to whom, when, and what they said (art. 11)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="harm_reports")
    to = models.CharField("报告给谁", max_length=8, choices=Authority)
    at = models.DateTimeField("几点报告的")
    said = models.CharField("谁接的，怎么说", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "response_harm_report"
        ordering = ("at", "pk")
