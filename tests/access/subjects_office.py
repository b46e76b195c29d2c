"""Makers of hand-over lists, ends of offices and courses, for the access matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.people.models import User
from committees.territory.models import Committee
from elections.office.models import Handover, HandoverLine
from elections.office.states import HandoverKind
from tests.cast import Cast


def _left() -> User:
    """A former director who holds nothing any more and is nobody of the cast."""
    return User.objects.create(name="前主任")


def handover(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """An open list; the committee's director takes over."""
    Handover.objects.filter(committee=committee).delete()
    today = timezone.localdate()
    taker = cast.east_director if committee == cast.east else cast.west_director
    made = Handover.objects.create(
        committee=committee,
        leaver=_left(),
        taker=taker,
        opened_on=today,
        due_on=today + timedelta(days=10),
        leaver_reads_until=today + timedelta(days=10),
    )
    for kind in HandoverKind:
        words = canary if kind == HandoverKind.SEAL else ""
        HandoverLine.objects.create(handover=made, kind=kind, words=words)
    return {"pk": made.pk}


OFFICE = {"handover": handover}
