"""The one place where a Residence begins and ends.

`Resident.household` is where the open residence is; without one, where the last one was.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from committees.residents.models import Household, Resident
from committees.tenure.models import Residence
from jiedao.common.errors import Refused


def begin(people: Sequence[Resident], household: Household, since: date | None) -> None:
    """These people live with the household from that day on. The caller ended what was before."""
    for one in people:
        one.household = household
    Residence.objects.bulk_create(
        Residence(resident=one, household=household, since=since) for one in people
    )


def end(people: Sequence[Resident], last_day: date) -> None:
    """The last day at the present place. Refused before the day somebody came."""
    living = list(Residence.objects.current().filter(resident__in=people).select_for_update())
    if any(row.since is not None and last_day < row.since for row in living):
        raise Refused("离开的日期不能早于入住日期。")
    Residence.objects.filter(pk__in=[row.pk for row in living]).update(until=last_day)


def end_by_moving(people: Sequence[Resident], day: date) -> None:
    """Somewhere else from that day on: the day before is the last one, or the day itself for
    whoever came on it. Refused before the day somebody came."""
    living = Residence.objects.current().filter(resident__in=people)
    came = [row.resident_id for row in living.filter(since=day)]
    end([one for one in people if one.pk in came], day)
    end([one for one in people if one.pk not in came], day - timedelta(days=1))


def reopen(people: Sequence[Resident], last_day: date) -> None:
    """Take an end back: whoever left on that day still lives there."""
    for one in people:
        rows = Residence.objects.filter(resident=one, household=one.household_id, until=last_day)
        newest = rows.order_by("-pk").first()
        if newest is None:
            begin([one], one.household, None)
        else:
            newest.until = None
            newest.save(update_fields=["until"])
