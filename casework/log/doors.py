"""What the log knows of the doors, told to them inside the act that changes it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q

from casework.doors import actions as doors
from casework.doors.actions import Seen
from casework.log.models import LogEntry
from casework.log.states import LogKind
from committees.residents.models import Household
from committees.territory.models import Committee

_AT_DOORS = {
    "met": Max("happened_on", filter=Q(nobody_home=False)),
    "tried": Max("happened_on"),
}


def keep_doors(households: Iterable[Household | None], *, on: date) -> None:
    """These doors were visited, or are not any more. Locked in the order of their ids."""
    wanted = {household.pk: household for household in households if household is not None}
    for pk in sorted(wanted):
        door = doors.hold(wanted[pk])
        visits = LogEntry.objects.kept().filter(household=pk, kind=LogKind.HOME)
        doors.keep(door, Seen(**visits.order_by().aggregate(**_AT_DOORS)), on=on)


def rebuild_doors(committees: Iterable[Committee], *, on: date) -> int:
    """Every door of these committees from its entries: after an import, a demo, a repair.

    May run any number of times and gives the same. Three queries a committee and its rows.
    """
    count = 0
    for committee in committees:
        visits = LogEntry.objects.kept().filter(
            committee=committee, kind=LogKind.HOME, household__isnull=False
        )
        rows = visits.order_by().values_list("household").annotate(**_AT_DOORS)
        seen = {pk: Seen(met, tried) for pk, met, tried in rows}
        count += doors.rebuild(committee, seen, on=on)
    return count
