"""Quarterly accounts (经费收支表), reviewed by two members of the 居务监督委员会 (R16)."""

from django.db import models
from django.utils import timezone

from committees.notices.models import Notice
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import Versioned
from meetings.disclosure.querysets import AccountQuerySet, OfAccountQuerySet
from meetings.disclosure.rules import Line, Quarter, Sums, sums_of
from meetings.disclosure.states import Side
from meetings.representatives.models import Seat


class Account(Versioned):
    """Income and expenses of one quarter, in fen. `notice` is where residents read them.

    Whoever changes a line takes the reviews away: two people review what is published.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="accounts")
    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    opening = models.BigIntegerField("上期结余", default=0, help_text="分")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = AccountQuerySet.as_manager()

    class Meta:
        db_table = "disclosure_account"
        ordering = ("-year", "-quarter", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "year", "quarter"),
                name="account_once_a_quarter",
                violation_error_message="这个季度已经填过了。",
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="account_quarter_real"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.words}经费收支"

    @property
    def period(self) -> Quarter:
        return Quarter(self.year, self.quarter)

    def table(self) -> list[Line]:
        """The lines as the rules read them, in their order. One query unless prefetched."""
        return [Line(row.side, row.what, row.fen, row.note) for row in self.lines.all()]

    def sums(self) -> Sums:
        return sums_of(self.opening, self.table())


class AccountLine(models.Model):
    """One line. `fen` is above zero; the side says which way it went."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="lines")
    side = models.CharField(max_length=7, choices=Side)
    order = models.PositiveSmallIntegerField(default=0)
    what = models.CharField("项目", max_length=60)
    fen = models.BigIntegerField("金额", help_text="分")
    note = models.CharField("说明", max_length=60, blank=True)

    objects = OfAccountQuerySet.as_manager()

    class Meta:
        db_table = "disclosure_account_line"
        ordering = ("-side", "order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fen__gt=0),
                name="account_line_above_zero",
                violation_error_message="金额要大于 0。",
            ),
        ]


class AccountReview(models.Model):
    """A member of the supervision committee has looked through the accounts and their papers.

    `by` entered it: the member herself, or the desk from the signature on paper.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="reviews")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    remark = models.CharField("意见", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfAccountQuerySet.as_manager()

    class Meta:
        db_table = "disclosure_account_review"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("account", "seat"),
                name="account_review_two_people",
                violation_error_message="这位委员已经核对过了，请另一位核对。",
            ),
        ]
