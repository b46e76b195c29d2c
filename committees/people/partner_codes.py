"""One-time codes for owners' committees and property companies: they have no password.

The code goes out by SMS, or the desk prints it. It opens /actions/ and nothing else.
"""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from committees.journal.actions import record
from committees.people.models import EntryCode, Posting, User
from committees.people.querysets import PostingQuerySet
from committees.territory.models import Committee
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused
from jiedao.common.ids import clean_phone

BY_SMS = timedelta(minutes=10)
ON_PAPER = timedelta(hours=24)
TRIES = 5
MOST_AN_HOUR = 5
WRONG = "手机号或进入码不对，也可能进入码已经过期。请再看一遍，或者重新要一个。"


def contacts_on(day: date) -> PostingQuerySet:
    """Postings of contact persons in force on that day."""
    rows: PostingQuerySet = Posting.objects.on(day).partners().filter(user__is_active=True)
    return rows


def contact_with(phone: str) -> Posting | None:
    """The contact person with this number, if there is one today. One query after the number."""
    try:
        person = User.objects.with_phone(clean_phone(phone))
    except ValueError:
        return None
    if person is None:
        return None
    held = contacts_on(timezone.localdate()).filter(user=person).select_related("user")
    found: Posting | None = held.select_related("committee").order_by("pk").first()
    return found


def code_by_sms(posting: Posting, *, at: datetime) -> str:
    """A code that lives ten minutes; empty when this person has asked too often in an hour."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=posting.user_id)
        recent = _codes(posting.user).filter(expires_at__gt=at - timedelta(hours=1) + BY_SMS)
        if recent.filter(made_by=None).count() >= MOST_AN_HOUR:
            return ""
        return _issue(posting, by=None, expires_at=at + BY_SMS, at=at)


def code_on_paper(posting: Posting, *, by: User, at: datetime) -> str:
    """A code that the desk prints for the contact person of a body; it lives 24 hours.

    Refused to anybody who does not work in the committee, and for a posting that has ended.
    """
    with transaction.atomic():
        if not by.reach.works_in(posting.committee_id):
            raise Refused("进入码由本居委会的人来发。")
        if not contacts_on(timezone.localdate(at)).filter(pk=posting.pk).exists():
            raise Refused("这个人现在不是合作单位的联系人。")
        return _issue(posting, by=by, expires_at=at + ON_PAPER, at=at)


def person_with_code(phone: str, code: str, *, at: datetime) -> User:
    """Whoever holds phone and code, which is used up now.

    Refused with one sentence for everything that does not fit, whether or not the number is
    known; a wrong code counts, the fifth one kills the code.
    """
    posting = contact_with(phone)
    with transaction.atomic():
        right = posting is not None and _claim(posting.user, code, at)
    if posting is None or not right:
        raise Refused(WRONG)
    return posting.user


def _claim(person: User, code: str, at: datetime) -> bool:
    newest: EntryCode | None = (
        _codes(person)
        .select_for_update()
        .filter(used_at__isnull=True, expires_at__gt=at, failures__lt=TRIES)
        .order_by("-pk")
        .first()
    )
    if newest is None:
        return False
    right = constant_time_compare(newest.digest, _digest(person, code))
    if right:
        newest.used_at = at
    else:
        newest.failures += 1
    newest.save(update_fields=["used_at", "failures"])
    return right


def _issue(posting: Posting, *, by: User | None, expires_at: datetime, at: datetime) -> str:
    """Earlier codes of the person die."""
    code = f"{secrets.randbelow(1_000_000):06}"
    person: User = posting.user
    committee: Committee | None = posting.committee
    _codes(person).filter(used_at__isnull=True).update(used_at=at)
    EntryCode.objects.create(
        user=person,
        purpose=EntryCode.Purpose.PARTNER,
        digest=_digest(person, code),
        made_by=by,
        expires_at=expires_at,
    )
    record("people.partner-code", person, by=by, committee=committee)
    return code


def _codes(person: User):  # type: ignore[no-untyped-def]
    return EntryCode.objects.filter(user=person, purpose=EntryCode.Purpose.PARTNER)


def _digest(person: User, code: str) -> str:
    return keyed_digest(f"partner-code:{person.pk}:{code}")
