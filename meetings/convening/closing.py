"""What other slices do when a meeting is over, in the same transaction.

A slice on the right registers its act with `@when_over`; `meetings.apps` imports it at the start.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from committees.people.models import User
    from meetings.convening.models import Meeting

Closer = Callable[..., Any]
CLOSERS: list[Closer] = []


def when_over(act: Closer) -> Closer:
    """`act(meeting, by=…, at=…)` runs whenever a meeting was held."""
    CLOSERS.append(act)
    return act


def close_up(meeting: "Meeting", *, by: "User", at: datetime) -> None:
    for act in CLOSERS:
        act(meeting, by=by, at=at)
