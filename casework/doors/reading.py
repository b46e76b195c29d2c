"""What other slices ask about doors."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from casework.doors.models import DoorRecord
from committees.residents.models import Household
from committees.residents.querysets import HouseholdQuerySet
from committees.territory.models import Committee


def last_met(households: Iterable[Household | int]) -> dict[int, date | None]:
    """The last day somebody was met, by household id; None where nobody ever was. One query."""
    ids = [one if isinstance(one, int) else one.pk for one in households]
    known = DoorRecord.objects.filter(pk__in=ids).values_list("pk", "last_met_on")
    return dict.fromkeys(ids) | dict(known)


def not_met_since(committee: Committee, on: date, days: int) -> HouseholdQuerySet:
    """Households living here that nobody has met for so many days, or ever, as a queryset.

    「90 天没走访」 counts calendar days: somebody met 90 days ago is on the list.
    """
    living: HouseholdQuerySet = Household.objects.filter(committee=committee).living_here(on)
    return living.filter(
        Q(door__isnull=True)
        | Q(door__last_met_on__isnull=True)
        | Q(door__last_met_on__lte=on - timedelta(days=days))
    )
