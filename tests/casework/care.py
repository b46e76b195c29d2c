"""Labels and contacts of the tests: why somebody is looked after, whom to ring."""

from datetime import date, timedelta

from django.utils import timezone

from committees.care.models import CareLabel, EmergencyContact, LabelKind
from committees.people.models import User
from committees.residents.models import Household, Resident
from tests.cast import LONG_AGO


def label(
    person: Resident | Household,
    key: str = "lives-alone",
    *,
    by: User,
    since: date = LONG_AGO,
    until: date | None = None,
) -> CareLabel:
    """A label of a kind that needs no consent row of its own in a test: the ground is duty."""
    if isinstance(person, Household):
        person = person.residents.order_by("-is_head", "pk").first()
    return CareLabel.objects.create(
        committee=person.committee,
        resident=person,
        kind=LabelKind.objects.get(key=key),
        since=since,
        until=until,
        review_on=timezone.localdate() + timedelta(days=300),
        ground="duty",
        noted_by=by,
    )


def contact(person: Resident, name: str, kinship: str, phone: str) -> EmergencyContact:
    return EmergencyContact.objects.create(
        committee=person.committee, resident=person, name=name, kinship=kinship, phone=phone
    )
