"""Asking: an answer is written down, a refusal too, and a consent can be taken back any day.

个人信息保护法 (2021), arts. 13–15, 29, 31. A refusal stops a label that rests on consent and
nothing else: help goes on (R31).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from committees.care.changing import LABELS_CHANGED
from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.care.policies import may_keep_care
from committees.care.rules import ASKED, Nature, is_child, purposes_of
from committees.care.states import Answer, Ground, Purpose
from committees.journal.actions import digest, record
from committees.residents.models import Resident
from jiedao.common.errors import Refused

WITHDRAWN = "撤回了同意"


@dataclass(frozen=True)
class Said:
    """How an answer was given: by whom (a guardian is named), on which day, where the paper is."""

    given_by: str
    on: date
    paper: str = ""
    until: date | None = None


def locked(resident: Resident) -> Resident:
    """The row, locked: everything about one person happens one after the other."""
    row: Resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    return row


def still_given(resident: Resident, purpose: str, day: date) -> Consent | None:
    """The newest consent in force for the purpose."""
    return resident.consents.in_force(day).filter(purpose=purpose).first()


def last_answer(resident: Resident, purpose: str) -> Consent | None:
    return resident.consents.filter(purpose=purpose).first()


@transaction.atomic
def note_answer(
    resident: Resident, purpose: Purpose, answer: Answer, said: Said, *, by: Any, at: datetime
) -> Consent:
    """Write down what somebody answered. A refusal takes an earlier consent back.

    Refused for a day to come, and for a child without the guardian's name.
    """
    resident = locked(resident)
    may_keep_care(by, resident.committee_id).require()
    today = timezone.localdate(at)
    if said.on > today:
        raise Refused("答复的日期不能是以后。")
    guardian = purpose == Purpose.CHILD or is_child(resident.age(today), Nature())
    if guardian and not said.given_by:
        raise Refused("未满十四周岁的，请写是哪位监护人答复的。")
    if answer == Answer.REFUSED:
        for earlier in resident.consents.in_force(today).filter(purpose=purpose):
            _take_back(earlier, by=by, on=max(said.on, earlier.on), at=at)
    consent = Consent.objects.create(
        committee_id=resident.committee_id,
        resident=resident,
        purpose=purpose,
        ground=Ground.GUARDIAN if guardian else Ground.CONSENT,
        answer=answer,
        given_by=said.given_by,
        on=said.on,
        until=said.until,
        paper=said.paper,
        noted_by=by,
    )
    act = "care.consent" if answer == Answer.GIVEN else "care.refusal"
    record(act, consent, by=by, committee=resident.committee)
    if answer == Answer.REFUSED:
        end_what_rested(resident, purpose, by=by, on=said.on, at=at)
    return consent


@transaction.atomic
def withdraw(consent: Consent, *, by: Any, on: date, at: datetime) -> list[CareLabel]:
    """Take a consent back: labels that rest on it end, contacts that rest on it go.

    Gives the labels that ended. Refused when it is taken back already, before the day it was
    given, and for a day to come.
    """
    resident = locked(consent.resident)
    may_keep_care(by, resident.committee_id).require()
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.answer != Answer.GIVEN or consent.withdrawn_on is not None:
        raise Refused("这份同意已经不在了。")
    if on < consent.on:
        raise Refused("撤回的日期不能早于同意的日期。")
    if on > timezone.localdate(at):
        raise Refused("撤回的日期不能是以后。")
    _take_back(consent, by=by, on=on, at=at)
    return end_what_rested(resident, Purpose(consent.purpose), by=by, on=on, at=at)


def _take_back(consent: Consent, *, by: Any, on: date, at: datetime) -> None:
    before = digest(consent)
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    record("care.consent_withdrawn", consent, by=by, committee=consent.committee, before=before)


def end_what_rested(
    resident: Resident, purpose: Purpose, *, by: Any, on: date, at: datetime
) -> list[CareLabel]:
    """End what needs this purpose and has no consent left; statutory duty and life stay."""
    today = timezone.localdate(at)
    if still_given(resident, purpose, today):
        return []
    if purpose == Purpose.CONTACT:
        _drop_contacts(resident, by=by)
    age = resident.age(today)
    ended = []
    labels = resident.labels.current().filter(ground__in=sorted(ASKED)).select_related("kind")
    for label in labels.select_for_update(of=("self",)):
        if purpose in purposes_of(age, label.kind.nature):
            close_label(label, by=by, on=on, why=WITHDRAWN, at=at)
            ended.append(label)
    return ended


def _drop_contacts(resident: Resident, *, by: Any) -> None:
    for contact in EmergencyContact.objects.filter(resident=resident):
        before = digest(contact)
        committee = resident.committee
        record("care.contact_off", contact, by=by, committee=committee, before=before, after="")
        contact.delete()


def close_label(label: CareLabel, *, by: Any, on: date, why: str, at: datetime) -> None:
    """Write the end on a locked label; never before its first day."""
    before = digest(label)
    label.until, label.ended_by, label.ended_at = max(on, label.since), by, at
    label.ended_why = why
    label.version += 1
    label.save()
    record("care.end", label, by=by, committee=label.committee, before=before)
    LABELS_CHANGED(label.committee_id)
