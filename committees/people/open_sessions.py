"""Where a person is signed in: shown to her alone, and ended one by one (RELIABILITY B9)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from committees.journal.actions import record
from committees.people.credentials import committee_of
from committees.people.models import DutyDesk, OpenSession, User
from committees.people.sessions import DESK, MACHINE, OWN_DEVICE, SEEN, STARTED, idle_limit
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused


@dataclass(frozen=True)
class SignedIn:
    """One of her sessions. `which` names it in a form; the key itself never leaves."""

    key: str
    which: str
    machine: str
    kept: str
    since: datetime
    seen: datetime
    here: bool


def open_sessions(user: User, here: str | None, *, at: datetime) -> list[SignedIn]:
    """All that still open a page at that moment, this one first, then the latest seen.

    `here` is the key of the session that asks. Two queries at most.
    """
    found = _all_of(user, here, at)
    limit = {own: idle_limit(user.reach, own_device=own) for own in (False, True)}
    alive = [one for one in found if at - one.seen <= limit[one.kept == OWN]]
    return sorted(alive, key=lambda one: (not one.here, -one.seen.timestamp()))


def end_one(user: User, which: str, *, here: str | None, at: datetime) -> SignedIn:
    """That session opens nothing any more. Refused when it is over already or is this one."""
    with transaction.atomic():
        for one in _all_of(user, here, at):
            if one.which == which and not one.here:
                OpenSession.objects.visible_to(user).filter(pk=one.key).delete()
                record("people.end-session", user, by=user, committee=committee_of(user))
                return one
    raise Refused("那一台已经退出了。")


OWN, SHARED = "自己的设备", "公用的电脑"


def _all_of(user: User, here: str | None, at: datetime) -> list[SignedIn]:
    rows = OpenSession.objects.visible_to(user).filter(expire_date__gt=at)
    kept = {row.session_key: row.get_decoded() for row in rows}
    at_desks = {words.get(DESK) for words in kept.values()} - {None}
    desks = dict(DutyDesk.objects.filter(pk__in=at_desks).values_list("pk", "name"))
    return [
        SignedIn(
            key=key,
            which=keyed_digest(f"session:{key}")[:32],
            machine=words.get(MACHINE) or "电脑或手机",
            kept=desks.get(words.get(DESK)) or (OWN if words.get(OWN_DEVICE) else SHARED),
            since=datetime.fromtimestamp(words.get(STARTED) or 0, tz=UTC),
            seen=datetime.fromtimestamp(words.get(SEEN) or 0, tz=UTC),
            here=key == here,
        )
        for key, words in kept.items()
    ]
