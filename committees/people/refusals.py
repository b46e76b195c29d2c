"""Who keeps asking for what is not hers (RELIABILITY A1, A6): noted, then slowed down.

The answer never tells a refusal from a missing page, so the note cannot either. It names the
person and the route, never the text of an address.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from committees.journal.actions import record
from committees.people.credentials import committee_of
from committees.people.models import User
from jiedao.common.error_pages import error_page

HOUR = timedelta(hours=1)
TOO_MANY = "查询过于频繁，请稍后再试"
REFUSED = frozenset({403, 404})

log = logging.getLogger("jiedao.refused")


def note_refusals(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A line in the log for each refusal; 429 for whoever opens more records than one can read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        user = request.user
        if not isinstance(user, User) or request.resolver_match is None:
            return response
        if response.status_code in REFUSED:
            _note(request, user, response.status_code)
        opened = _record(request, response)
        if opened and _different(user, opened) > settings.RECORDS_AN_HOUR:
            _alarm_once(user, "people.too-many")
            response = error_page(429, request, said=TOO_MANY)
            response["Retry-After"] = str(int(HOUR.total_seconds()))
        return response

    return middleware


def _note(request: HttpRequest, user: User, status: int) -> None:
    match = request.resolver_match
    route, pk = (match.view_name, match.kwargs.get("pk", "")) if match else ("", "")
    log.warning("%s %s %s %s user=%s", status, request.method, route, pk, user.pk)
    if _count(f"refused:{user.pk}") == settings.REFUSALS_AN_HOUR:
        _alarm_once(user, "people.probing")


def _record(request: HttpRequest, response: HttpResponseBase) -> str:
    """Which single record was read, as route and number; empty for any other page."""
    match = request.resolver_match
    if request.method != "GET" or response.status_code != 200 or match is None:
        return ""
    return f"{match.view_name}:{match.kwargs['pk']}" if "pk" in match.kwargs else ""


def _different(user: User, opened: str) -> int:
    """How many different records the person opened within the hour, this one included."""
    total = f"records:{user.pk}"
    if cache.add(f"{total}:{opened}", 1, int(HOUR.total_seconds())):
        return _count(total)
    return int(cache.get(total) or 0)


def _count(key: str) -> int:
    """One more; how many within an hour of the first."""
    if cache.add(key, 1, int(HOUR.total_seconds())):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two calls
        return 1


def _alarm_once(user: User, act: str) -> None:
    """One row of the journal an hour, for the auditor."""
    if cache.add(f"{act}:{user.pk}", 1, int(HOUR.total_seconds())):
        record(act, user, by=user, committee=committee_of(user))
