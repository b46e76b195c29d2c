"""Reading reminders: what is due, what is late, what was given up."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from committees.reach.querysets import in_reach, reach_of
from committees.reminders.rules import LATE_AFTER
from committees.reminders.states import Channel, State

AT_ONCE = (Channel.INBOX, Channel.CALL)
"""Channels that are rows of our own database: delivered in the sender's transaction."""
OUTSIDE = (Channel.EMAIL, Channel.SMS)


class ReminderQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ReminderQuerySet":
        if reach_of(user).is_admin:
            return self
        return in_reach(self, user)  # type: ignore[return-value]

    def waiting(self) -> "ReminderQuerySet":
        return self.filter(state=State.WAITING)

    def due(self, at: datetime) -> "ReminderQuerySet":
        """Waiting, and its time (or the time of its next try) has come; oldest first."""
        return self.waiting().filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def with_recipient(self) -> "ReminderQuerySet":
        """Whom to tell and how; the phone number stays sealed until somebody needs it."""
        return self.select_related("recipient").defer("recipient__phone")

    def late(self, at: datetime) -> "ReminderQuerySet":
        """Still waiting over 10 minutes after it was due."""
        return self.waiting().filter(due_at__lt=at - LATE_AFTER)

    def given_up(self) -> "ReminderQuerySet":
        return self.filter(state=State.GIVEN_UP)

    def of_objects(self, rule: str, object_type: str, ids: Any) -> "ReminderQuerySet":
        """The living reminders of these objects; those of a time that has changed are history."""
        rows = self.filter(rule=rule, object_type=object_type, object_id__in=ids)
        return rows.exclude(state=State.MOVED)


class InboxQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "InboxQuerySet":
        """One's own messages only."""
        return self.filter(recipient_id=getattr(user, "pk", None))

    def unread(self) -> "InboxQuerySet":
        return self.filter(read_at__isnull=True)


class CallQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CallQuerySet":
        """The call list: the clerk's for the whole street, a committee's own people for theirs."""
        return in_reach(self, user)  # type: ignore[return-value]

    def to_make(self, at: datetime) -> "CallQuerySet":
        """Not ticked, and what it is about is not over; whom to phone first comes first.

        A call about something that was due before it was made (an overdue case) stays.
        """
        in_time = Q(until__isnull=True) | Q(until__gt=at) | Q(until__lte=F("at"))
        return self.filter(in_time, done_at__isnull=True).order_by("call_at", "pk")
