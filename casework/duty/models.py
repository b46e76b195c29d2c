"""The duty rota: what is to be manned, who takes part, and every single shift."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.duty.querysets import ShiftQuerySet
from casework.duty.states import RotaState, Slot, SwapApproval, SwapState
from committees.people.models import User
from committees.reach.querysets import ScopedQuerySet
from committees.territory.models import Committee
from jiedao.common.bases import Versioned


class SlotRule(models.Model):
    """A slot that the committee mans: which days, from when to when, how many people.

    Rows without a committee are the street's: they hold wherever a committee has none of its own.

    `on_workdays` counts make-up Saturdays as working days; `on_rest_days` covers weekends and
    statutory holidays.
    """

    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="slot_rules"
    )
    slot = models.CharField("班次", max_length=10, choices=Slot)
    starts = models.TimeField("开始")
    ends = models.TimeField("结束", help_text="不晚于开始的，算到第二天")
    on_workdays = models.BooleanField("工作日", default=True)
    on_weekends = models.BooleanField("双休日", default=False)
    on_festivals = models.BooleanField("节假日", default=False)
    people = models.PositiveSmallIntegerField("几个人", default=1)
    with_lead = models.BooleanField("要带班", default=False)
    age_limit_applies = models.BooleanField("年纪大的不排", default=False)
    enabled = models.BooleanField("在用", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_slot_rule"
        ordering = ("committee", "starts", "pk")
        constraints = [
            models.UniqueConstraint(
                Coalesce("committee", 0), "slot", "starts", name="slot_rule_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(people__gte=1, people__lte=4), name="slot_rule_people_real"
            ),
        ]


class SwapRule(models.Model):
    """Whose consent a swap needs: the street's row has no committee, a committee's overrides it."""

    committee = models.OneToOneField(
        Committee, models.PROTECT, null=True, blank=True, related_name="swap_rule"
    )
    approval = models.CharField("换班要谁同意", max_length=10, choices=SwapApproval)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_swap_rule"
        constraints = [
            models.UniqueConstraint(Coalesce("committee", 0), name="swap_rule_once_each"),
        ]


class RotaMember(models.Model):
    """Somebody who takes part in the rotation, and what to respect.

    `spared` is ticked by the director; no birthday is kept for it.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="rota_members")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("轮到的顺序", default=0)
    no_nights = models.BooleanField("不排夜间", default=False)
    may_lead = models.BooleanField("可以带班", default=False)
    spared = models.BooleanField("年纪大，照顾", default=False)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_rota_member"
        ordering = ("committee", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("committee", "person"), name="rota_member_once"),
        ]


class Leave(models.Model):
    """Days on which a person cannot take duty. Both days count."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="leaves")
    since = models.DateField("从")
    until = models.DateField("到（含当天）")
    reason = models.CharField("原因", max_length=60, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_leave"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="leave_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ]


class Rota(Versioned):
    """A month of shifts of one committee. Residents and reminders see it once published."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="rotas")
    month = models.DateField("月份", help_text="当月 1 日")
    state = models.CharField(max_length=10, choices=RotaState, default=RotaState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_rota"
        constraints = [
            models.UniqueConstraint(fields=("committee", "month"), name="rota_one_a_month"),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="rota_month_is_its_first_day"
            ),
        ]


class Shift(Versioned):
    """One seat of one slot on one day. `person` is empty where somebody is missing (缺人).

    `lead` is the person 带班 for the shift. Check-in belongs to the shift, so a swap or a
    take-over moves with it. `check_in_noted_at` is set when the check-in was written down later
    (补签): when somebody came and when that was noted are two dates (R7).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="shifts")
    rota = models.ForeignKey(Rota, models.PROTECT, related_name="shifts")
    day = models.DateField()
    slot = models.CharField(max_length=10, choices=Slot)
    seat = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="shifts")
    lead = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_in_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    check_in_noted_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)
    taken_over_from = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_over_why = models.CharField(max_length=80, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        db_table = "duty_shift"
        ordering = ("starts_at", "seat", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "starts_at", "slot", "seat"), name="shift_seat_once"
            ),
            models.UniqueConstraint(
                fields=("person", "starts_at"),
                condition=models.Q(person__isnull=False),
                name="shift_nobody_twice_at_once",
                violation_error_message="这个人同一时间已经有值班了。",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_ends_later"
            ),
            models.CheckConstraint(
                condition=models.Q(checked_out_at__isnull=True)
                | models.Q(checked_in_at__isnull=False),
                name="shift_out_after_in",
            ),
            models.CheckConstraint(
                condition=models.Q(check_in_noted_at__isnull=True)
                | models.Q(check_in_noted_at__gte=models.F("checked_in_at")),
                name="shift_noted_after_in",
            ),
        ]
        indexes = [
            models.Index(fields=("committee", "day", "starts_at"), name="shift_by_day"),
            models.Index(fields=("person", "starts_at"), name="shift_by_person"),
            models.Index(
                fields=("ends_at", "committee", "checked_in_at", "starts_at"), name="shift_ended"
            ),
        ]


class Swap(models.Model):
    """Asking somebody to take a shift, perhaps in return for one of theirs.

    It hangs on the shift, not on clock times: if the shift moves, the request moves with it.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="swaps")
    shift = models.ForeignKey(Shift, models.CASCADE, related_name="swaps")
    in_return = models.ForeignKey(Shift, models.CASCADE, null=True, blank=True, related_name="+")
    giver = models.ForeignKey(User, models.PROTECT, related_name="+")
    taker = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=SwapState, default=SwapState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_why = models.CharField(max_length=80, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_swap"
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("shift",),
                condition=models.Q(state__in=["asked", "agreed"]),
                name="swap_one_open_a_shift",
                violation_error_message="这一班已经有人在换了。",
            ),
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("taker")), name="swap_two_people"
            ),
        ]


class HandoverPoint(models.Model):
    """An open point that one shift leaves to the next, until someone acknowledges it."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="handover_points")
    left_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(default=timezone.now)
    from_shift = models.ForeignKey(Shift, models.SET_NULL, null=True, related_name="left_points")
    text = models.CharField("没办完的事", max_length=200)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_handover_point"
        ordering = ("-left_at", "-pk")
        indexes = [
            models.Index(
                fields=("committee", "left_at"),
                condition=models.Q(settled_at__isnull=True),
                name="handover_open",
            )
        ]


class DayReport(models.Model):
    """「今天平安」 or 「有情况」: one a committee and day (R1)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="day_reports")
    day = models.DateField()
    quiet = models.BooleanField()
    text = models.CharField("什么情况", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        db_table = "duty_day_report"
        constraints = [
            models.UniqueConstraint(fields=("committee", "day"), name="day_report_once"),
        ]
