"""Reminders are rows with a unique key. The queue only wakes the sender."""

from django.db import models
from django.utils import timezone

from committees.people.models import User
from committees.reminders.querysets import CallQuerySet, InboxQuerySet, ReminderQuerySet
from committees.reminders.states import CallOutcome, Channel, Rule, State
from committees.territory.models import Committee
from jiedao.common.crypto import EncryptedTextField


class LadderStep(models.Model):
    """One step of a ladder: so long before the event, or at a time of day some days before.

    Both may be negative: -15 minutes is a quarter of an hour after (nobody has checked in), -1 day
    is the day after (an overdue case).
    """

    rule = models.CharField("哪一类", max_length=20, choices=Rule)
    minutes_before = models.IntegerField("提前多少分钟", null=True, blank=True)
    days_before = models.SmallIntegerField("提前几天", null=True, blank=True)
    at_time = models.TimeField("几点", null=True, blank=True)
    words = models.CharField("怎么说", max_length=40)
    enabled = models.BooleanField("在用", default=True)

    class Meta:
        db_table = "reminders_ladder_step"
        ordering = ("rule", "-days_before", "-minutes_before", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    minutes_before__isnull=False, days_before__isnull=True, at_time__isnull=True
                )
                | models.Q(
                    minutes_before__isnull=True, days_before__isnull=False, at_time__isnull=False
                ),
                name="ladder_step_one_way_to_say_when",
                violation_error_message="要么写提前多少分钟，要么写提前几天的几点。",
            ),
            models.UniqueConstraint(
                fields=("rule", "minutes_before"),
                name="ladder_minutes_once",
                violation_error_message="这一类里已经有同样的一步了。",
            ),
            models.UniqueConstraint(
                fields=("rule", "days_before", "at_time"),
                name="ladder_day_and_time_once",
                violation_error_message="这一类里已经有同样的一步了。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}，{self.when}：{self.words}"

    @property
    def when(self) -> str:
        """「提前 60 分钟」, 「提前 1 天，19:00」, 「过后 1 天，8:30」, 「当天 9:00」."""
        if self.minutes_before is not None:
            word = "提前" if self.minutes_before >= 0 else "过后"
            return f"{word} {abs(self.minutes_before)} 分钟"
        days = self.days_before or 0
        clock = f"{self.at_time.hour}:{self.at_time:%M}" if self.at_time else ""
        if days == 0:
            return f"当天 {clock}"
        return f"{'提前' if days > 0 else '过后'} {abs(days)} 天，{clock}"


class Reminder(models.Model):
    """One person is told of one event, at one step of the ladder, by one channel. Exactly once.

    `text` says what and when, `words` how near it is. `event_at` is the time the person is told
    of: a delivered reminder of an event that has moved since becomes history (`moved`), and the
    key is free for the new time. `next_try_at` is also the lease of whoever is sending it.
    Somebody without an account can only be phoned: `callee` instead of a recipient.
    """

    rule = models.CharField(max_length=20, choices=Rule)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    recipient = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    callee = models.CharField(max_length=30, blank=True)
    callee_phone = EncryptedTextField(blank=True)
    step = models.CharField(max_length=40)
    channel = models.CharField(max_length=5, choices=Channel)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    event_at = models.DateTimeField()
    due_at = models.DateTimeField()
    words = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200)
    body = models.TextField(max_length=4_000, blank=True)
    url = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        db_table = "reminders_reminder"
        constraints = [
            models.UniqueConstraint(
                fields=("rule", "object_type", "object_id", "recipient", "step", "channel"),
                condition=~models.Q(state="moved"),
                name="reminder_once",
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False)
                | models.Q(channel="call") & ~models.Q(callee=""),
                name="reminder_reaches_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=("next_try_at", "id"),
                condition=models.Q(state="waiting"),
                name="reminder_due",
            ),
            models.Index(
                fields=("due_at",), condition=models.Q(state="waiting"), name="reminder_late"
            ),
            models.Index(
                fields=("-due_at", "-id"),
                condition=models.Q(state="given_up"),
                name="reminder_given_up",
            ),
            models.Index(
                fields=("rule", "event_at"),
                condition=~models.Q(state="moved"),
                name="reminder_ahead",
            ),
            models.Index(fields=("object_type", "object_id"), name="reminder_by_object"),
        ]

    @property
    def who(self) -> str:
        """The name of whom it reaches."""
        return self.recipient.name if self.recipient else self.callee

    @property
    def message(self) -> str:
        return f"{self.words}：{self.text}" if self.words else self.text


class InboxMessage(models.Model):
    """A message on the platform. One for a reminder, by key.

    A delivered reminder is not deleted before its message (DO_NOTHING: the database refuses), so
    the reminders of a whole month vanish in one statement.
    """

    reminder = models.OneToOneField(Reminder, models.DO_NOTHING, null=True, related_name="+")
    recipient = models.ForeignKey(User, models.CASCADE, related_name="inbox", db_index=False)
    text = models.CharField(max_length=300)
    body = models.TextField(max_length=4_000, blank=True)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        db_table = "reminders_inbox_message"
        indexes = [
            models.Index(fields=("recipient", "-at", "-id"), name="inbox_newest_first"),
            models.Index(
                fields=("recipient",),
                condition=models.Q(read_at__isnull=True),
                name="inbox_unread",
            ),
            models.Index(fields=("at",), name="inbox_by_age"),
        ]


class Call(models.Model):
    """A line of the call list: somebody phones this person and ticks it off.

    `call_at` is when to phone (again); `until` is the event, after which the call is pointless.
    `done_at` is set once the person was reached; until then `outcome` tells the last try.
    `callee` is a person without an account, or a body.
    """

    reminder = models.OneToOneField(Reminder, models.DO_NOTHING, null=True, related_name="+")
    recipient = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    callee = models.CharField(max_length=30, blank=True)
    callee_phone = EncryptedTextField(blank=True)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    call_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("怎么样", max_length=10, choices=CallOutcome, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    tried_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        db_table = "reminders_call"
        indexes = [
            models.Index(
                fields=("committee", "call_at"),
                condition=models.Q(done_at__isnull=True),
                name="call_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, outcome__in=["", "no_answer", "later"])
                | models.Q(done_at__isnull=False, outcome="reached"),
                name="call_done_when_reached",
            ),
        ]

    @property
    def who(self) -> str:
        """The name of whom to phone."""
        return str(self.recipient) if self.recipient else self.callee

    @property
    def phone(self) -> str:
        """Empty where none is known."""
        return str(self.recipient.phone if self.recipient else self.callee_phone)
