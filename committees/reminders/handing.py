"""Handing over: a due row becomes a message in the inbox, a line of the call list, a letter."""

from collections.abc import Iterable
from datetime import datetime

from committees.people.models import Nudge, User
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.rules import LATE_AFTER
from committees.reminders.states import Channel, State
from jiedao.common.dates import cn_moment


def hand_over(rows: list[Reminder], at: datetime) -> int:
    """Put locked rows into inboxes and onto the call list; mark them; start what goes outside.

    Gives how many were delivered. The messages carry the reminder's key, so one that lies there
    already stays the only one.
    """
    inbox = [row for row in rows if row.channel == Channel.INBOX]
    InboxMessage.objects.bulk_create((_message(row, at) for row in inbox), ignore_conflicts=True)
    Call.objects.bulk_create(
        (_call(row, at) for row in rows if row.channel == Channel.CALL), ignore_conflicts=True
    )
    Reminder.objects.bulk_create(_spawned(inbox, at), ignore_conflicts=True)
    mine = Reminder.objects.waiting().filter(pk__in=[row.pk for row in rows])
    return mine.update(state=State.SENT, sent_at=at, problem="")


def _message(row: Reminder, at: datetime) -> InboxMessage:
    return InboxMessage(
        reminder=row,
        recipient=row.recipient,
        text=late_words(row, at),
        body=row.body,
        url=row.url,
        at=at,
    )


def _call(row: Reminder, at: datetime) -> Call:
    return Call(
        reminder=row,
        recipient_id=row.recipient_id,
        callee=row.callee,
        callee_phone=row.callee_phone,
        committee_id=row.committee_id,
        text=late_words(row, at),
        at=at,
        call_at=at,
        until=row.event_at,
    )


def _spawned(inbox: Iterable[Reminder], at: datetime) -> Iterable[Reminder]:
    """Beside the inbox: what the person asks for at this moment and can be reached by."""
    for row in inbox:
        channel = channel_outside(row.recipient)
        if channel:
            yield Reminder(
                rule=row.rule,
                object_type=row.object_type,
                object_id=row.object_id,
                recipient_id=row.recipient_id,
                step=row.step,
                channel=channel,
                committee_id=row.committee_id,
                event_at=row.event_at,
                due_at=row.due_at,
                next_try_at=at,
                words=row.words,
                text=row.text,
                body=row.body,
                url=row.url,
            )


def channel_outside(person: User | None) -> Channel | None:
    """E-mail, SMS or the call list, as the person chose; None when the inbox is enough."""
    if person is None or not person.is_active:
        return None
    match person.reminded_by:
        case Nudge.EMAIL:
            return Channel.EMAIL if person.email else None
        case Nudge.SMS:
            return Channel.SMS if person.phone_index else None
        case Nudge.CALL:
            return Channel.CALL
    return None


def is_late(row: Reminder, at: datetime) -> bool:
    return at - row.due_at > LATE_AFTER


def late_words(row: Reminder, at: datetime) -> str:
    """What the person reads. 「一小时后」 that comes a day late says so."""
    late = f"（晚到，应在{cn_moment(row.due_at, at)}）" if is_late(row, at) else ""
    return f"{late}{row.message}"
