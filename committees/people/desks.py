"""A registered PC in a duty room (R12): a long-lived cookie, of which the table keeps a digest."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from committees.journal.actions import digest, record
from committees.people.models import DutyDesk, User
from committees.territory.models import Committee
from jiedao.common.crypto import keyed_digest

COOKIE = "desk"
COOKIE_AGE = timedelta(days=400)
"""Browsers keep no cookie longer; every sign-in at the desk starts it anew."""


def register_desk(
    committee: Committee, name: str, *, by: User, at: datetime
) -> tuple[DutyDesk, str]:
    """Register this PC for the committee; the token goes into its cookie and nowhere else."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        desk = DutyDesk.objects.create(
            committee=committee,
            name=name,
            token_digest=desk_digest(token),
            registered_by=by,
            registered_at=at,
        )
        record("people.register-desk", desk, by=by, committee=committee, label=name)
    return desk, token


def close_desk(desk: DutyDesk, *, by: User, at: datetime) -> None:
    """The PC is a duty desk no more; sessions on it end at their next request."""
    with transaction.atomic():
        desk = DutyDesk.objects.select_for_update().get(pk=desk.pk)
        if desk.closed_at is not None:
            return
        before = digest(desk)
        desk.closed_at = at
        desk.save(update_fields=["closed_at"])
        record("people.close-desk", desk, by=by, committee=desk.committee, before=before)


def desk_of(request: HttpRequest) -> DutyDesk | None:
    """The duty desk this browser is, if it is one and still open. Looked up once a request."""
    if COOKIE not in request.COOKIES:
        return None
    kept: list[DutyDesk | None] | None = request.__dict__.get("_desk")
    if kept is None:
        found: DutyDesk | None = (
            DutyDesk.objects.filter(
                token_digest=desk_digest(request.COOKIES[COOKIE]), closed_at__isnull=True
            )
            .select_related("committee")
            .first()
        )
        kept = request.__dict__["_desk"] = [found]
    return kept[0]


def remember_desk(request: HttpRequest, response: HttpResponseBase, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def desk_digest(token: str) -> str:
    return keyed_digest(f"desk:{token}")
