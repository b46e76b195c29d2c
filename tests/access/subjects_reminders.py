"""Makers of objects of the reminders slice for the access matrix."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.reminders.models import Call, InboxMessage, LadderStep, Reminder
from committees.reminders.states import Channel, Rule, State
from committees.territory.models import Committee
from tests.cast import Cast

Maker = Callable[[Cast, Committee, str], dict[str, Any]]


def director_of(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def message(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """In the inbox of the committee's director."""
    made = InboxMessage.objects.create(recipient=director_of(cast, committee), text=canary)
    return {"pk": made.pk}


def call(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = Call.objects.create(
        recipient=director_of(cast, committee), committee=committee, text=canary
    )
    return {"pk": made.pk}


def given_up(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    now = timezone.now()
    made = Reminder.objects.create(
        rule=Rule.DUTY,
        object_type="duty.shift",
        object_id=committee.pk,
        recipient=director_of(cast, committee),
        step="60m",
        channel=Channel.EMAIL,
        committee=committee,
        event_at=now,
        due_at=now,
        next_try_at=now,
        text=canary,
        state=State.GIVEN_UP,
    )
    return {"pk": made.pk}


def ladder_step(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Ladders are the street's: they belong to no committee."""
    step, _ = LadderStep.objects.get_or_create(
        rule=Rule.DUTY, minutes_before=45, defaults={"words": canary[:40]}
    )
    return {"pk": step.pk}


def ladder_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"rule": Rule.DUTY.value}


REMINDERS: dict[str, Maker] = {
    "message": message,
    "call": call,
    "given-up": given_up,
    "ladder-step": ladder_step,
    "ladder-rule": ladder_rule,
}
