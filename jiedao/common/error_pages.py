"""The Chinese page that stands for a status code. Needs no database, request or session."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jiedao.env import ENV

TEXT_SIZES = ("large", "xlarge")
PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})

_LAST_RESORT = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>请稍后再试</title>'
    "<h1>系统出错了，不是您的问题</h1><p>请过几分钟再打开。</p></html>"
)


def error_page(status: int, request: HttpRequest | None = None, **context: object) -> HttpResponse:
    """The page `errors/<status>.html`. It is never stored and never fails itself."""
    known = status if status in PAGES else (400 if status < 500 else 500)
    size = request.COOKIES.get("size", "") if request is not None else ""
    values = {
        "status": status,
        "street_name": ENV.street_name,
        "site_name": ENV.site_name,
        "help_phone": ENV.help_phone,
        "help_hours": ENV.help_hours,
        "text_size": size if size in TEXT_SIZES else "",
        **context,
    }
    body: str
    try:
        body = render_to_string(f"errors/{known}.html", values)
    except Exception:  # the page about a fault must not be a second fault
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        body = _LAST_RESORT
    response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response
