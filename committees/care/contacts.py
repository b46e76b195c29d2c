"""紧急联系人: kept in the order in which one rings them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from committees.care.consents import Said, last_answer, locked, note_answer, still_given
from committees.care.models import EmergencyContact
from committees.care.policies import may_keep_care
from committees.care.states import Answer, Purpose
from committees.journal.actions import digest, record
from committees.residents.models import Resident
from jiedao.common.errors import Refused

KEPT = ("name", "kinship", "phone", "has_key")


@transaction.atomic
def add_contact(
    resident: Resident, values: dict[str, Any], *, by: Any, at: datetime, said: Said | None
) -> EmergencyContact:
    """Somebody more to ring, after those there are. `said`: the resident agreed to it now.

    Refused without the resident's consent to keep contacts; helping does not depend on it.
    """
    resident = locked(resident)
    may_keep_care(by, resident.committee_id).require()
    today = timezone.localdate(at)
    if not still_given(resident, Purpose.CONTACT, today):
        last = last_answer(resident, Purpose.CONTACT)
        if said is None or (last and last.answer == Answer.REFUSED and said.on < last.on):
            raise Refused("请先问过本人，同意了再留联系人。不同意不影响帮忙。")
        note_answer(resident, Purpose.CONTACT, Answer.GIVEN, said, by=by, at=at)
    highest = resident.contacts.aggregate(highest=Max("order"))["highest"] or 0
    contact = EmergencyContact.objects.create(
        committee_id=resident.committee_id,
        resident=resident,
        order=highest + 1,
        **{name: values[name] for name in KEPT},
    )
    record("care.contact", contact, by=by, committee=resident.committee)
    return contact


def _contact(contact: EmergencyContact, by: Any) -> EmergencyContact:
    locked(contact.resident)
    found: EmergencyContact = EmergencyContact.objects.select_for_update(of=("self",)).get(
        pk=contact.pk
    )
    may_keep_care(by, found.committee_id).require()
    return found


@transaction.atomic
def edit_contact(
    contact: EmergencyContact, values: dict[str, Any], *, by: Any, version: int
) -> EmergencyContact:
    """`Conflict` when somebody else saved it since the page was made."""
    contact = _contact(contact, by)
    before = digest(contact)
    contact.expect(version)
    for name in KEPT:
        setattr(contact, name, values[name])
    contact.save()
    record("care.contact_edit", contact, by=by, committee=contact.committee, before=before)
    return contact


@transaction.atomic
def ring_earlier(contact: EmergencyContact, *, by: Any) -> None:
    """One place up; the first one stays where it is."""
    contact = _contact(contact, by)
    row = list(EmergencyContact.objects.filter(resident=contact.resident_id).select_for_update())
    place = row.index(contact)
    if place == 0:
        return
    before = digest(contact)
    row[place - 1], row[place] = row[place], row[place - 1]
    for order, one in enumerate(row, 1):
        one.order = order
    EmergencyContact.objects.bulk_update(row, ["order"])
    contact.refresh_from_db()
    record("care.contact_edit", contact, by=by, committee=contact.committee, before=before)


@transaction.atomic
def remove_contact(contact: EmergencyContact, *, by: Any) -> None:
    """Gone for good: a number nobody should ring any more is not kept."""
    contact = _contact(contact, by)
    before = digest(contact)
    committee = contact.committee
    record("care.contact_off", contact, by=by, committee=committee, before=before, after="")
    contact.delete()
