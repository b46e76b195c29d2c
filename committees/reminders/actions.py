"""Planning reminders inside the act that makes, moves or ends an event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import models, transaction

from committees.people.models import User
from committees.reminders.handing import hand_over
from committees.reminders.models import Call, LadderStep, Reminder
from committees.reminders.own_ladders import own_ladders
from committees.reminders.planned_calls import ASKED
from committees.reminders.rules import Step, due_at, step_key, still_says_it_right, wanted_at
from committees.reminders.states import AT_ANY_HOUR, BY_PHONE_ONLY, Channel, Rule, State
from committees.reminders.wake import wake_sender
from committees.territory.models import Committee

SOON = timedelta(minutes=1)
"""What is due within the sender's next round wakes it at once."""
ALIVE_AFTERWARDS = timedelta(days=31)
"""A changed ladder reaches back so far: steps may lie after the event (an overdue case)."""
REARMED = ["committee", "due_at", "next_try_at", "words", "text", "url"]


@dataclass(frozen=True)
class Event:
    """Something that people are to be reminded of.

    `text` says what and when, without anything private; `url` is where to look.
    """

    on: models.Model
    at: datetime
    recipients: Sequence[User]
    committee: Committee | None
    text: str
    url: str = ""


@dataclass(frozen=True)
class _Told:
    """An event as the rows know it: enough to plan it again when the ladder has changed."""

    object_id: int
    at: datetime
    recipient_ids: frozenset[int]
    committee_id: int | None
    text: str
    url: str


def plan(rule: Rule, events: Iterable[Event], *, now: datetime) -> None:
    """Make the reminders of these events what they should be, and nothing else.

    Called inside the act that changes the event. A step that lies in the past is left out, but one
    that is due and not yet sent stays. An event that has moved is told again from its first step
    still ahead; what was delivered stays on record. People who dropped out hear no more of it.
    A fixed number of queries for any number of events of one kind.
    """
    by_type: dict[str, list[_Told]] = {}
    for event in events:
        by_type.setdefault(event.on._meta.label_lower, []).append(_told(event))
    if not by_type:
        return
    with transaction.atomic():
        steps = list(LadderStep.objects.filter(rule=rule, enabled=True))
        for object_type, told in by_type.items():
            _arm(rule, object_type, told, steps, now)


def cancel(rule: Rule, objects: Iterable[models.Model]) -> None:
    """The events will not happen, or are over: nobody is reminded of them any more.

    What was delivered stays on record as 「后来有变动」; a call nobody made yet need not be made.
    """
    by_type: dict[str, list[int]] = {}
    for one in objects:
        by_type.setdefault(one._meta.label_lower, []).append(one.pk)
    for object_type, ids in by_type.items():
        rows = Reminder.objects.of_objects(rule, object_type, ids)
        _drop_calls(rows)
        rows.exclude(state=State.SENT).delete()
        rows.update(state=State.MOVED)


def replan(rule: Rule, *, now: datetime) -> None:
    """The ladder has changed: work out again when people hear of what is still to come.

    Events with a ladder of their own keep it.
    """
    with transaction.atomic():
        steps = list(LadderStep.objects.filter(rule=rule, enabled=True))
        ahead = Reminder.objects.exclude(state=State.MOVED).filter(
            rule=rule, event_at__gt=now - ALIVE_AFTERWARDS
        )
        ahead = ahead.exclude(step=ASKED)  # planned calls follow no ladder
        for object_type, told in _known(ahead).items():
            _arm(rule, object_type, told, steps, now)


def tell(
    people: Iterable[User],
    *,
    about: models.Model,
    text: str,
    at: datetime,
    committee: Committee | None = None,
    url: str = "",
    body: str = "",
    key: str = "",
    rule: Rule = Rule.NEWS,
) -> None:
    """Tell people something now: in the inbox within this transaction, outside right after it.

    The same `key` about the same object is told once, however often this is called; without a
    key every call is news. `text` and `body` may leave the house: nothing private in them.
    """
    step = key or at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    label = about._meta.label_lower
    with transaction.atomic():
        Reminder.objects.bulk_create(
            (
                Reminder(
                    rule=rule,
                    object_type=label,
                    object_id=about.pk,
                    recipient=person,
                    step=step,
                    channel=Channel.INBOX,
                    committee=committee,
                    event_at=at,
                    due_at=at,
                    next_try_at=at,
                    text=text[:200],
                    body=body,
                    url=url,
                )
                for person in {person.pk: person for person in people}.values()
            ),
            ignore_conflicts=True,
        )
        fresh = Reminder.objects.waiting().filter(
            rule=rule, object_type=label, object_id=about.pk, step=step, channel=Channel.INBOX
        )
        hand_over(list(fresh.with_recipient().select_for_update(of=("self",))), at)
    wake_sender()


def try_again(rows: Iterable[Reminder], *, at: datetime) -> int:
    """Given-up reminders get their tries back. Gives the number of rows."""
    again = Reminder.objects.given_up().filter(pk__in=[row.pk for row in rows])
    count = again.update(state=State.WAITING, tries=0, next_try_at=at, problem="")
    wake_sender()
    return count


def _told(event: Event) -> _Told:
    return _Told(
        event.on.pk,
        event.at,
        frozenset(person.pk for person in event.recipients),
        event.committee.pk if event.committee else None,
        event.text[:200],
        event.url,
    )


def _known(rows: "models.QuerySet[Reminder]") -> dict[str, list[_Told]]:
    """The events behind rows, by kind of object, with everybody who is told of them."""
    latest: dict[tuple[str, int], Reminder] = {}
    people: dict[tuple[str, int], set[int]] = {}
    for row in rows.order_by("state", "pk"):  # waiting ones last: they carry the newest text
        key = (row.object_type, row.object_id)
        latest[key] = row
        known = people.setdefault(key, set())
        if row.recipient_id is not None:
            known.add(row.recipient_id)
    found: dict[str, list[_Told]] = {}
    for (object_type, object_id), row in latest.items():
        everybody = frozenset(people[object_type, object_id])
        found.setdefault(object_type, []).append(
            _Told(object_id, row.event_at, everybody, row.committee_id, row.text, row.url)
        )
    return found


def _arm(
    rule: Rule, object_type: str, told: list[_Told], steps: Sequence[Step], now: datetime
) -> None:
    """Compare the rows there are with those there should be.

    The rows are locked first, so a sender that holds some finishes before they are looked at.
    """
    own = own_ladders(rule, object_type, [event.object_id for event in told])
    wanted = {
        _slot(row): row
        for event in told
        for row in _rows(rule, object_type, event, own.get(event.object_id, steps))
    }
    there = Reminder.objects.of_objects(rule, object_type, [event.object_id for event in told])
    fate = _Fate({event.object_id: event for event in told})
    for row in there.select_for_update().order_by("pk"):
        fate.decide(row, wanted.get(_slot(row)))
    Reminder.objects.filter(pk__in=fate.vanished).delete()
    _drop_calls(fate.outdated)
    Reminder.objects.filter(pk__in=fate.outdated).update(state=State.MOVED)
    Reminder.objects.bulk_update(fate.changed, REARMED, batch_size=500)
    fresh = [row for slot, row in wanted.items() if slot not in fate.taken and row.due_at >= now]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    if any(row.due_at <= now + SOON for row in (*fresh, *fate.changed)):
        wake_sender()


def _drop_calls(reminders: "Iterable[int] | models.QuerySet[Reminder]") -> None:
    """Nobody has phoned yet, and need not any more; a call that was tried stays until settled."""
    Call.objects.filter(reminder__in=reminders, done_at=None, tries=0).delete()


def first_channel(rule: str) -> Channel:
    """Where a reminder of the rule lands before anything leaves the house."""
    return Channel.CALL if rule in BY_PHONE_ONLY else Channel.INBOX


def _slot(row: Reminder) -> tuple[int, int | None, str]:
    return row.object_id, row.recipient_id, row.step


@dataclass
class _Fate:
    """What becomes of the rows of some events. `taken` are slots that need no new row."""

    events: dict[int, _Told]
    vanished: list[int] = field(default_factory=list)
    outdated: list[int] = field(default_factory=list)
    changed: list[Reminder] = field(default_factory=list)
    taken: set[tuple[int, int | None, str]] = field(default_factory=set)

    def decide(self, row: Reminder, target: Reminder | None) -> None:
        """Unsent: it lives while its step, person and time do. Delivered: it may become history.

        What waits to leave the house was spawned by an inbox row and shares its slot.
        """
        event = self.events[row.object_id]
        holds = row.event_at == event.at and row.recipient_id in event.recipient_ids
        if row.state == State.SENT and not holds:
            self.outdated.append(row.pk)
        elif row.state != State.SENT and not (holds and target):
            self.vanished.append(row.pk)
        else:
            if row.channel == first_channel(row.rule):
                self.taken.add(_slot(row))
            if target and row.state == State.WAITING and _take_over(row, target):
                self.changed.append(row)


def _take_over(row: Reminder, target: Reminder) -> bool:
    """Bring an unsent row up to date; one on its way out of the house keeps its times."""
    before = (row.committee_id, row.words, row.text, row.url, row.due_at)
    row.committee_id, row.words = target.committee_id, target.words
    row.text, row.url = target.text, target.url
    if row.channel == target.channel and row.due_at != target.due_at:
        row.due_at = row.next_try_at = target.due_at
    return before != (row.committee_id, row.words, row.text, row.url, row.due_at)


def _rows(rule: Rule, object_type: str, event: _Told, steps: Sequence[Step]) -> Iterator[Reminder]:
    """One row for each step and person; what else she wants is asked when it goes out."""
    for step in steps:
        due = wanted_at(step, event.at) if rule in AT_ANY_HOUR else due_at(step, event.at)
        right = still_says_it_right(step, event.at)
        for recipient_id in sorted(event.recipient_ids):
            yield Reminder(
                rule=rule,
                object_type=object_type,
                object_id=event.object_id,
                recipient_id=recipient_id,
                step=step_key(step),
                channel=first_channel(rule),
                committee_id=event.committee_id,
                event_at=event.at,
                due_at=due,
                next_try_at=due,
                words=step.words if right else f"{rule.label}提醒",
                text=event.text,
                url=event.url,
            )
