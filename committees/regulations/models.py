"""The regulation library: what a rule is called, its versions, what they rest on and ask for."""

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.regulations.querysets import (
    BasisQuerySet,
    RegulationQuerySet,
    RequirementQuerySet,
    VersionQuerySet,
)
from committees.regulations.rules import Demand, Step, Text, demand_words, read_text
from committees.regulations.states import (
    FILED_CATEGORIES,
    Category,
    Level,
    Measure,
    Period,
    VersionState,
)
from committees.territory.models import Committee
from jiedao.common.bases import Versioned


class Regulation(models.Model):
    """One rule under one name and address, from a national law to a committee's own covenant.

    `is_model`: a text of the street with blanks, from which committees make their own; such an
    own one points back to it with `model`. `kept`: the newest version of the model which the
    committee has looked at and did not take over, so that it is not asked again.
    """

    slug = models.SlugField("网址", max_length=100, unique=True)
    level = models.CharField("层级", max_length=10, choices=Level)
    category = models.CharField("类别", max_length=10, choices=Category)
    name = models.CharField("名称", max_length=80)
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="regulations"
    )
    is_model = models.BooleanField("供居委会采用的范本", default=False)
    model = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="made_from_it"
    )
    kept = models.ForeignKey(
        "RegulationVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField("顺序", default=0)
    review_due_on = models.DateField("哪天复审", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    repealed_why = models.CharField("为什么废止", max_length=120, blank=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        db_table = "regulations_regulation"
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level="committee", committee__isnull=False)
                | (~models.Q(level="committee") & models.Q(committee__isnull=True)),
                name="regulation_committee_fits_level",
            ),
            models.CheckConstraint(
                condition=models.Q(is_model=False) | models.Q(level="street"),
                name="regulation_model_is_street_s",
            ),
            models.UniqueConstraint(
                fields=("committee", "model"),
                condition=models.Q(model__isnull=False),
                name="regulation_own_once",
                violation_error_message="本居委会已经有这个制度了。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("review_due_on",),
                condition=models.Q(review_due_on__isnull=False, repealed_on__isnull=True),
                name="regulation_review_due",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_filing(self) -> bool:
        """备案: a committee's own charter and covenants."""
        return self.level == Level.COMMITTEE and self.category in FILED_CATEGORIES


class RegulationVersion(Versioned):
    """The text as it applies from a day on. Once in force it never changes.

    `version` counts the edits of a draft. `is_summary`: our own notes of an official text, not
    its wording. `taken_from` is the model's version it was made from, with `filled` as its
    blanks. `adopted_words` is the public fact 「2026年3月5日居民代表会议，应到 40 人…」;
    `recorded_later`: 补录, the meeting itself is not in the portal.
    """

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="versions")
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发布单位", max_length=60, blank=True)
    text = models.TextField("正文")
    is_summary = models.BooleanField("只是要点", default=False)
    source = models.CharField("出处", max_length=200, blank=True)
    note = models.CharField("这一版改了什么", max_length=200, blank=True)
    taken_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="taken_by"
    )
    filled = models.JSONField(default=dict, blank=True)
    in_force_on = models.DateField("哪天起施行", null=True, blank=True)
    adopted_on = models.DateField("哪天通过", null=True, blank=True)
    adopted_words = models.CharField("怎么通过的", max_length=200, blank=True)
    recorded_later = models.BooleanField("补录", default=False)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tokens = models.TextField(blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        db_table = "regulations_version"
        ordering = ("-in_force_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="in_force") | models.Q(in_force_on__isnull=False),
                name="version_in_force_has_day",
                violation_error_message="请写“哪天起施行”。",
            ),
            models.CheckConstraint(
                condition=models.Q(adopted_on__isnull=True)
                | models.Q(in_force_on__isnull=True)
                | models.Q(in_force_on__gte=models.F("adopted_on")),
                name="version_in_force_after_adoption",
                violation_error_message="施行日期不能早于通过日期。",
            ),
            models.UniqueConstraint(
                fields=("regulation", "in_force_on"),
                condition=models.Q(state="in_force"),
                name="version_one_a_day",
                violation_error_message="同一天已经有一版开始施行了。",
            ),
            models.UniqueConstraint(
                fields=("regulation",),
                condition=models.Q(state="draft"),
                name="version_one_draft",
                violation_error_message="已经有一份草稿了，请接着改那一份。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("regulation", "-in_force_on"),
                condition=models.Q(state="in_force"),
                name="version_newest_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.regulation.name

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def reading(self) -> Text:
        return read_text(self.text)

    @property
    def step(self) -> Step:
        return Step(self.state, self.in_force_on)

    @property
    def day(self) -> str:
        """The day in its address."""
        return self.in_force_on.isoformat() if self.in_force_on else ""


class Basis(models.Model):
    """What a version rests on: another version, and which article of it (0: all of it)."""

    version = models.ForeignKey(RegulationVersion, models.CASCADE, related_name="bases")
    rests_on = models.ForeignKey(RegulationVersion, models.PROTECT, related_name="carried")
    article = models.PositiveSmallIntegerField("第几条", default=0)

    objects = BasisQuerySet.as_manager()

    class Meta:
        db_table = "regulations_basis"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("version", "rests_on", "article"), name="basis_once"),
            models.CheckConstraint(
                condition=~models.Q(version=models.F("rests_on")), name="basis_not_itself"
            ),
        ]


class Requirement(models.Model):
    """What a version asks to be done, in a measure that is counted from real records.

    `article` is one the version has (checked by the acts). `blank` names the blank of the model
    in which the same number stands, so that it is written once. `meeting_name` is what a kind of
    the street's own was called when the text was written.
    """

    version = models.ForeignKey(RegulationVersion, models.CASCADE, related_name="requirements")
    article = models.PositiveSmallIntegerField("依据第几条")
    measure = models.CharField("看什么", max_length=30, choices=Measure)
    meeting_kind = models.CharField("哪种会议", max_length=20, blank=True, default="")
    meeting_name = models.CharField(max_length=30, blank=True, default="")
    period = models.CharField("多久看一次", max_length=10, choices=Period)
    number = models.PositiveSmallIntegerField("数字")
    blank = models.CharField(max_length=20, blank=True, default="")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        db_table = "regulations_requirement"
        ordering = ("article", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("version", "measure", "meeting_kind"),
                name="requirement_once",
                violation_error_message="这一项已经有要求了，请直接改它。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=1_000),
                name="requirement_number_real",
                violation_error_message="数字要在 1 到 1000 之间。",
            ),
            models.CheckConstraint(
                condition=~models.Q(measure="duty_coverage") | models.Q(number__lte=100),
                name="requirement_share_at_most_100",
                violation_error_message="有人率最多 100%。",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(measure="meetings_held") & ~models.Q(meeting_kind="")
                    | ~models.Q(measure="meetings_held") & models.Q(meeting_kind="")
                ),
                name="requirement_kind_of_meetings_only",
                violation_error_message="只有“开会”要选哪种会议。",
            ),
        ]

    def __str__(self) -> str:
        return demand_words(self.demand)

    @property
    def demand(self) -> Demand:
        return Demand(self.measure, self.period, self.number, self.meeting_kind, self.meeting_name)
