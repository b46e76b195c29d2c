"""Passwords, setting codes and PINs: how they are made, checked and taken away."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django_otp.plugins.otp_static.models import StaticDevice

from committees.journal.actions import digest, record
from committees.people.backends import forget_failures
from committees.people.models import Authenticator, DutyDesk, EntryCode, User
from committees.people.passwords import check_password_words
from committees.people.policies import may_reset
from committees.territory.models import Committee
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused
from jiedao.common.ids import clean_phone

CODE_LIVES = timedelta(hours=24)
CODE_TRIES = 5
PIN_TRIES = 5
WRONG_CODE = "手机号或设置码不对，也可能设置码已经过期。请再看一遍，或请发码的人重新给一个。"
EASY_PINS = frozenset({"1234", "4321", "2345", "3456", "4567", "5678", "6789", "0123", "9876"})


def issue_code(user: User, *, by: User | None, at: datetime) -> str:
    """A 6-digit code to set a password: 24 hours, once, 5 tries. Earlier codes die.

    `by` is None when the office itself is set up from the command line.
    """
    code = f"{secrets.randbelow(1_000_000):06}"
    with transaction.atomic():
        open_codes(user).update(used_at=at)
        EntryCode.objects.create(
            user=user,
            purpose=EntryCode.Purpose.SET_PASSWORD,
            digest=_code_digest(user, code),
            made_by=by,
            expires_at=at + CODE_LIVES,
        )
        record("people.issue-code", user, by=by, committee=committee_of(user))
    return code


def open_codes(user: User):  # type: ignore[no-untyped-def]
    return EntryCode.objects.filter(
        user=user, purpose=EntryCode.Purpose.SET_PASSWORD, used_at__isnull=True
    )


def set_password_with_code(phone: str, code: str, password: str, *, at: datetime) -> User:
    """Set the password of whoever holds phone and code; every session of hers ends.

    Refused with one sentence for everything that does not fit, whether or not the number is
    known; a wrong code counts, the fifth one kills the code. ValidationError for a password that
    is too easy: the code stays good.
    """
    with transaction.atomic():
        found = _claim(phone, code, at)
        if found is not None:
            check_password_words(password, found.user)
            found.used_at = at
            found.save(update_fields=["used_at"])
            return _store_password(found.user, password, "people.set-password")
    raise Refused(WRONG_CODE)


def _claim(phone: str, code: str, at: datetime) -> EntryCode | None:
    """The open code that fits, locked. A miss is counted and kept although the caller refuses."""
    try:
        user = User.objects.with_phone(clean_phone(phone))
    except ValueError:
        return None
    if user is None or not user.is_active:
        return None
    newest: EntryCode | None = (
        open_codes(user)
        .select_for_update()
        .filter(expires_at__gt=at, failures__lt=CODE_TRIES)
        .order_by("-pk")
        .first()
    )
    if newest is None:
        return None
    newest.user = user
    if constant_time_compare(newest.digest, _code_digest(user, code)):
        return newest
    newest.failures += 1
    newest.save(update_fields=["failures"])
    return None


def _code_digest(user: User, code: str) -> str:
    return keyed_digest(f"entry-code:{user.pk}:{code}")


def change_password(user: User, password: str) -> User:
    """The person herself, who has just shown the old one. ValidationError when it is too easy."""
    check_password_words(password, user)
    with transaction.atomic():
        return _store_password(user, password, "people.change-password")


def _store_password(user: User, password: str, act: str) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    before = digest(user)
    user.set_password(password)
    user.pin_failures = 0
    user.save(update_fields=["password", "pin_failures"])
    record(act, user, by=user, committee=committee_of(user), before=before)
    return user


def reset_access(person: User, *, by: User, at: datetime, second_factor: bool = False) -> str:
    """Take password, PIN and sessions away and give a new setting code.

    With `second_factor` the authenticator is forgotten too (lost phone): it is set up again at
    the next sign-in. Refused to a director for anybody who is more than a member of the own
    committee, and to everybody for oneself.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        may_reset(by.reach, person.reach, oneself=by.pk == person.pk).require()
        before = digest(person)
        person.set_unusable_password()
        person.pin, person.pin_failures = "", 0
        person.sign_outs += 1
        person.save(update_fields=["password", "pin", "pin_failures", "sign_outs"])
        if second_factor:
            Authenticator.objects.filter(user=person).delete()
            StaticDevice.objects.filter(user=person).delete()
        forget_failures(person)
        record("people.reset", person, by=by, committee=committee_of(person), before=before)
        return issue_code(person, by=by, at=at)


def sign_out_everywhere(user: User) -> None:
    """Every session of the person ends, this one included."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = digest(user)
        user.sign_outs += 1
        user.save(update_fields=["sign_outs"])
        record("people.sign-out-all", user, by=user, committee=committee_of(user), before=before)


# PIN of the duty desk


def set_pin(user: User, pin: str) -> None:
    """Four digits for the duty desk. ValidationError for one that everybody guesses first."""
    if pin in EASY_PINS or len(set(pin)) == 1 or user.phone.endswith(pin):
        raise ValidationError("这个 PIN 太好猜，请换 4 位数字。", code="easy")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = digest(user)
        user.pin, user.pin_failures = make_password(_peppered(user, pin)), 0
        user.save(update_fields=["pin", "pin_failures"])
        record("people.set-pin", user, by=user, committee=committee_of(user), before=before)


def try_pin(desk: DutyDesk, person: User, pin: str) -> bool:
    """True when the PIN is right; the fifth wrong one locks it until a director or the password
    of the person opens it again. The row is locked: guesses in parallel count one by one.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if person.pin_failures >= PIN_TRIES:
            return False
        right = bool(person.pin) and check_password(_peppered(person, pin), person.pin)
        person.pin_failures = 0 if right else person.pin_failures + 1
        person.save(update_fields=["pin_failures"])
        if person.pin_failures == PIN_TRIES:
            record("people.pin-locked", person, by=None, committee=desk.committee, label=desk.name)
    return right


def unlock_pin(person: User, *, by: User) -> None:
    """The director lets a colleague try her PIN again. Refused as `reset_access` is."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        may_reset(by.reach, person.reach, oneself=by.pk == person.pk).require()
        before = digest(person)
        person.pin_failures = 0
        person.save(update_fields=["pin_failures"])
        record("people.unlock-pin", person, by=by, committee=committee_of(person), before=before)


def forgive_pin(user: User) -> None:
    """Whoever signs in with the password may use the PIN again."""
    User.objects.filter(pk=user.pk, pin_failures__gt=0).update(pin_failures=0)


def _peppered(user: User, pin: str) -> str:
    """Ten thousand PINs are guessed in a second from a stolen table; not without INDEX_KEY."""
    return keyed_digest(f"pin:{user.pk}:{pin}")


def committee_of(user: User) -> Committee | None:
    """The chain an act on this account belongs to: her committee's, the street's without one."""
    seats = [seat.committee_id for seat in user.reach.seats if seat.committee_id]
    return Committee.objects.filter(pk__in=seats).in_street_order().first() if seats else None
