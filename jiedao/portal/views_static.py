"""Pages that only explain, and the choice of text size."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from committees.people.models import User
from jiedao.common.error_pages import TEXT_SIZES, error_page
from jiedao.common.http import see_other

SIZE_COOKIE_AGE_S = 365 * 24 * 3600
SIZES = {"std": "", **{size: size for size in TEXT_SIZES}}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact.html")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/sitemap.html")


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/shortcuts.html")


@csrf_exempt
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember the text size on this device, and on the account of somebody signed in.

    Another value than std, large, xlarge is a 400. Without a CSRF token, because a stranger's page
    could at most change the size of the letters.
    """
    chosen = SIZES.get(request.POST.get("size", ""))
    if chosen is None:
        return error_page(400, request)
    response = see_other(_back(request))
    response.set_cookie(
        "size",
        chosen or "std",
        max_age=SIZE_COOKIE_AGE_S,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    if isinstance(request.user, User) and request.user.text_size != chosen:
        User.objects.filter(pk=request.user.pk).update(text_size=chosen)
    return response


def _back(request: HttpRequest) -> str:
    """The page the person was on, if it is ours; otherwise the front page."""
    for wanted in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
            parts = urlsplit(wanted)
            path = parts.path if parts.path.startswith("/") else "/"
            return f"{path}?{parts.query}" if parts.query else path
    return "/"
