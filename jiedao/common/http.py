"""Answers that the views of every app give."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from jiedao.common.chinese import strip_invisible
from jiedao.common.official import Paper

log = logging.getLogger(__name__)
_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


class SeeOther(HttpResponseRedirect):
    """303: the form was accepted, go and look at the result."""

    status_code = 303


def see_other(url: str) -> SeeOther:
    """The answer to every successful POST. `url` is our own; typed ones pass `local_url` first."""
    return SeeOther(url)


def afterwards(response: HttpResponse, act: Callable[[], None]) -> HttpResponse:
    """Have `act` done when the answer is on its way: how long it takes tells nobody anything.

    Its faults reach only the log; nobody waits for it any more.
    """

    def quietly() -> None:
        try:
            act()
        except Exception:
            log.exception("after the answer")

    response._resource_closers.append(quietly)  # type: ignore[attr-defined]
    return response


def local_url(url: str, *, fallback: str = "/") -> str:
    """`url` when it stays on this host (`/…`), otherwise `fallback` (RELIABILITY C6)."""
    stays = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if stays else fallback


def attachment(content: bytes | str, filename: str, content_type: str) -> HttpResponse:
    """A download named in Chinese (RFC 6266 `filename*`); the browser never renders it in place."""
    response = HttpResponse(content, content_type=content_type)
    name = _NOT_IN_FILE_NAMES.sub("_", strip_invisible(filename)).strip(". ") or "文件"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def word_attachment(paper: Paper, filename: str) -> HttpResponse:
    """The paper as a Word file."""
    from jiedao.common.word import WORD_TYPE, word_file  # python-docx is long to load, used rarely

    return attachment(word_file(paper), filename, WORD_TYPE)


def page_or_fragment(
    request: HttpRequest,
    template: str,
    partial: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for an htmx request only its `{% partialdef partial %}`."""
    swaps = request.headers.get("HX-Request") == "true"
    rebuilds = "true" in (
        request.headers.get("HX-Boosted"),
        request.headers.get("HX-History-Restore-Request"),
    )
    name = f"{template}#{partial}" if swaps and not rebuilds else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
