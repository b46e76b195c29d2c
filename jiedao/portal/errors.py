"""Django's error handlers. Refusals of a policy do not come here: they are answered in the form."""

import re
import sys
from collections.abc import Iterable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

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
    """500, or 503 while the database cannot be reached."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = error_page(503, request)
        response["Retry-After"] = RETRY_AFTER_S
        return response
    return error_page(500, request)


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
