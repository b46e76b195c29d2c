"""Seats and demands, for the access matrix."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.terms.models import Mandate
from committees.territory.models import Committee
from meetings.representatives.models import Demand, Seat
from tests.cast import Cast
from tests.gatherings import a_meeting


def seat(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = Seat.objects.create(
        committee=committee,
        board="representative",
        group=canary[:20],
        name=canary[:30],
        office=canary[:20],
        since=date(2026, 1, 1),
    )
    return {"pk": made.pk}


def demand(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    director = cast.east_director if committee == cast.east else cast.west_director
    made = Demand.objects.create(
        committee=committee,
        subject=canary,
        asked_on=date(2026, 11, 2),
        needed=1,
        call_by=date(2026, 11, 17),
        written_by=director,
    )
    return {"pk": made.pk}


def review(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    director = cast.east_director if committee == cast.east else cast.west_director
    meeting = a_meeting(
        committee,
        "review",
        title=canary,
        place=canary,
        starts_at=timezone.now() - timedelta(hours=3),
        state="held",
        convened_by=director,
    )
    return {"pk": meeting.pk}


def paper(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {**review(cast, committee, canary), "paper": "agenda"}


def self_report(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    person = User.objects.create(name=canary[:50])
    mandate = Mandate.objects.create(
        committee=committee, person=person, post="member", since=date(2024, 1, 1)
    )
    return {**review(cast, committee, canary), "mandate": mandate.pk}


ROSTER: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "seat": seat,
    "demand": demand,
    "review": review,
    "paper": paper,
    "self_report": self_report,
}
