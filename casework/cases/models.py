"""Cases (居民事项): what a resident needs, whose job it is, and what happened so far."""

from django.db import models
from django.utils import timezone

from casework.cases import rules
from casework.cases.querysets import CasePhotoQuerySet, CaseQuerySet, OfCaseQuerySet
from casework.cases.states import CaseKind, CaseState, EventKind, Source, Urgency
from casework.log.models import LogEntry
from committees.files.models import StoredFile
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee, PartnerBody
from jiedao.common.bases import Recyclable, Versioned
from jiedao.common.crypto import EncryptedTextField
from meetings.convening.models import Topic

LIGHTEST = 4
"""Levels go from 1, life in danger, to this one."""


class Case(Versioned, Recyclable):
    """One matter of one resident or place. `year` and `number` make the number said on the phone.

    `cares` holds values of `Care`, required for hardship. `phone_tail` lets the resident ask
    with the number and the last four digits (R20). While it is offered to somebody, `owner` still
    answers for it (首问负责), and `answer_by` says until when the other person has to answer.
    `waits_until`: when whoever is waited for should have answered; then it is the owner's move
    again. `taken_by`: other bodies that have accepted it and do it now. `came_back`: who gave it
    back and how, until somebody here does something with it.
    `level` 1 is the gravest. `harm`: a child may have been harmed (未成年人保护法 art. 11).
    `money` and `minor`: money or goods are given, somebody under 18 is concerned; like hardship
    and the levels 1 and 2 such cases are closed by two people (`rules.needs_two`, R6).
    `private`: read by the people on its list only. `due_why` says how the day came about.
    `on_behalf_of`: who is meant when somebody else came.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="cases")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField("什么事", max_length=60)
    text = models.TextField("要解决什么", max_length=2_000, blank=True)
    kind = models.CharField("类别", max_length=10, choices=CaseKind)
    cares = models.JSONField("帮扶类别", default=list, blank=True)
    urgency = models.CharField("急不急", max_length=8, choices=Urgency, default=Urgency.NORMAL)
    level = models.PositiveSmallIntegerField("等级", default=LIGHTEST)
    harm = models.BooleanField("可能有孩子受到伤害", default=False)
    money = models.BooleanField("涉及钱物", default=False)
    minor = models.BooleanField("涉及未成年人", default=False)
    private = models.BooleanField("只给指定的人看", default=False)
    source = models.CharField("从哪里来", max_length=10, choices=Source, default=Source.DESK)
    entry = models.ForeignKey(LogEntry, models.PROTECT, null=True, blank=True, related_name="cases")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    ticket = models.CharField("12345 工单号", max_length=40, blank=True)
    on_behalf_of = models.CharField("替谁记的", max_length=40, blank=True)
    place = models.CharField("哪里", max_length=60, blank=True)
    who = models.CharField("谁反映的", max_length=60, blank=True)
    phone = EncryptedTextField("电话", blank=True)
    phone_tail = models.CharField(max_length=32, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.NEW)
    owner = models.ForeignKey(User, models.PROTECT, related_name="owned_cases")
    offered_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    offered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer_by = models.DateTimeField("答复期限", null=True, blank=True)
    waiting_for = models.CharField("等谁", max_length=120, blank=True)
    waits_until = models.DateTimeField("等到什么时候", null=True, blank=True)
    taken_by = models.CharField("哪个单位接下了", max_length=120, blank=True)
    came_back = models.CharField("对方怎么说", max_length=120, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField("期限")
    due_days = models.PositiveSmallIntegerField("几个工作日", null=True, blank=True)
    due_why = models.TextField("为什么是这天", blank=True)
    closing_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.TextField("怎么办好的", max_length=1_000, blank=True)
    evidence = models.TextField("凭什么说办好了", max_length=500, blank=True)
    tokens = models.TextField(blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table = "cases_case"
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "year", "number"), name="case_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False),
                name="case_closed_has_instant",
            ),
            models.CheckConstraint(
                condition=(
                    ~models.Q(state="closed")
                    | (
                        ~models.Q(kind="hardship")
                        & models.Q(money=False, minor=False, harm=False, level__gt=rules.GRAVE)
                    )
                )
                | (
                    ~models.Q(closed_by=models.F("closing_by"))
                    & models.Q(closing_by__isnull=False, closed_by__isnull=False)
                    & ~models.Q(evidence="")
                ),
                name="case_hardship_two_people_and_evidence",
                violation_error_message=f"{rules.TWO_PEOPLE_WORDS}要有依据，并由另一个人确认办结。",
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=LIGHTEST),
                name="case_level_real",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="hardship") | ~models.Q(cares=[]),
                name="case_hardship_has_care",
                violation_error_message="困难事项请选帮扶类别。",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_to__isnull=False)
                | models.Q(offered_by__isnull=True, answer_by__isnull=True),
                name="case_answer_only_of_an_offer",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_to__isnull=True)
                | ~models.Q(offered_to=models.F("owner")),
                name="case_offered_to_somebody_else",
            ),
        ]
        indexes = [
            models.Index(
                fields=("committee", "due_on", "id"),
                condition=models.Q(
                    state__in=["new", "working", "waiting", "followed_up"],
                    removed_at__isnull=True,
                ),
                name="case_open_by_due",
            ),
            models.Index(
                fields=("owner", "due_on", "id"),
                condition=models.Q(
                    state__in=["new", "working", "waiting", "followed_up"],
                    removed_at__isnull=True,
                ),
                name="case_open_by_owner",
            ),
            models.Index(
                fields=("committee", "-closed_at", "-id"),
                condition=models.Q(state="closed", removed_at__isnull=True),
                name="case_closed_newest",
            ),
            models.Index(fields=("year", "number"), name="case_as_spoken"),
            models.Index(
                fields=("place",), condition=~models.Q(place=""), name="case_of_unknown_door"
            ),
            models.Index(
                fields=("opened_at", "id"),
                condition=models.Q(removed_at__isnull=True),
                name="case_opened_by_day",
            ),
            models.Index(
                fields=("closed_at", "id"),
                condition=models.Q(state="closed", removed_at__isnull=True),
                name="case_closed_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.spoken_number

    @property
    def spoken_number(self) -> str:
        """As said on the phone: 26-31 is the 31st of 2026."""
        return f"{self.year % 100:02d}-{self.number}"


class CaseReader(models.Model):
    """Somebody let into a private case, or a hardship record of the street, and why.

    On the list (`until` empty) by whoever manages the case, or for some hours by her own word
    （「要看，请写为什么」）. Rows are added and ended, never deleted.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField("为什么要看", max_length=200, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "cases_reader"
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("case", "user"),
                condition=models.Q(until__isnull=True),
                name="case_reader_listed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("user")) | ~models.Q(why=""),
                name="case_reader_own_word_has_reason",
                violation_error_message="请写“为什么要看”。",
            ),
        ]
        indexes = [models.Index(fields=("user", "case"), name="case_reader_of_user")]


class CaseRule(Versioned):
    """What the street has settled about cases: one row, or the defaults while there is none."""

    answer_hours = models.PositiveSmallIntegerField(
        "交给别人，几个工作小时内答复", default=rules.ANSWER_HOURS
    )

    class Meta:
        db_table = "cases_rule"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_hours__gte=1, answer_hours__lte=rules.MOST_ANSWER_HOURS),
                name="case_rule_answer_hours_real",
                violation_error_message=f"请写 1 到 {rules.MOST_ANSWER_HOURS} 之间的小时数。",
            )
        ]

    @classmethod
    def current(cls) -> "CaseRule":
        """The rule in force; one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class CaseEvent(models.Model):
    """One line of the timeline. Added, never changed.

    `by` is empty for what the resident herself says (R20), and for what a rule does by itself.
    `body`: somebody speaks for it; alone, where it used its link.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(
        PartnerBody, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    text = models.TextField(max_length=2_000, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "cases_event"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("case", "-at", "-id"), name="case_event_newest")]


class CasePhoto(Recyclable):
    """A photo added with an event. Taken off, it lies in the bin for 30 days."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    removed_why = models.CharField("为什么去掉", max_length=120, blank=True)

    objects = CasePhotoQuerySet.as_manager()

    class Meta:
        db_table = "cases_photo"


class CaseTopic(models.Model):
    """A case that was brought to a meeting, and the topic it became.

    Where the topic was carried over, its next one is found from there on.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="topics")
    topic = models.OneToOneField(Topic, models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table = "cases_topic"
        ordering = ("-raised_at", "-pk")
