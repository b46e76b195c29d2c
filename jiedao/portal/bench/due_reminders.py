"""Ten thousand due reminders through the sender, against one SQL statement that does as much."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from committees.delivery.sending import send_due
from committees.people.models import Nudge, User
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import Channel, Rule

ROWS = 10_000
GOAL = 0.15
"""The sender's speed may not be less than this share of the one statement's."""
ONE_STATEMENT = """
WITH due AS (
    UPDATE reminders_reminder SET state = 'sent', sent_at = %s
    WHERE state = 'waiting' AND next_try_at <= %s AND channel = 'inbox'
    RETURNING id, recipient_id, words, text, url
)
INSERT INTO reminders_inbox_message (reminder_id, recipient_id, text, body, url, at)
SELECT id, recipient_id, words || '：' || text, '', url, %s FROM due
"""


@dataclass(frozen=True)
class Comparison:
    """Seconds each took for the same rows; `ratio` is the sender's speed over the statement's."""

    rows: int
    sender: float
    statement: float

    @property
    def ratio(self) -> float:
        return self.statement / self.sender


def compare(rows: int = ROWS) -> Comparison:
    """Everything is taken back afterwards. RuntimeError when a row got lost on either way."""
    at = timezone.now()
    with transaction.atomic():
        Reminder.objects.waiting().delete()
        sender = _timed(lambda: send_due(at), rows, at)
        statement = _timed(lambda: _in_one(at), rows, at)
        transaction.set_rollback(True)
    return Comparison(rows, sender, statement)


def _timed(send: Callable[[], object], rows: int, at: datetime) -> float:
    fresh = _due(rows, at)
    messages = InboxMessage.objects.count()
    started = perf_counter()
    send()
    seconds = perf_counter() - started
    if InboxMessage.objects.count() - messages != rows:
        raise RuntimeError(f"{rows} 条提醒没有各送一次。")
    InboxMessage.objects.filter(reminder__in=fresh).delete()
    Reminder.objects.filter(pk__in=fresh).delete()
    return seconds


def _due(rows: int, at: datetime) -> list[int]:
    """So many reminders, due just now, for people whom the inbox is enough."""
    people = list(User.objects.filter(reminded_by=Nudge.NONE).order_by("pk"))
    due = [
        Reminder(
            rule=Rule.DUTY,
            object_type="bench",
            object_id=number,
            recipient=people[number % len(people)],
            step="60m",
            channel=Channel.INBOX,
            event_at=at + timedelta(hours=1),
            due_at=at,
            next_try_at=at,
            words="一小时后值班",
            text="今天下午 13:30–17:00",
            url="/duty/",
        )
        for number in range(rows)
    ]
    return [row.pk for row in Reminder.objects.bulk_create(due, batch_size=1_000)]


def _in_one(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_STATEMENT, [at, at, at])
