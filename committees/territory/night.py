"""Whom residents may ring out of hours (R3)."""

from django.db.models import Exists, OuterRef

from committees.territory.models import Committee, PartnerBody, PublicNumber


def night_numbers(committee: Committee) -> list[tuple[str, str]]:
    """(name, phone): the property company's own at night first, then the street's. Two queries."""
    bodies = PartnerBody.objects.filter(committee=committee).exclude(night_phone="")
    numbers = PublicNumber.objects.filter(street=committee.street_id)
    return [
        *((body.name, body.night_phone) for body in bodies),
        *((number.name, number.phone) for number in numbers),
    ]


def nights_covered(committee: Committee) -> tuple[bool, bool]:
    """Is there a number at night of a body of the committee, and one of the street? One query."""
    bodies = PartnerBody.objects.filter(committee=OuterRef("pk")).exclude(night_phone="")
    numbers = PublicNumber.objects.filter(street=OuterRef("street"))
    rows = Committee.objects.filter(pk=committee.pk)
    found: tuple[bool, bool] = rows.values_list(Exists(bodies), Exists(numbers)).get()
    return found
