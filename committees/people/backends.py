"""Signing in with phone number and password, and the brake on guessing."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Count, FilteredRelation, Max, Q, Sum
from django.http import HttpRequest, HttpResponseBase

from committees.people.models import User
from committees.people.places import has_a_place
from committees.people.querysets import phone_index
from jiedao.common.ids import clean_phone
from jiedao.env import ENV

GUESSES_OF_ONE_ADDRESS = 20
"""Wrong passwords of one address over all accounts in 15 minutes (RELIABILITY B2)."""


class PhoneBackend(BaseBackend):
    """Same words and same time whether or not the number is known (RELIABILITY B4)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        phone: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if phone is None or password is None:
            return None
        user = _find(phone)
        if user is None or not user.is_active:
            make_password(password)
            return None
        return user if user.check_password(password) and has_a_place(user) else None

    def get_user(self, user_id: int) -> User | None:
        """Who sits there, with her unread messages counted: the bell stands on every page and
        costs no query of its own.
        """
        fresh = FilteredRelation("inbox", condition=Q(inbox__read_at__isnull=True))
        people = User.objects.filter(pk=user_id, is_active=True).annotate(fresh_messages=fresh)
        found: User | None = people.annotate(unread=Count("fresh_messages")).first()
        return found


def _find(phone: str) -> User | None:
    try:
        found: User | None = User.objects.with_phone(clean_phone(phone))
    except ValueError:
        return None
    return found


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """What the lock-out remembers of a number: its blind index, never the number."""
    known = credentials or {}
    if "phone" not in known and known.get("username"):
        return str(known["username"])
    typed = known.get("phone") or (request.POST.get("phone") if request else "") or ""
    try:
        return phone_index(clean_phone(str(typed)))
    except ValueError:
        return phone_index(str(typed)[:40])


def client_address(request: HttpRequest) -> str:
    """Who asks: behind the TLS proxy what it wrote (deploy/nginx.conf), else the socket's."""
    forwarded = request.headers.get("X-Forwarded-For", "") if ENV.served_over_https else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def own_answer(
    request: HttpRequest, response: HttpResponseBase, credentials: Any
) -> HttpResponseBase:
    """axes only counts; the sign-in page says itself when to try again."""
    return response


def locked_until(request: HttpRequest, phone: str, now: datetime) -> datetime | None:
    """When this account may be tried again from this address; None when it may be now."""
    wait: timedelta = settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(
        ip_address=client_address(request), attempt_time__gt=now - wait
    )
    of_account = recent.filter(username=axes_username(request, {"phone": phone}))
    for attempts, most in (
        (of_account, settings.AXES_FAILURE_LIMIT),
        (recent, GUESSES_OF_ONE_ADDRESS),
    ):
        seen = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        if (seen["failures"] or 0) >= most:
            until: datetime = seen["last"] + wait
            return until
    return None


def forget_failures(user: User) -> None:
    """A reset by the administrator lets the person try again at once (RELIABILITY B3)."""
    AccessAttempt.objects.filter(username=user.phone_index).delete()
