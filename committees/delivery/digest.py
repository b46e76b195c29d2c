"""The morning list of every officer: today, late, soon (S41). One message a day, by key.

The ground floor knows neither shifts nor cases: each slice adds its lines to `SOURCES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet, TextChoices
from django.urls import get_script_prefix
from django.utils import timezone

from committees.delivery.heartbeat import last_beat
from committees.people.models import Posting, User
from committees.reach.states import WHOLE_STREET_ROLES, WORKING_ROLES
from committees.reminders.actions import tell
from committees.reminders.models import Reminder
from committees.reminders.states import Rule

DIGEST_JOB = "digest"
EARLIEST, LATEST = time(7, 0), time(12, 0)
"""It is due at 7:00; after an outage it still comes before noon, later it would only be noise."""
MOST_LINES = 8
"""Lines under one heading; the rest is a number."""


class Heading(TextChoices):
    TODAY = "today", "今天"
    LATE = "late", "超期"
    SOON = "soon", "快到期"


@dataclass(frozen=True)
class Line:
    """One thing. It may leave the house by e-mail: a number or a title, never a resident's name."""

    heading: Heading
    text: str


DigestLines = Callable[[User, date], list[Line]]
SOURCES: list[DigestLines] = []


def morning_digest(at: datetime) -> int | None:
    """Send today's list to every officer who has something on it.

    Gives how many were told now; None when it is not the hour, or today's round is through. A
    round that died half way goes on where it stopped.
    """
    local = timezone.localtime(at)
    last = last_beat(DIGEST_JOB)
    if not EARLIEST <= local.time() < LATEST:
        return None
    if last is not None and timezone.localdate(last) == local.date():
        return None
    told = 0
    for person in _officers(local.date()):
        told += _tell_officer(person, local.date(), at)
    return told


def _officers(on: date) -> "QuerySet[User]":
    """Whoever holds a working role today and has no list yet."""
    have = Reminder.objects.filter(
        rule=Rule.DIGEST, object_type=User._meta.label_lower, step=on.isoformat()
    )
    posted = Posting.objects.on(on).filter(role__in=WORKING_ROLES | WHOLE_STREET_ROLES)
    officers: QuerySet[User] = User.objects.filter(is_active=True, pk__in=posted.values("user"))
    return officers.exclude(pk__in=have.values("object_id")).order_by("pk")


def _tell_officer(person: User, on: date, at: datetime) -> bool:
    lines = [line for source in SOURCES for line in source(person, on)]
    if lines:
        tell(
            [person],
            about=person,
            text=summary(lines),
            body=full_text(lines),
            url=f"{get_script_prefix()}today/" if person.reach_on(on).committee_ids else "",
            at=at,
            key=on.isoformat(),
            rule=Rule.DIGEST,
        )
    return bool(lines)


def summary(lines: list[Line]) -> str:
    """「今天 2 件，超期 1 件」."""
    counts = ((heading, len(_under(heading, lines))) for heading in Heading)
    return "，".join(f"{heading.label} {count} 件" for heading, count in counts if count)


def full_text(lines: list[Line]) -> str:
    """Each heading with its lines."""
    blocks = []
    for heading in Heading:
        texts = _under(heading, lines)
        if texts:
            rest = len(texts) - MOST_LINES
            more = [f"· 还有 {rest} 件"] if rest > 0 else []
            shown = [f"· {text}" for text in texts[:MOST_LINES]]
            blocks.append("\n".join([heading.label, *shown, *more]))
    return "\n\n".join(blocks)


def _under(heading: Heading, lines: list[Line]) -> list[str]:
    return [line.text for line in lines if line.heading == heading]
