"""A form sent after the session ran out is kept, and finished after signing in (UX D.3).

Its text waits in the session, sealed. Its photos wait as those of a refused form do, but only
where this browser itself shows whose session has just ended: nobody fills our disk by guessing.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from committees.files import staging
from committees.people.models import User
from committees.people.places import has_a_place
from jiedao.common.crypto import seal, unseal

SESSION_KEY = "pending_post"
LAST_PERSON = "last_person"
"""Whose session ended in this browser: only she is offered what she had typed."""
ENDED = "ended"
"""When it ended: set by the clock of sessions, never by signing out."""
FILES_WAIT = timedelta(days=1)
"""So long after its end a session still shows whose files these are."""
MOST = 60_000
"""Bytes of form text kept; a longer one stays in the browser's draft alone."""
SECRET_FIELDS = ("csrfmiddlewaretoken", "password", "pin", "code")


@dataclass(frozen=True)
class PendingPost:
    """Where the form was going, what it said, and the names of files lost on the way."""

    path: str
    fields: list[tuple[str, str]]
    lost: list[str]

    @property
    def key(self) -> str:
        return dict(self.fields).get("idempotency_key", "")


def stash_post(request: HttpRequest) -> None:
    """Keep the form's text, sealed, in the anonymous session, and its files where that is safe."""
    fields = request.POST.copy()
    for name in SECRET_FIELDS:
        fields.pop(name, None)
    text = fields.urlencode()
    if text and len(text) <= MOST:
        request.session[SESSION_KEY] = {
            "path": request.get_full_path(),
            "body": seal(text),
            "of": request.session.get(LAST_PERSON),
            "lost": seal(json.dumps(staging.hold(request, _whose_files(request)))),
        }


def _whose_files(request: HttpRequest) -> User | None:
    """Whose session ended in this browser within a day, if she still works here."""
    ended = request.session.get(ENDED, 0.0)
    if abs(timezone.now().timestamp() - ended) > FILES_WAIT.total_seconds():
        return None
    person = User.objects.filter(pk=request.session.get(LAST_PERSON), is_active=True).first()
    return person if person is not None and has_a_place(person) else None


def is_waiting(request: HttpRequest) -> bool:
    """Does an unfinished form wait in this browser, whoever wrote it?"""
    return SESSION_KEY in request.session


def pending_post(request: HttpRequest) -> PendingPost | None:
    """What this person was sending when her session ended; another person gets nothing."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if not kept or kept["of"] not in (None, request.user.pk):
        return None
    fields = QueryDict(unseal(kept["body"]), mutable=True)
    fields.pop(staging.KEPT, None)  # the page lists what waits now
    pairs = [(name, str(value)) for name, values in fields.lists() for value in values]
    lost: list[str] = json.loads(unseal(kept["lost"])) if kept.get("lost") else []
    return PendingPost(kept["path"], pairs, lost)


def drop_pending_post(request: HttpRequest, key: uuid.UUID | None = None) -> None:
    """Forget it; with a key, only when it is the form that was just carried out."""
    if not is_waiting(request):
        return
    pending = pending_post(request)
    if key is None or (pending is not None and pending.key == str(key)):
        del request.session[SESSION_KEY]
