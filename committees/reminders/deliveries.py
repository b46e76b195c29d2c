"""Who was told of a record, when and how: a line for the pages of shift, meeting and case (S43)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.states import LADDER_RULES, CallOutcome, Channel, State


@dataclass(frozen=True)
class Delivery:
    """「平台消息 明天值班 周桂英 11月22日 19:00 已送达」; `colour` is that of a status tag."""

    channel: str
    about: str
    name: str
    at: datetime
    word: str
    colour: str


def deliveries_of(record: models.Model) -> list[Delivery]:
    """Everything sent or about to be sent for a record, newest first. One query.

    The record was found through `visible_to`; whoever may open it may know who was told.
    """
    about = Reminder.objects.filter(object_type=record._meta.label_lower, object_id=record.pk)
    own = {"reminder": models.OuterRef("pk")}
    rows = about.with_recipient().annotate(
        seen=models.Exists(InboxMessage.objects.filter(**own, read_at__isnull=False)),
        call_outcome=models.Subquery(Call.objects.filter(**own).values("outcome")[:1]),
    )
    newest = {row.rule: row.event_at for row in sorted(rows, key=lambda row: row.pk)}
    found = [_delivery(row, row.seen, row.call_outcome, moved=_moved(row, newest)) for row in rows]
    return sorted(found, key=lambda delivery: delivery.at, reverse=True)


def _moved(row: Reminder, newest: dict[str, datetime]) -> bool:
    """Was the event put off afterwards? News is told once, whatever else is told later."""
    return row.rule in LADDER_RULES and row.event_at != newest[row.rule]


def _delivery(row: Reminder, seen: bool, call: str | None, *, moved: bool) -> Delivery:
    word, colour = WORDS[State(row.state)]
    if row.sent_at and seen:
        word = "已看过"
    if row.sent_at and row.channel == Channel.CALL:
        word, colour = CALL_WORDS[call] if call is not None else NO_CALL
    if row.sent_at and moved:
        word, colour = f"{word}，后来改了时间", "grey"
    return Delivery(
        Channel(row.channel).label,
        row.words or row.get_rule_display(),
        row.who,
        row.sent_at or row.due_at,
        word,
        colour,
    )


WORDS = {
    State.WAITING: (State.WAITING.label, "grey"),
    State.SENT: (State.SENT.label, "green"),
    State.MOVED: (State.SENT.label, "green"),
    State.GIVEN_UP: (State.GIVEN_UP.label, "amber"),
}
NO_CALL = ("不用打了", "grey")
CALL_WORDS = {
    "": ("等人打电话", "blue"),
    CallOutcome.REACHED: (CallOutcome.REACHED.label, "green"),
    CallOutcome.NO_ANSWER: (CallOutcome.NO_ANSWER.label, "amber"),
    CallOutcome.LATER: (CallOutcome.LATER.label, "grey"),
}
