"""`@once`: a form sent two to eight times, in parallel too, makes one row and shows one page."""

import hashlib
import uuid
from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from committees.files import staging
from committees.people.pending import drop_pending_post
from committees.submissions.models import Draft, Submission
from jiedao.common.crypto import keyed_digest
from jiedao.common.http import see_other
from jiedao.common.outbox import answer_outbox, from_outbox

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
FIELD = "idempotency_key"
UNSIGNED = {FIELD, "csrfmiddlewaretoken"}


def once(view: Page[P]) -> Page[P]:
    """Carry a POST out at most once for its key, in one transaction with the key itself.

    A repeat waits for the first (the primary key makes it wait), then gets the same redirect;
    the same key with another body is 409; a refused form gives its key back and keeps its files,
    unless the device keeps them. A form without a key is carried out without this protection.
    The outbox of a device gets 201 for the redirect.
    """

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.__dict__["staged_files"] = partial(staging.staged_files, request)
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        asked = request_digest(request)
        with transaction.atomic():
            if not _claim(key, request, asked):
                return answer_outbox(request, _answer_of(key, asked))
            if not from_outbox(request):
                staging.bring_back(request, key)
            response = view(request, *args, **kwargs)
            done = response.status_code in (302, 303)
            if done:
                Submission.objects.filter(pk=key).update(location=response["Location"][:500])
                Draft.objects.visible_to(request.user).filter(pk=key).delete()
                staging.forget(request.user, key)
            else:
                transaction.set_rollback(True)
        if done:
            drop_pending_post(request, key)
        elif not from_outbox(request):
            staging.keep(request, key)
        return answer_outbox(request, response)

    return page


def request_digest(request: HttpRequest) -> str:
    """Keyed digest of who asks for what: path, fields and files."""
    parts = [str(request.user.pk), request.path]
    for name in sorted(set(request.POST) - UNSIGNED):
        parts += [name, *map(str, request.POST.getlist(name))]
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            body = hashlib.sha256()
            for chunk in file.chunks():
                body.update(chunk)
            file.seek(0)
            parts += [name, body.hexdigest()]
    return keyed_digest("\x1f".join(parts))


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _claim(key: uuid.UUID, request: HttpRequest, asked: str) -> bool:
    """True for the first of them. Later ones wait here until the first has committed."""
    nonce = _claim_mark()
    Submission.objects.bulk_create(
        [Submission(key=key, user_id=request.user.pk, request_digest=asked, location=nonce)],
        ignore_conflicts=True,
    )
    return Submission.objects.filter(pk=key, location=nonce).exists()


def _claim_mark() -> str:
    """Tells the own row from the one another request wrote."""
    return f"claim:{uuid.uuid4().hex}"


def _answer_of(key: uuid.UUID, asked: str) -> HttpResponseBase:
    first = Submission.objects.get(pk=key)
    if first.request_digest != asked:
        return HttpResponse(status=409)
    return see_other(first.location)
