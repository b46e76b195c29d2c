"""Sending what is due. May run twice, in parallel and die at any moment: each row goes out once.

What stays in the house (inbox, call list) is delivered and marked in one transaction, in batches.
What leaves it (e-mail, SMS) is leased, sent and marked row by row, with no lock while the other
side answers: whoever dies in between leaves one lease behind, and one row to repeat.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models, transaction

from committees.delivery.channels import Undelivered, deliver
from committees.reminders.handing import hand_over, is_late, late_words
from committees.reminders.models import Reminder
from committees.reminders.querysets import AT_ONCE, OUTSIDE
from committees.reminders.rules import MOST_TRIES, next_try, sms_may_go_at
from committees.reminders.states import AT_ANY_HOUR, Channel, State

BATCH = 500
LEASE = timedelta(minutes=5)


@dataclass
class Sent:
    """What one run did. `late` counts those that went out over 10 minutes after they were due."""

    due: int = 0
    sent: int = 0
    failed: int = 0
    late: int = 0


def send_due(at: datetime, *, seconds: float | None = None) -> Sent:
    """Send everything that is due, inboxes first.

    After `seconds` the rest of what leaves the house is left to the next run: a mail server that
    does not answer must not hold up the inboxes.
    """
    run = Sent()
    while _send_batch(at, run):
        pass
    _send_outside(at, run, time.monotonic() + seconds if seconds is not None else None)
    return run


def _send_batch(at: datetime, run: Sent) -> int:
    """Deliver up to BATCH rows that nobody else holds, in one transaction."""
    with transaction.atomic():
        rows = list(_unclaimed(at)[:BATCH])
        count = hand_over(rows, at)
    run.due += count
    run.sent += count
    run.late += sum(is_late(row, at) for row in rows)
    return count


def _unclaimed(at: datetime) -> "models.QuerySet[Reminder]":
    """SQLite locks the whole database at BEGIN IMMEDIATE, so there a second sender waits."""
    rows = Reminder.objects.due(at).filter(channel__in=AT_ONCE).with_recipient()
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _send_outside(at: datetime, run: Sent, until: float | None) -> None:
    """Each pass takes what is due when it begins; what was tried is due later or not at all."""
    while rows := list(_outside(at)[:BATCH]):
        for row in rows:
            if until is not None and time.monotonic() > until:
                return
            _send_one(row, at, run)


def _outside(at: datetime) -> "models.QuerySet[Reminder]":
    return Reminder.objects.due(at).filter(channel__in=OUTSIDE).select_related("recipient")


def _send_one(row: Reminder, at: datetime, run: Sent) -> None:
    waits = row.channel == Channel.SMS and row.rule not in AT_ANY_HOUR
    allowed = sms_may_go_at(at, row.event_at) if waits else at
    if allowed > at:
        _still_mine(row).update(next_try_at=allowed)
        return
    if not _still_mine(row).update(tries=row.tries + 1, next_try_at=at + LEASE):
        return  # somebody else has it, or it vanished with its event
    run.due += 1
    row.tries += 1
    row.next_try_at = at + LEASE
    try:
        if row.tries > MOST_TRIES:
            raise Undelivered("每次都没能送完")
        deliver(row, late_words(row, at))
    except Undelivered as problem:
        run.failed += 1
        _put_off(row, str(problem)[:200], at)
        return
    run.sent += 1
    run.late += is_late(row, at)
    _still_mine(row).update(state=State.SENT, sent_at=at, problem="")


def _still_mine(row: Reminder) -> "models.QuerySet[Reminder]":
    """The row as it was read: a conditional UPDATE of it has one winner."""
    return Reminder.objects.waiting().filter(
        pk=row.pk, tries=row.tries, next_try_at=row.next_try_at
    )


def _put_off(row: Reminder, problem: str, at: datetime) -> None:
    again = next_try(row.tries, at)
    if again is None:
        _still_mine(row).update(state=State.GIVEN_UP, problem=problem)
    else:
        _still_mine(row).update(next_try_at=again, problem=problem)
