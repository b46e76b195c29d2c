"""Why somebody is looked after: labels, answers, contacts, and the street's table."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from committees.care.models import CareLabel, Consent, EmergencyContact, LabelKind
from committees.care.states import Ground, Purpose
from committees.notices.models import Notice
from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Building, Committee, Estate
from tests.cast import LONG_AGO, Cast

ILL = "serious-illness"


def somebody(committee: Committee, canary: str) -> Resident:
    """A household of one in a house of its own."""
    estate = Estate.objects.create(committee=committee, name=f"{canary[:30]}园")
    house = Building.objects.create(estate=estate, number="3")
    flat = Dwelling.objects.create(
        committee=committee, building=house, floor=5, room="502", door="3-502"
    )
    home = Household.objects.create(committee=committee, dwelling=flat)
    return Resident.objects.create(
        committee=committee, household=home, name=canary[:50], is_head=True
    )


def _writer(cast: Cast, committee: Committee) -> Any:
    return cast.east_director if committee == cast.east else cast.west_director


def _consent(cast: Cast, committee: Committee, canary: str) -> Consent:
    return Consent.objects.create(
        committee=committee,
        resident=somebody(committee, canary),
        purpose=Purpose.HEALTH,
        on=LONG_AGO,
        noted_by=_writer(cast, committee),
    )


def _label(cast: Cast, committee: Committee, canary: str) -> CareLabel:
    consent = _consent(cast, committee, canary)
    return CareLabel.objects.create(
        committee=committee,
        resident=consent.resident,
        kind=LabelKind.objects.get(key=ILL),
        words=canary,
        since=LONG_AGO,
        review_on=timezone.localdate(),
        ground=Ground.CONSENT,
        consent=consent,
        noted_by=_writer(cast, committee),
    )


def _contact(cast: Cast, committee: Committee, canary: str) -> EmergencyContact:
    return EmergencyContact.objects.create(
        committee=committee,
        resident=somebody(committee, canary),
        name=canary[:50],
        kinship="女儿",
        phone="10000000098",
    )


def care_person(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _label(cast, committee, canary).resident_id}


def care_kind_for(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": somebody(committee, canary).pk, "key": ILL}


def care_label(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _label(cast, committee, canary).pk}


def care_consent(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _consent(cast, committee, canary).pk}


def care_contact(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _contact(cast, committee, canary).pk}


def care_building(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    contact = _contact(cast, committee, canary)
    return {"building": contact.resident.household.dwelling.building_id}


def care_kind(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The table belongs to no committee; each side writes into another row."""
    key = "aged" if committee == cast.east else "disabled"
    LabelKind.objects.filter(key=key).update(name=canary[:24])
    return {"key": key}


def urgent_notice(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    notice = Notice.objects.create(
        committee=committee,
        kind="urgent",
        title=canary[:60],
        body=canary,
        author=_writer(cast, committee),
        state="released",
        publish_at=timezone.now(),
    )
    return {"pk": notice.pk}


def urgent_door(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    home = somebody(committee, canary).household_id
    return {**urgent_notice(cast, committee, canary), "household": home}


CARE: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "care_person": care_person,
    "care_kind_for": care_kind_for,
    "care_label": care_label,
    "care_consent": care_consent,
    "care_contact": care_contact,
    "care_building": care_building,
    "care_kind": care_kind,
    "urgent_notice": urgent_notice,
    "urgent_door": urgent_door,
}
