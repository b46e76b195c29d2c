"""A form sent after the session ran out is kept, and finished after signing in (UX D.3)."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from jiedao.common.crypto import seal, unseal

SESSION_KEY = "pending_post"
LAST_PERSON = "last_person"
"""Whose session ended in this browser: only she is offered what she had typed."""
MOST = 60_000
"""Bytes of form text kept; a longer one stays in the browser's draft alone."""
SECRET_FIELDS = ("csrfmiddlewaretoken", "password", "pin", "code")


@dataclass(frozen=True)
class PendingPost:
    """Where the form was going, what it said, and whether files were lost on the way."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def key(self) -> str:
        return dict(self.fields).get("idempotency_key", "")


def stash_post(request: HttpRequest) -> None:
    """Keep the form's text, encrypted, in the anonymous session. Files cannot be kept."""
    fields = request.POST.copy()
    for name in SECRET_FIELDS:
        fields.pop(name, None)
    text = fields.urlencode()
    if text and len(text) <= MOST:
        request.session[SESSION_KEY] = {
            "path": request.get_full_path(),
            "body": seal(text),
            "of": request.session.get(LAST_PERSON),
            "files": bool(request.FILES),
        }


def is_waiting(request: HttpRequest) -> bool:
    """Does an unfinished form wait in this browser, whoever wrote it?"""
    return SESSION_KEY in request.session


def pending_post(request: HttpRequest) -> PendingPost | None:
    """What this person was sending when her session ended; another person gets nothing."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if not kept or kept["of"] not in (None, request.user.pk):
        return None
    fields = QueryDict(unseal(kept["body"]))
    pairs = [(name, str(value)) for name, values in fields.lists() for value in values]
    return PendingPost(kept["path"], pairs, kept["files"])


def drop_pending_post(request: HttpRequest, key: uuid.UUID | None = None) -> None:
    """Forget it; with a key, only when it is the form that was just carried out."""
    if not is_waiting(request):
        return
    pending = pending_post(request)
    if key is None or (pending is not None and pending.key == str(key)):
        del request.session[SESSION_KEY]
