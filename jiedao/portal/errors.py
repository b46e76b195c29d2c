"""Django's error handlers. Refusals of a policy do not come here: they are answered in the form."""

import errno
import re
import sys
from collections.abc import Iterable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from jiedao.common.error_pages import error_page
from jiedao.common.http import local_url

RETRY_AFTER_S = "60"
NEVER_SHOWN = re.compile(
    "csrf|idempotency|passw|secret|token|otp|pin|code|version|^next$", re.IGNORECASE
)
SHORTEST_TYPED = 2  # characters; a single one is a ticked choice


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; one that is too big says so."""
    return error_page(413 if isinstance(exception, RequestDataTooBig) else 400, request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is missing and for what somebody may not see."""
    return error_page(404, request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 while the database cannot be reached, is too slow, or the disk is full (F7, F9).

    Whatever was typed stands on the page: nothing is lost with a fault of ours.
    """
    fault, typed = sys.exc_info()[1], _typed_if_readable(request)
    if is_full(fault):
        return error_page(503, request, full=True, typed=typed)
    if isinstance(fault, OperationalError | InterfaceError):
        response = error_page(503, request, typed=typed)
        response["Retry-After"] = RETRY_AFTER_S
        return response
    return error_page(500, request, typed=typed)


FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
DISK_FULL = "53100"  # SQLSTATE of PostgreSQL


def is_full(fault: BaseException | None) -> bool:
    """Did a disk have no room: for a photo, for PostgreSQL's files, or for SQLite's?"""
    if isinstance(fault, OperationalError):
        return getattr(fault.__cause__, "sqlstate", "") == DISK_FULL or "disk is full" in str(fault)
    return isinstance(fault, OSError) and fault.errno in FULL


def _typed_if_readable(request: HttpRequest) -> list[str]:
    try:
        return typed_texts(request)
    except (OSError, UnreadablePostError):
        return []


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long: what was typed stands there, ready to be copied."""
    return error_page(403, request, typed=typed_texts(request), again=page_before(request))


def typed_texts(request: HttpRequest) -> list[str]:
    """What a person typed into the form, without passwords, codes and hidden values."""
    return typed_values((name, str(v)) for name, vs in request.POST.lists() for v in vs)


def typed_values(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The same of the (name, value) pairs of any form."""
    return [
        value
        for name, value in fields
        if not NEVER_SHOWN.search(name) and len(value.strip()) >= SHORTEST_TYPED
    ]


def page_before(request: HttpRequest) -> str:
    """The address of the form: the page the person came from, if it is one of ours."""
    came_from = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    path = came_from.removeprefix(own.rstrip("/")) if came_from.startswith(own) else request.path
    return local_url(path)
