"""Whom to visit: households with their doors, in the two orders people walk."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from committees.care.models import CareLabel, LabelKind
from committees.residents.querysets import HOUSE_ORDER, HouseholdQuerySet
from committees.territory.models import Committee

URGENT_ORDER = ("door__ever_met", "door__next_visit_on", "id")
"""Whom nobody has ever met first, then whose day passed longest ago (index `door_to_visit`)."""
ROUTE_ORDER = HOUSE_ORDER


def planned(households: HouseholdQuerySet, committee: Committee, until: date) -> HouseholdQuerySet:
    """Those whose planned visit falls on that day or before it."""
    return households.filter(door__committee=committee, door__next_visit_on__lte=until)


def labelled(households: HouseholdQuerySet, kind: LabelKind, on: date) -> HouseholdQuerySet:
    """Those in which somebody has this label."""
    there = labels_in_force(on).filter(kind=kind, resident__household=OuterRef("pk"))
    return households.filter(Exists(there))


def labels_in_force(on: date) -> "QuerySet[CareLabel]":
    """Of people who live here still, each person once in the register."""
    rows: QuerySet[CareLabel] = CareLabel.objects.on(on).filter(
        resident__departed_on__isnull=True, resident__merged_into__isnull=True
    )
    return rows
