"""What the log knows of the doors, told to them inside the act that changes it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from casework.doors import actions as doors
from casework.doors.actions import Seen
from casework.knocks.models import Knock
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
        known = Seen(**visits.order_by().aggregate(**_AT_DOORS))
        searched = Knock.objects.filter(household=pk).last_seen()
        doors.keep(door, _with(known, searched.get(pk)), on=on)


def follow_search(knock: Knock) -> str:
    """「见到本人」 was written, or taken back (`knocks.actions.SEEN_CHANGED`)."""
    keep_doors([knock.household], on=timezone.localdate())
    return ""


def _with(known: Seen, searched: datetime | None) -> Seen:
    """Who was searched for and seen was met, wherever that was: she is not 「还没有人见过」."""
    if searched is None:
        return known
    day = timezone.localdate(searched)
    return Seen(max(known.met or day, day), max(known.tried or day, day))


def rebuild_doors(committees: Iterable[Committee], *, on: date) -> int:
    """Every door of these committees from its entries: after an import, a demo, a repair.

    May run any number of times and gives the same. Four queries a committee and its rows.
    """
    count = 0
    for committee in committees:
        visits = LogEntry.objects.kept().filter(
            committee=committee, kind=LogKind.HOME, household__isnull=False
        )
        rows = visits.order_by().values_list("household").annotate(**_AT_DOORS)
        seen = {pk: Seen(met, tried) for pk, met, tried in rows}
        for pk, at in Knock.objects.filter(committee=committee).last_seen().items():
            seen[pk] = _with(seen.get(pk, Seen(None, None)), at)
        count += doors.rebuild(committee, seen, on=on)
    return count
