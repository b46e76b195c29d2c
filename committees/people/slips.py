"""Setting codes on their way to paper: kept sealed in the session of whoever made them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest

from committees.people.credentials import CODE_LIVES
from committees.people.models import User
from jiedao.common.crypto import seal, unseal

SESSION_KEY = "slips"


@dataclass(frozen=True)
class Slip:
    """One strip of paper: who, the code, until when."""

    person_id: int
    name: str
    code: str
    until: datetime


def add_slips(request: HttpRequest, given: Iterable[tuple[User, str]], at: datetime) -> None:
    """Put codes on the sheet; a newer code of the same person replaces the older one."""
    fresh = [Slip(person.pk, person.name, code, at + CODE_LIVES) for person, code in given if code]
    ids = {slip.person_id for slip in fresh}
    kept = [slip for slip in slips_of(request, at) if slip.person_id not in ids]
    _store(request, kept + fresh)


def slips_of(request: HttpRequest, now: datetime) -> list[Slip]:
    """The codes on the sheet that still open something."""
    sealed = request.session.get(SESSION_KEY, "")
    rows = json.loads(unseal(sealed)) if sealed else []
    slips = [Slip(row[0], row[1], row[2], datetime.fromtimestamp(row[3], tz=UTC)) for row in rows]
    return [slip for slip in slips if slip.until > now]


def drop_slips(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def _store(request: HttpRequest, slips: Iterable[Slip]) -> None:
    rows = [[slip.person_id, slip.name, slip.code, slip.until.timestamp()] for slip in slips]
    request.session[SESSION_KEY] = seal(json.dumps(rows))
