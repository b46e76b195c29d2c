"""What the street looks at: which committees, which period, and the addresses of the lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from casework.log.models import LogEntry
from committees.contact.models import Contact
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.portal.periods import Period


@dataclass(frozen=True)
class Scope:
    """Which committees, which period, what now is; and the addresses of the lists."""

    user: User
    committees: Sequence[Any]
    period: Period
    now: datetime
    query: dict[str, str] = field(default_factory=dict)
    """The filters of the page, carried on to the lists of street-wide numbers."""

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def ids(self) -> list[int]:
        return [committee.pk for committee in self.committees]

    def list_of(self, name: str, **query: str) -> str:
        """The list behind a street-wide number."""
        return _address("street-list", [name], {**self.query, **query})

    def list_of_one(self, name: str, committee: Any, **query: str) -> str:
        """The list behind a committee's number."""
        return _address("street-list", [name], {"c": committee.slug, **query})

    def page(self, name: str, **query: str) -> str:
        return _address(name, [], {**self.query, **query})


def _address(name: str, args: list[str], query: dict[str, str]) -> str:
    text = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse(name, args=args)}{'?' if text else ''}{text}"


def committees_of(user: User) -> "QuerySet[Committee]":
    """Everybody in the street's order, with the day of the last entry and of the last call."""
    last_entry = (
        LogEntry.objects.kept()
        .filter(committee=OuterRef("pk"), happened_on__lte=timezone.localdate())
        .order_by("-happened_on", "-pk")
    )
    last_call = Contact.objects.filter(committee=OuterRef("pk")).order_by("-at", "-pk")
    found: QuerySet[Committee] = (
        Committee.objects.visible_to(user)
        .in_street_order()
        .annotate(
            last_entry_on=Subquery(last_entry.values("happened_on")[:1]),
            contacted_at=Subquery(last_call.values("at")[:1]),
            contact_id=Subquery(last_call.values("pk")[:1]),
        )
    )
    return found
