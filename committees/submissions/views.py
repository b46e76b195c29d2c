"""Own drafts: the API the browser saves to, and the page that gives them back. The outbox."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from committees.files import staging
from committees.people.access import at_work, me, signed_in
from committees.submissions.drafts import (
    TooLong,
    Unreadable,
    drafts_of,
    fields_of,
    keep_draft,
    onward_url,
    read_draft,
)
from committees.submissions.models import Draft
from committees.submissions.once import once
from jiedao.common.http import see_other


@signed_in
@require_http_methods(["GET", "HEAD", "POST", "PUT", "DELETE"])
def api(request: HttpRequest) -> HttpResponse:
    """GET: own drafts. POST or PUT: save one. DELETE ?key=: forget one. JSON, strictly read."""
    if request.method in ("POST", "PUT"):
        return _save(request)
    if request.method == "DELETE":
        return _forget(request)
    return JsonResponse({"drafts": [_as_json(draft) for draft in drafts_of(me(request))]})


def _save(request: HttpRequest) -> HttpResponse:
    if request.content_type != "application/json":
        return JsonResponse({"error": "草稿要用 JSON 发来。"}, status=400)
    try:
        sent = read_draft(request.body)
    except TooLong:
        return JsonResponse({"error": "草稿太长了，请分成几次写。"}, status=413)
    except Unreadable as wrong:
        return JsonResponse({"error": str(wrong)}, status=400)
    draft = keep_draft(sent, by=me(request), at=timezone.now())
    return JsonResponse({"key": str(sent.key), "kept": draft is not None})


def _forget(request: HttpRequest) -> HttpResponse:
    try:
        key = uuid.UUID(request.GET.get("key", ""))
    except ValueError:
        return JsonResponse({"error": "这份草稿没有编号。"}, status=400)
    Draft.objects.visible_to(me(request)).filter(pk=key).delete()
    return JsonResponse({"key": str(key), "kept": False})


def _as_json(draft: Draft) -> dict[str, Any]:
    return {
        "key": str(draft.pk),
        "form": draft.form,
        "path": draft.path,
        "title": draft.title,
        "fields": fields_of(draft),
        "saved_at": draft.saved_at.isoformat(),
    }


@signed_in
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    rows = [{"draft": draft, "href": onward_url(draft)} for draft in drafts_of(me(request))]
    return render(request, "committees/submissions/drafts.html", {"rows": rows})


@signed_in
@require_POST
@once
def draft_discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """不要了."""
    draft = get_object_or_404(Draft.objects.visible_to(me(request)), pk=key)
    staging.forget(me(request), key)
    draft.delete()
    messages.success(request, "这份草稿不要了。")
    return see_other(reverse("drafts"))


@never_cache
@require_safe
def api_outbox(request: HttpRequest) -> HttpResponse:
    """Who is signed in here, and a token to send with: what a device asks before it sends."""
    person = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"person": person, "token": get_token(request)})


@require_safe
@at_work
def outbox(request: HttpRequest) -> HttpResponse:
    """What this device could not send yet. The rows are on the device alone (`js/outbox.js`)."""
    return render(request, "committees/submissions/outbox.html")
