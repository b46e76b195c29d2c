"""Care: why somebody is looked after, who agreed to what, and whom to ring when it is urgent."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from committees.care.querysets import (
    CareLabelQuerySet,
    CareQuerySet,
    ConsentQuerySet,
    DoorToldQuerySet,
    LabelKindQuerySet,
)
from committees.care.rules import Nature
from committees.care.states import (
    Answer,
    Care,
    Colour,
    Detail,
    Disability,
    Grade,
    Ground,
    Purpose,
)
from committees.notices.models import Notice
from committees.people.models import User
from committees.residents.models import Household, Resident
from committees.territory.models import Committee
from jiedao.common.bases import Versioned
from jiedao.common.crypto import EncryptedTextField, blind_index


class LabelKind(Versioned):
    """A kind of care label; the street edits the table.

    `letter` stands on the map after somebody filters for it. `legal` kinds are granted by a public
    body and need no consent (`Ground.DUTY`); `health` ones and those of `minors` need a consent of
    their own (PIPL arts. 28, 29, 31). `review_months` until somebody has to look again.
    `visit_days` until somebody has to be there again (None: no plan). `knock`: nobody opening is
    an alarm at once (R2). `carried`: needs somebody at the door when water or lifts fail (R3).
    """

    key = models.SlugField(max_length=24, unique=True)
    name = models.CharField("名称", max_length=24, unique=True)
    letter = models.CharField("一个字", max_length=1)
    colour = models.CharField("颜色", max_length=8, choices=Colour, default=Colour.GREY)
    care = models.CharField("帮扶类别", max_length=10, choices=Care)
    detail = models.CharField("还要写什么", max_length=10, choices=Detail, blank=True)
    legal = models.BooleanField("由政府部门认定", default=False)
    health = models.BooleanField("涉及健康", default=False)
    minors = models.BooleanField("涉及未成年人", default=False)
    knock = models.BooleanField("敲门没人应要马上找人", default=False)
    carried = models.BooleanField("停水停电、停梯时要上门", default=False)
    review_months = models.PositiveSmallIntegerField("几个月核对一次", default=12)
    visit_days = models.PositiveSmallIntegerField("几天走访一次", null=True, blank=True)
    source = models.CharField("依据", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    enabled = models.BooleanField("在用", default=True)

    objects = LabelKindQuerySet.as_manager()

    class Meta:
        db_table = "care_label_kind"
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=60),
                name="label_kind_review_real",
                violation_error_message="核对间隔请写 1 到 60 个月。",
            ),
            models.CheckConstraint(
                condition=Q(visit_days__isnull=True) | Q(visit_days__gte=1, visit_days__lte=366),
                name="label_kind_visit_real",
                violation_error_message="走访间隔请写 1 到 366 天。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def nature(self) -> Nature:
        return Nature(legal=self.legal, health=self.health, minors=self.minors)


class Consent(models.Model):
    """What somebody was asked and answered (PIPL arts. 13–15, 29, 31). Withdrawn, never deleted.

    A refusal is kept too, so that nobody asks twice; it never blocks help (R31).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="consents")
    purpose = models.CharField("同意什么", max_length=10, choices=Purpose)
    ground = models.CharField("依据", max_length=10, choices=Ground, default=Ground.CONSENT)
    answer = models.CharField("答复", max_length=8, choices=Answer, default=Answer.GIVEN)
    given_by = models.CharField("谁答复的", max_length=60, blank=True)
    on = models.DateField("哪天")
    until = models.DateField("到哪天", null=True, blank=True)
    paper = models.CharField("纸面材料在哪里", max_length=60, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("撤回那天", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        db_table = "care_consent"
        ordering = ("-on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground=Ground.GUARDIAN) | ~Q(given_by=""),
                name="consent_guardian_has_name",
                violation_error_message="监护人同意，请写监护人是谁。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("on")),
                name="consent_withdrawn_after_given",
            ),
        ]
        indexes = [models.Index(fields=("resident", "purpose", "-on"), name="consent_of_person")]


class CareLabel(Versioned):
    """Somebody belongs to a kind from a day on, until somebody says that it is over.

    `review_on`: the day to look at it again. `source` says who granted or saw it. `noted_at` and
    `ended_at` are when it was written down, so that the same day's mistake can be taken back.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="care_labels")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="labels")
    kind = models.ForeignKey(LabelKind, models.PROTECT, related_name="labels")
    disability = models.CharField("残疾类别", max_length=10, choices=Disability, blank=True)
    grade = models.PositiveSmallIntegerField("等级", choices=Grade, null=True, blank=True)
    words = models.CharField("说明", max_length=120, blank=True)
    since = models.DateField("从哪天起")
    review_on = models.DateField("下次核对")
    until = models.DateField("到哪天", null=True, blank=True)
    source = models.CharField("从哪里知道的", max_length=60, blank=True)
    ground = models.CharField("依据", max_length=10, choices=Ground, default=Ground.CONSENT)
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="labels"
    )
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("记下的时间", default=timezone.now, editable=False)
    reviewed_on = models.DateField("上次核对", null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("结束的时间", null=True, blank=True, editable=False)
    ended_why = models.CharField("为什么结束", max_length=60, blank=True)

    objects = CareLabelQuerySet.as_manager()

    class Meta:
        db_table = "care_label"
        ordering = ("resident", "kind__order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("resident", "kind"),
                condition=Q(until__isnull=True),
                name="care_label_once",
                violation_error_message="这个关爱类别已经有了。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="care_label_ends_after_it_began",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=[Ground.CONSENT, Ground.GUARDIAN])
                | Q(consent__isnull=False),
                name="care_label_consent_is_kept",
                violation_error_message="以“同意”为依据的，请先记下同意。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "kind"),
                condition=Q(until__isnull=True),
                name="care_label_in_force",
            ),
            models.Index(
                fields=("committee", "review_on"),
                condition=Q(until__isnull=True),
                name="care_label_to_review",
            ),
        ]

    def __str__(self) -> str:
        return self.kind.name

    @property
    def detail(self) -> str:
        """「肢体 二级」, or what was written; empty for most kinds."""
        if self.disability:
            return f"{self.get_disability_display()} {self.get_grade_display() or ''}".strip()
        return self.words


class EmergencyContact(Versioned):
    """紧急联系人: whom to ring, in order. Never masked or capped for the committee (R2)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="contacts")
    name = models.CharField("姓名", max_length=50)
    kinship = models.CharField("是他／她的什么人", max_length=20)
    phone = EncryptedTextField("电话")
    phone_tail = models.CharField(max_length=32, blank=True, editable=False)
    has_key = models.BooleanField("有钥匙", default=False)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    objects = CareQuerySet.as_manager()

    class Meta:
        db_table = "care_contact"
        ordering = ("resident", "order", "pk")

    def __str__(self) -> str:
        return f"{self.name}（{self.kinship}）"

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_derived()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_derived(self) -> None:
        self.phone_tail = blind_index("phone-tail", self.phone[-4:]) if self.phone else ""


class DoorTold(models.Model):
    """Somebody stood at this door and told them what an urgent notice says (R3). The row goes
    again when it was the wrong door."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="doors_told")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = DoorToldQuerySet.as_manager()

    class Meta:
        db_table = "care_door_told"
        constraints = [
            models.UniqueConstraint(
                fields=("notice", "household"),
                name="door_told_once",
                violation_error_message="这一户已经告知过了。",
            ),
        ]
