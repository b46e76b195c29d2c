"""When a reminder is due. Pure: instants in, instants out; all aware, read on Shanghai's clock."""

from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
QUIET_FROM, QUIET_TO = time(21, 0), time(7, 0)
"""Quiet hours (CONTRACTS, "Figures"): from 21:00 on, until 7:00."""
LAST_CALL = timedelta(minutes=5)
"""A reminder that would fall into the quiet hours goes out so long before they begin."""
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""Waits after the first, second … failed try; after the last one the reminder is given up."""
MOST_TRIES = len(BACK_OFF) + 1
LATE_AFTER = timedelta(minutes=10)
CALL_AGAIN = timedelta(minutes=30)
"""When nobody answered, the call list offers the number again after so long."""


class Step(Protocol):
    """A step of a ladder: either `minutes_before`, or `days_before` with `at_time`.

    A row of the street's table, or a step that an event brings itself; nobody changes it.
    """

    @property
    def minutes_before(self) -> int | None: ...
    @property
    def days_before(self) -> int | None: ...
    @property
    def at_time(self) -> time | None: ...
    @property
    def words(self) -> str: ...


def minutes_ahead(step: Step) -> int:
    """How long before the event, roughly: what puts the steps of a ladder in order."""
    if step.minutes_before is not None:
        return step.minutes_before
    return (step.days_before or 0) * 24 * 60


def step_key(step: Step) -> str:
    """The offset as it stands in the unique key: `60m`, `1d@19:00`, `-1d@08:30`."""
    if step.minutes_before is not None:
        return f"{step.minutes_before}m"
    return f"{step.days_before}d@{step.at_time:%H:%M}"


def wanted_at(step: Step, event_at: datetime) -> datetime:
    """What the step says, quiet hours aside. A step of the event's own day is never past it."""
    if step.minutes_before is not None:
        return event_at - timedelta(minutes=step.minutes_before)
    if step.days_before is None or step.at_time is None:
        raise ValueError("a ladder step says when in one of two ways")
    day = event_at.astimezone(SHANGHAI).date() - timedelta(days=step.days_before)
    wanted = datetime.combine(day, step.at_time, SHANGHAI)
    return wanted if is_afterwards(step) else min(wanted, event_at)


def due_at(step: Step, event_at: datetime) -> datetime:
    """When the step is due: outside the quiet hours, earlier rather than past its event.

    A step for after the event (an overdue case, an empty desk) moves to the morning instead.
    """
    wanted = wanted_at(step, event_at)
    return end_of_quiet(wanted) if is_afterwards(step) else before_quiet(wanted)


def is_afterwards(step: Step) -> bool:
    """Does the step remind of something that should have been done already?"""
    if step.minutes_before is not None:
        return step.minutes_before < 0
    return step.days_before is not None and step.days_before < 0


def still_says_it_right(step: Step, event_at: datetime) -> bool:
    """False where the quiet hours moved the step so far that 「一小时后」 would be untrue.

    Words of a step for after the event do not say how long ago it was.
    """
    return (
        is_afterwards(step) or abs(wanted_at(step, event_at) - due_at(step, event_at)) <= LATE_AFTER
    )


def is_quiet(at: datetime) -> bool:
    return not QUIET_TO <= at.astimezone(SHANGHAI).time() < QUIET_FROM


def before_quiet(at: datetime) -> datetime:
    """The instant itself, or shortly before the quiet hours it falls into began."""
    if not is_quiet(at):
        return at
    local = at.astimezone(SHANGHAI)
    evening = local.date() if local.time() >= QUIET_FROM else local.date() - timedelta(days=1)
    return datetime.combine(evening, QUIET_FROM, SHANGHAI) - LAST_CALL


def end_of_quiet(at: datetime) -> datetime:
    """The instant itself, or 7:00 after the quiet hours it falls into."""
    if not is_quiet(at):
        return at
    local = at.astimezone(SHANGHAI)
    morning = local.date() + timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return datetime.combine(morning, QUIET_TO, SHANGHAI)


def sms_may_go_at(at: datetime, event_at: datetime) -> datetime:
    """A late or repeated SMS wakes nobody: it waits for 7:00 unless its event comes first."""
    morning = end_of_quiet(at)
    return morning if morning <= event_at or event_at <= at else at


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try again after so many failed tries; None when it is given up."""
    return at + BACK_OFF[tries - 1] if tries < MOST_TRIES else None
