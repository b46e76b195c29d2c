"""Reading people and their postings."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.sessions.base_session import BaseSessionManager
from django.db.models import Q, QuerySet

from committees.reach.querysets import in_reach, reach_of
from committees.reach.states import PARTNER_ROLES
from jiedao.common.crypto import blind_index


def phone_index(phone: str) -> str:
    """The blind index under which a cleaned phone number is found."""
    return blind_index("phone", phone)


class PostingQuerySet(QuerySet):  # type: ignore[type-arg]
    def on(self, day: date) -> "PostingQuerySet":
        """In force on that day; `until` is the last day and counts."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def visible_to(self, user: Any) -> "PostingQuerySet":
        if reach_of(user).is_admin:
            return self
        return in_reach(self, user)  # type: ignore[return-value]

    def partners(self) -> "PostingQuerySet":
        return self.filter(role__in=PARTNER_ROLES)


class UserQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "UserQuerySet":
        """Colleagues of the committees one works in; everybody for the administrator."""
        reach = reach_of(user)
        if reach.is_admin or reach.whole_street:
            return self
        return self.filter(postings__committee__in=reach.committee_ids).distinct()

    def in_office(self, day: date) -> "UserQuerySet":
        """People who hold any posting on that day, each once."""
        return self.filter(
            Q(postings__until__isnull=True) | Q(postings__until__gte=day),
            postings__since__lte=day,
        ).distinct()

    def posted_in(self, committee: Any, roles: Any, day: date) -> "UserQuerySet":
        """People who hold one of the roles in the committee on that day, each once."""
        return self.filter(
            Q(postings__until__isnull=True) | Q(postings__until__gte=day),
            postings__since__lte=day,
            postings__committee=committee,
            postings__role__in=list(roles),
            is_active=True,
        ).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds people by phone number; the number itself is never in an index."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(phone_index=username)

    def with_phone(self, phone: str) -> Any:
        return self.filter(phone_index=phone_index(phone)).first()


class OpenSessionQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "OpenSessionQuerySet":
        """Each person sees where she herself is signed in; nobody sees it of another."""
        return self.filter(user=user)


class OpenSessionManager(BaseSessionManager.from_queryset(OpenSessionQuerySet)):  # type: ignore[misc]
    """Django's, with the scope."""
