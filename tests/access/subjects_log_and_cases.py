"""Entries and cases for the access matrix."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.cases.models import Case, CaseEvent, CasePhoto
from casework.log.models import LogEntry, LogPhoto
from casework.referrals.actions import make_link
from casework.referrals.models import Referral
from committees.files.actions import store_file
from committees.files.models import StoredFile
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.uploads import CleanFile
from tests.cast import Cast


def _director(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def _entry(cast: Cast, committee: Committee, canary: str) -> LogEntry:
    return LogEntry.objects.create(
        committee=committee,
        kind="visit",
        who=canary[:60],
        text=canary,
        author=_director(cast, committee),
        happened_on=timezone.localdate(),
    )


def entry(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _entry(cast, committee, canary).pk}


def _file(cast: Cast, committee: Committee) -> StoredFile:
    photo = CleanFile("photo", ".png", b"only its committee may load this", 1, 1)
    return store_file(photo, name="照片1", by=_director(cast, committee), committee=committee)


def entry_photo(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    on = _entry(cast, committee, canary)
    return {
        "pk": on.pk,
        "photo_pk": LogPhoto.objects.create(entry=on, file=_file(cast, committee)).pk,
    }


def _case(cast: Cast, committee: Committee, canary: str) -> Case:
    director = _director(cast, committee)
    return Case.objects.create(
        committee=committee,
        year=2026,
        number=Case.objects.filter(committee=committee).count() + 1,
        title=canary[:60],
        text=canary,
        kind="issue",
        phone="10000000099",
        owner=director,
        opened_by=director,
        due_on=timezone.localdate(),
    )


def case(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _case(cast, committee, canary).pk}


def case_photo(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    on = _case(cast, committee, canary)
    event = CaseEvent.objects.create(case=on, kind="progress", by=on.owner, text=canary)
    photo = CasePhoto.objects.create(case=on, event=event, file=_file(cast, committee))
    return {"pk": on.pk, "photo_pk": photo.pk}


def referral(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    on = _case(cast, committee, canary)
    now = timezone.now()
    asked = Referral.objects.create(
        case=on, committee=committee, kind="help", what=canary, sent_by=on.owner, answer_by=now
    )
    return {"pk": asked.pk}


def _asked(cast: Cast, committee: Committee, canary: str, **fields: Any) -> Referral:
    """Of the property company, whose words are the canary."""
    on = _case(cast, committee, canary)
    later = timezone.now() + timedelta(hours=5)
    made: Referral = Referral.objects.create(
        case=on,
        committee=committee,
        kind="transfer",
        body=committee.bodies.filter(kind="property").order_by("pk").first(),
        what=canary,
        sent_by=on.owner,
        answer_by=later,
        **fields,
    )
    return made


def referral_asked(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _asked(cast, committee, canary).pk}


def referral_accepted(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    now = timezone.now()
    made = _asked(cast, committee, canary, state="accepted", accepted_at=now, answered_at=now)
    return {"pk": made.pk}


def referral_link(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Whoever holds the link reads it; the body alone is named by it."""
    return {"token": make_link(_asked(cast, committee, canary), by=_director(cast, committee))}


LOG_AND_CASES: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "entry": entry,
    "entry_photo": entry_photo,
    "case": case,
    "case_photo": case_photo,
    "referral": referral,
    "referral_asked": referral_asked,
    "referral_accepted": referral_accepted,
    "referral_link": referral_link,
}
