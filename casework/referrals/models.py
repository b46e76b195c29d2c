"""What another body was asked to do for a case (CAPABILITIES 62, 63)."""

from django.db import models
from django.utils import timezone

from casework.cases.models import Case
from casework.referrals.querysets import ReferralQuerySet
from casework.referrals.states import OPEN_STATES, ReferralKind, ReferralState
from committees.people.models import User
from committees.territory.models import Committee, Department, PartnerBody
from jiedao.common.bases import Versioned


class Referral(Versioned):
    """One question to one body. Neither `department` nor `body`: the street finds the right one,
    so that nothing goes nowhere. `answered_by` wrote the answer down, `said_by` gave it.

    The case's owner stays answerable to the resident until a transfer is accepted (首问负责).
    Nobody wrote an answer down (`answered_by` empty) where a body used its link, of which only a
    digest is stored. `shows_door`, `shows_phone`: what the committee decided to tell a partner; a
    phone with the resident's spoken consent, while the partner does it (R4). `read_at`: when
    somebody of the body first opened it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    kind = models.CharField("怎么请", max_length=8, choices=ReferralKind)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(PartnerBody, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("请他们做什么", max_length=500)
    state = models.CharField(
        max_length=12, choices=ReferralState, default=ReferralState.SENT, editable=False
    )
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer_by = models.DateTimeField("答复期限")
    shows_door = models.BooleanField("告诉对方哪一户", default=False)
    shows_phone = models.BooleanField("告诉对方电话", default=False)
    token_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.CharField("答复", max_length=500, blank=True)
    said_by = models.CharField("谁答复的", max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        db_table = "referrals_referral"
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department__isnull=True) | models.Q(body__isnull=True),
                name="referral_to_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "declined", "settled"])
                | models.Q(answered_at__isnull=False),
                name="referral_answer_has_instant",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(answer=""),
                name="referral_declined_has_reason",
                violation_error_message="退回请写原因。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("answer_by", "id"),
                condition=models.Q(state__in=["sent", "accepted"]),
                name="referral_open_by_answer",
            ),
            models.Index(fields=("case", "-sent_at"), name="referral_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case} → {self.to_name}"

    @property
    def is_open(self) -> bool:
        """Still to be answered, or to be done."""
        return self.state in OPEN_STATES

    @property
    def to_name(self) -> str:
        """Who was asked."""
        return str(self.department or self.body or "街道（请街道分派）")
