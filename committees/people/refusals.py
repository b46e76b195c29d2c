"""Who keeps asking for what is not hers (RELIABILITY A1, A6): noted, then slowed down.

The answer never tells a refusal from a missing page, so the note cannot either. It names the
person and the route, never the text of an address.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from committees.journal.actions import record
from committees.people.credentials import committee_of
from committees.people.models import User
from jiedao.common.error_pages import error_page

HOUR = timedelta(hours=1)
TOO_MANY = "查询过于频繁，请稍后再试"
WHAT_TO_DO = (
    "一小时里看的太多了，请过一会儿再看。急事看紧急联系人，那里不限次数；也可以打电话给我们。"
)
REFUSED = frozenset({403, 404})
NEVER_CAPPED = frozenset({"knock"})
"""Whom to ring for somebody who does not open: nobody counts there (R2)."""

log = logging.getLogger("jiedao.refused")


def note_refusals(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A line in the log for each refusal; 429 for whoever opens or searches more than is read.

    Counted in the cache; while Redis is down, each process counts for itself (common.caching).
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        user = request.user
        if not isinstance(user, User) or request.resolver_match is None:
            return response
        if response.status_code in REFUSED:
            _note(request, user, response.status_code)
        kind, opened = _looked_at(request, response)
        if opened and _different(user, kind, opened) > _most(kind):
            _alarm_once(user, "people.too-many")
            response = error_page(429, request, said=TOO_MANY, why=WHAT_TO_DO)
            response["Retry-After"] = str(int(HOUR.total_seconds()))
        return response

    return middleware


def _note(request: HttpRequest, user: User, status: int) -> None:
    match = request.resolver_match
    route, pk = (match.view_name, match.kwargs.get("pk", "")) if match else ("", "")
    log.warning("%s %s %s %s user=%s", status, request.method, route, pk, user.pk)
    if _count(f"refused:{user.pk}") == settings.REFUSALS_AN_HOUR:
        _alarm_once(user, "people.probing")


RECORDS, LISTS = "records", "lists"


def _looked_at(request: HttpRequest, response: HttpResponseBase) -> tuple[str, str]:
    """Which single record was read, or which search or further page of a list; otherwise empty.

    A search is remembered by its digest: what somebody looked for stands nowhere.
    """
    match = request.resolver_match
    if request.method != "GET" or response.status_code != HTTPStatus.OK or match is None:
        return "", ""
    if match.view_name in NEVER_CAPPED:
        return "", ""
    if "pk" in match.kwargs:
        return RECORDS, f"{match.view_name}:{match.kwargs['pk']}"
    asked = request.GET.get("q", "").strip(), request.GET.get("after", "")
    if not any(asked):
        return "", ""
    return LISTS, f"{match.view_name}:{sha256(repr(asked).encode()).hexdigest()[:24]}"


def _most(kind: str) -> int:
    most: int = settings.RECORDS_AN_HOUR if kind == RECORDS else settings.SEARCHES_AN_HOUR
    return most


def _different(user: User, kind: str, opened: str) -> int:
    """How many different ones the person looked at within the hour, this one included."""
    total = f"{kind}:{user.pk}"
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
