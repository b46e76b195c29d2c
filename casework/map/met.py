"""When somebody was last met at a door. The one place that knows where that is written."""

from datetime import date

from django.db.models import QuerySet

from casework.doors.models import DoorRecord
from committees.residents.models import Household


def last_met(households: QuerySet[Household]) -> dict[int, date]:
    """{household: the last day a home visit found the door opened}; one query.

    A household nobody has met yet is not in it. Days count as they happened (R7).
    """
    doors = DoorRecord.objects.filter(household__in=households, last_met_on__isnull=False)
    return dict(doors.values_list("household_id", "last_met_on"))
