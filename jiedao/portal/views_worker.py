"""The worker of an own device: which pages it keeps for the door, and how it forgets."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.log.states import LogKind
from casework.surveys.offline import pages_to_take
from committees.people.models import User
from jiedao.portal.context import Portal

FILES = (
    "vendor/bootstrap-subset.css",
    "css/portal.css",
    "js/desk.js",
    "js/outbox.js",
    "js/portal.js",
    "icons.svg",
)
"""Everything that the kept pages ask for."""
KEEP_FOR_OTHERS = "keep"
"""Field of the sign-out form: a colleague's unsent forms lie on this device too."""


def kept_pages(person: User) -> list[str]:
    """What is opened at the door without a network: 今日, 记一笔 of each kind, the buildings of a
    running survey, 还没有发出的. The last one is the outbox: the worker counts on it.
    """
    log = reverse("log-new")
    return [
        reverse("today"),
        *(f"{log}?kind={kind}" for kind in LogKind),
        *pages_to_take(person, timezone.localdate()),
        reverse("outbox"),
    ]


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script behind an own device; for everybody else one that forgets.

    A browser asks for it after every page, so a session that ended empties the device too. What
    was not sent stays, sealed off from other people, until its author signs in again.
    """
    portal = Portal(request)
    if portal.keeps_door and portal.person:
        body = f"self.DOOR={json.dumps(_door(portal.person))};{_import('js/worker.js')}"
    else:
        body = _import("js/forget.js")
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


def _door(person: User) -> dict[str, object]:
    files, pages = [static(name) for name in FILES], kept_pages(person)
    state = hashlib.sha256(json.dumps([files, pages]).encode()).hexdigest()[:12]
    return {
        "base": get_script_prefix(),
        "person": person.pk,
        "version": state,
        "files": files,
        "pages": pages,
    }


def _import(script: str) -> str:
    return f"importScripts({json.dumps(static(script))});"


def forgets(request: HttpRequest) -> bool:
    """Should the browser throw everything away when this person signs out?

    Only an own device has anything. Not where the portal shares its host with other programs, and
    not when unsent forms of a colleague lie here; then `desk.js` takes away what is this person's.
    """
    own = Portal(request).own_device
    return own and get_script_prefix() == "/" and KEEP_FOR_OTHERS not in request.POST


def forget(response: HttpResponse) -> HttpResponse:
    """Worker, kept pages, drafts and outbox of this browser go."""
    response["Clear-Site-Data"] = '"storage"'
    return response
