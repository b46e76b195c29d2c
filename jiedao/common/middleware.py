"""What happens around every request: Chinese error pages, clean input, private pages."""

import re
from collections.abc import Callable, Iterable
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import UnreadablePostError
from django.utils.cache import patch_vary_headers

from jiedao.common.error_pages import error_page

Handler = Callable[[HttpRequest], HttpResponseBase]

BARE_STATUSES = frozenset({405, 409, 413, 429, 503})
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def chinese_error_pages(get_response: Handler) -> Handler:
    """A bare refusal (an empty or plain-text answer) becomes a page with a next step.

    Faults inside views reach the handlers in `jiedao.portal.errors`; both show the same pages.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code in BARE_STATUSES and _is_bare(response):
            page = error_page(response.status_code, request)
            response.content = page.content
            response["Content-Type"] = page["Content-Type"]
            response["Content-Length"] = str(len(page.content))
            response.setdefault("Cache-Control", page["Cache-Control"])
        return response

    return middleware


def _is_bare(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Nothing a person could read: no markup and no JSON. Its headers stay: they protect."""
    if not isinstance(response, HttpResponse):
        return False
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/") and b"<" not in response.content


def clean_input(get_response: Handler) -> Handler:
    """Text that no database can store (NUL, lone surrogates) is a 400 before any view sees it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            clean = not any(UNSTORABLE.search(text) for text in _texts(request))
        except UnreadablePostError:  # the browser left in the middle of sending
            clean = False
        return get_response(request) if clean else error_page(400, request)

    return middleware


def _texts(request: HttpRequest) -> Iterable[str]:
    yield request.path_info
    for name, value in request.COOKIES.items():
        yield name
        yield value
    fields = [request.GET]
    if request.method == "POST" and request.content_type in FORM_TYPES:
        fields.append(request.POST)
        for upload in request.FILES.values():
            yield getattr(upload, "name", None) or ""
    for query in fields:
        for name, values in query.lists():
            yield name
            yield from (str(value) for value in values)


def private_pages(get_response: Handler) -> Handler:
    """Pages of somebody signed in stay on no disk. Every page depends on the size cookie."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
