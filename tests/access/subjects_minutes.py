"""Minutes in each state, for the access matrix."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.territory.models import Committee
from meetings.minutes.models import Minutes
from tests.cast import Cast
from tests.gatherings import a_meeting, a_topic


def _minutes(cast: Cast, committee: Committee, canary: str, **more: Any) -> Minutes:
    director = cast.east_director if committee == cast.east else cast.west_director
    now = timezone.now()
    meeting = a_meeting(
        committee,
        title=canary,
        place=canary,
        starts_at=now - timedelta(hours=3),
        state="held",
        convened_by=director,
    )
    a_topic(meeting, canary, state="settled")
    values = {"body": f"一、{canary}", "drafted_by": director, "drafted_at": now, **more}
    minutes: Minutes = Minutes.objects.create(meeting=meeting, **values)
    minutes.revisions.create(number=1, body=minutes.body, by=director, at=now)
    minutes.signatures.create(name=canary)
    return minutes


def _maker(**more: Any) -> Callable[[Cast, Committee, str], dict[str, Any]]:
    def make(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
        return {"pk": _minutes(cast, committee, canary, **more).meeting_id}

    return make


def _moved(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {**_maker()(cast, committee, canary), "step": "back"}


def _released(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    now = timezone.now()
    minutes = _minutes(
        cast,
        committee,
        canary,
        state="locked",
        locked_at=now,
        digest="0" * 64,
        public_body=canary,
        released_at=now,
    )
    return {"slug": committee.slug, "pk": minutes.meeting_id}


MINUTES: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "minutes": _maker(),
    "minutes_signing": _maker(state="signing"),
    "minutes_moved": _moved,
    "minutes_released": _released,
}
