"""Shifts of East that somebody must be reminded of, and short ways to plan and look."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from casework.duty.models import Rota, Shift
from committees.reminders.actions import Event
from committees.reminders.rules import SHANGHAI


def clock(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def shifts(cast) -> Callable[[int], list[Shift]]:
    """So many morning shifts of East's director, from 23 November on."""
    rota = Rota.objects.create(committee=cast.east, month=clock("2026-11-01").date())

    def of(count: int) -> list[Shift]:
        starts = [clock("2026-11-23T08:30") + timedelta(days=n) for n in range(count)]
        return Shift.objects.bulk_create(
            Shift(
                committee=cast.east,
                rota=rota,
                day=start.date(),
                slot="morning",
                starts_at=start,
                ends_at=start + timedelta(hours=3),
                person=cast.east_director,
            )
            for start in starts
        )

    return of


@pytest.fixture
def duty(cast) -> Callable[..., Event]:
    """The event of a shift, as the duty slice would say it."""

    def event(shift: Shift, **changes: Any) -> Event:
        told: dict[str, Any] = {
            "on": shift,
            "at": shift.starts_at,
            "recipients": [cast.east_director],
            "committee": cast.east,
            "text": f"{shift.day.month}月{shift.day.day}日上午",
            "url": "/duty/",
            **changes,
        }
        return Event(**told)

    return event
