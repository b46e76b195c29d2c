"""What the pages of a household and a person show of care: neutral first, kinds after a tap."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.care.states import Answer, Purpose
from committees.people.models import User
from committees.residents.models import Household, Resident
from jiedao.common.panels import has


@dataclass
class Cared:
    """One person with what is kept about her."""

    person: Resident
    labels: list[CareLabel] = field(default_factory=list)
    contacts: list[EmergencyContact] = field(default_factory=list)

    @property
    def heed(self) -> list[str]:
        """What the paper on the wall of an emergency says instead of a kind, each once."""
        words = []
        if any(label.kind.carried for label in self.labels):
            words.append("停电停梯要上门")
        if any(label.kind.knock for label in self.labels):
            words.append("敲门没人应马上找人")
        return words


def of_household(household: Household, reader: User, at: datetime) -> list[Cared] | None:
    """Everybody who lives there; None for who does not work in the committee. Two queries."""
    if not reader.reach.works_in(household.committee_id):
        return None
    return together(household.residents.all(), reader)


def together(people: Iterable[Resident], reader: User) -> list[Cared]:
    """These people with labels in force and contacts, in their order. Two queries."""
    rows = {person.pk: Cared(person) for person in people}
    labels = CareLabel.objects.visible_to(reader).current().filter(resident__in=rows)
    for label in labels.select_related("kind"):
        rows[label.resident_id].labels.append(label)
    for contact in EmergencyContact.objects.visible_to(reader).filter(resident__in=rows):
        rows[contact.resident_id].contacts.append(contact)
    return list(rows.values())


@dataclass(frozen=True)
class OfPerson:
    """Care on the person's own page. `answers`: the newest for each purpose that was asked."""

    person: Resident
    labels: list[CareLabel]
    past: list[CareLabel]
    contacts: list[EmergencyContact]
    answers: list[Consent]

    @property
    def refused(self) -> list[Consent]:
        return [row for row in self.answers if row.answer == Answer.REFUSED]


def of_person(person: Resident, reader: User, at: datetime) -> OfPerson | None:
    """None for who does not work in the committee. A query for the labels, and one each for
    answers and contacts where there are any."""
    if not reader.reach.works_in(person.committee_id):
        return None
    contacts = EmergencyContact.objects.visible_to(reader).filter(resident=person)
    labels = list(
        CareLabel.objects.visible_to(reader)
        .filter(resident=person)
        .select_related("kind", "noted_by", "ended_by")
    )
    newest: dict[str, Consent] = {}
    answers = Consent.objects.visible_to(reader).filter(resident=person)
    for consent in answers if has(person, "consents") else ():
        newest.setdefault(consent.purpose, consent)
    return OfPerson(
        person=person,
        labels=[label for label in labels if label.until is None],
        past=[label for label in labels if label.until is not None],
        contacts=list(contacts) if has(person, "contacts") else [],
        answers=[newest[purpose] for purpose in Purpose.values if purpose in newest],
    )


def holds(consent: Consent) -> bool:
    """Given, not taken back, not run out."""
    today = timezone.localdate()
    return (
        consent.answer == Answer.GIVEN
        and consent.withdrawn_on is None
        and (consent.until is None or consent.until >= today)
    )


def facts_of(label: CareLabel) -> list[tuple[str, Any]]:
    """Word and value of a label, as its pages list them."""
    return [
        ("类别", label.kind.name),
        ("说明", label.detail),
        ("从哪天起", label.since),
        ("从哪里知道的", label.source),
        ("依据", label.get_ground_display()),
        ("下次核对", label.review_on),
    ]
