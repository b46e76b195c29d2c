"""When somebody was last met at a door. The one place that knows where that is written."""

from datetime import date

from django.db.models import Max, QuerySet

from casework.log.models import LogEntry
from committees.residents.models import Household


def last_met(households: QuerySet[Household]) -> dict[int, date]:
    """{household: the last day a home visit found the door opened}; one query.

    A household nobody has met yet is not in it. Days count as they happened (R7).
    """
    rows = LogEntry.objects.kept().filter(kind="home", nobody_home=False, household__in=households)
    found = rows.order_by().values_list("household").annotate(last=Max("happened_on"))
    return {household: last for household, last in found if household is not None}
