"""Calls that somebody is to make at a certain hour, unless they become needless before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from committees.people.models import User
from committees.reminders.models import Call, Reminder
from committees.reminders.rules import before_quiet
from committees.reminders.states import Channel, Rule, State
from committees.territory.models import Committee

ASKED = "ask"
"""The step under which a planned call stands in the reminders' key."""


@dataclass(frozen=True)
class PlannedCall:
    """Whom to phone about what: a person with an account, or somebody by name and number. After
    `event_at` the call is pointless."""

    on: models.Model
    person: User | None
    due_at: datetime
    event_at: datetime
    committee: Committee
    text: str
    name: str = ""
    phone: str = ""


def plan_calls(rule: Rule, calls: Sequence[PlannedCall]) -> None:
    """Put the calls on the list when they are due, never in the quiet hours. An earlier plan for
    the same object and person is replaced; a call that stands on the list already stays, with the
    words of today. What was planned for another time of the event is history."""
    objects = [call.on for call in calls]
    _waiting(rule, objects).delete()
    _outdate(rule, calls)
    _reword(rule, calls)
    there = _of(rule, objects).filter(recipient__isnull=True)
    listed = set(there.values_list("object_id", flat=True))
    Reminder.objects.bulk_create(
        (
            Reminder(
                rule=rule,
                object_type=call.on._meta.label_lower,
                object_id=call.on.pk,
                recipient=call.person,
                callee="" if call.person else call.name,
                callee_phone="" if call.person else call.phone,
                step=ASKED,
                channel=Channel.CALL,
                committee=call.committee,
                event_at=call.event_at,
                due_at=before_quiet(call.due_at),
                next_try_at=before_quiet(call.due_at),
                text=call.text[:200],
            )
            for call in calls
            if call.person or call.on.pk not in listed
        ),
        ignore_conflicts=True,
    )


def drop_calls(rule: Rule, objects: Iterable[models.Model]) -> None:
    """Nobody need phone about these any more: planned calls and open lines of the list go."""
    rows = _of(rule, list(objects))
    open_calls = Call.objects.filter(reminder__in=rows.values("pk"), done_at__isnull=True)
    needless = list(open_calls.values_list("reminder_id", flat=True))
    open_calls.delete()
    rows.filter(models.Q(pk__in=needless) | ~models.Q(state=State.SENT)).delete()


def _outdate(rule: Rule, calls: Sequence[PlannedCall]) -> None:
    """Lines of the list that name another time go; calls that were made stay on record."""
    at = {call.on.pk: call.event_at for call in calls}
    there = _of(rule, [call.on for call in calls]).values_list("pk", "object_id", "event_at")
    old = [pk for pk, object_id, event_at in there if event_at != at[object_id]]
    Call.objects.filter(reminder__in=old, done_at__isnull=True).delete()
    Reminder.objects.filter(pk__in=old).update(state=State.MOVED)


def _reword(rule: Rule, calls: Sequence[PlannedCall]) -> None:
    """Whoever phones reads the place as it is now."""
    words = {call.on.pk: call.text[:200] for call in calls}
    listed = Call.objects.filter(
        reminder__in=_of(rule, [call.on for call in calls]).values("pk"), done_at__isnull=True
    ).select_related("reminder")
    changed = [line for line in listed if line.text != words[line.reminder.object_id]]
    for line in changed:
        line.text = words[line.reminder.object_id]
    Call.objects.bulk_update(changed, ["text"], batch_size=500)


def _waiting(rule: Rule, objects: Sequence[models.Model]) -> "models.QuerySet[Reminder]":
    return _of(rule, objects).filter(state=State.WAITING)


def _of(rule: Rule, objects: Sequence[models.Model]) -> "models.QuerySet[Reminder]":
    label = objects[0]._meta.label_lower if objects else ""
    return Reminder.objects.filter(
        rule=rule,
        object_type=label,
        object_id__in=[one.pk for one in objects],
        channel=Channel.CALL,
        step=ASKED,
    ).exclude(state=State.MOVED)
