"""What the worker of an own device says when it sends a form, and how it is answered.

`static/js/worker.js` keeps a form marked `data-outbox` until it has been carried out. It sends it
with two headers: `X-Outbox: now` while the person waits for the page, or `later` behind her back;
and `X-Outbox-Age`, the seconds since she pressed the button, by the clock of her device alone.
"""

from datetime import date, timedelta
from typing import cast

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone

NOW, LATER = "now", "later"
MOST_AGE_S = 30 * 24 * 3600
"""An entry is accepted for any of the last 30 days (R7); an older form counts as 30 days old."""
_LONGEST = len(str(MOST_AGE_S))


def from_outbox(request: HttpRequest) -> bool:
    """The device itself keeps this form until it is carried out."""
    return request.headers.get("X-Outbox") in (NOW, LATER)


def written_on(request: HttpRequest) -> date | None:
    """The day on which a form of the outbox was written; None for a form sent at once."""
    age = request.headers.get("X-Outbox-Age", "")
    if not from_outbox(request) or not (age.isascii() and age.isdigit()):
        return None
    seconds = int(age) if len(age) <= _LONGEST else MOST_AGE_S
    return timezone.localdate(timezone.now() - timedelta(seconds=min(seconds, MOST_AGE_S)))


def answer_outbox(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """201 with the address, where everybody else gets a redirect: a worker cannot read one.

    A form sent behind the person's back leaves no message: she is told once, for all of them.
    """
    if not from_outbox(request) or response.status_code not in (302, 303):
        return response
    if request.headers["X-Outbox"] == LATER:
        cast(BaseStorage, get_messages(request)).added_new = False
    answer = JsonResponse({"location": response["Location"]}, status=201)
    answer.cookies = response.cookies
    return answer
