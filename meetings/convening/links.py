"""The link of a body that has no password: what it opens, and until when."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from meetings.convening.actions import link_digest
from meetings.convening.models import InvitedBody

P = ParamSpec("P")
LINK_LIVES = timedelta(days=180)
"""After the meeting began; what was agreed there may take its time."""


def has_expired(invited: InvitedBody, at: datetime) -> bool:
    """Ended by the director, or too old."""
    return invited.link_ended_at is not None or at > invited.meeting.starts_at + LINK_LIVES


def by_link(
    view: Callable[Concatenate[HttpRequest, InvitedBody, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page behind /i/<token>/: 404 for a link that never was, a sentence for an old one.

    Nothing of it is kept by browsers or found by search engines; the link is told to no other
    site. (Not `no-referrer`: then browsers send `Origin: null` and the page's own forms are
    refused.)
    """

    @wraps(view)
    def page(
        request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        rows = InvitedBody.objects.select_related(
            "body", "meeting__committee", "meeting__kind", "meeting__rules"
        )
        invited: InvitedBody = get_object_or_404(rows, token_digest=link_digest(token))
        if has_expired(invited, timezone.now()):
            context = {"committee": invited.meeting.committee}
            return _private(render(request, "meetings/desk/expired.html", context, status=410))
        return _private(view(request, invited, *args, **kwargs))

    return page


def token_of(request: HttpRequest) -> str:
    """The link by which this request came."""
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""


def _private(response: HttpResponseBase) -> HttpResponseBase:
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
