"""The clock of an objection strikes: whoever must decide is reminded of the last day (E10)."""

from datetime import datetime

from django.utils import timezone

from elections.electorate.models import Objection
from elections.timetable.moving import Moved
from elections.timetable.reminding import forget_clock, remind_of_clock
from elections.timetable.states import OVER


def remind_of_objection(objection: Objection, *, now: datetime) -> None:
    remind_of_clock(
        objection.election,
        objection,
        due_on=objection.due_on,
        text="一条对名单的申诉要有答复",
        page=f"objections/{objection.pk}/",
        now=now,
    )


def follow_election(moved: Moved) -> str:
    """Joined to the moves of an election: whoever leads it now hears of what is open; of one that
    is over nobody does."""
    election = moved.election
    waiting = list(Objection.objects.filter(election=election, decision=""))
    if election.stage in OVER:
        forget_clock(waiting)
        return ""
    for objection in waiting:
        objection.election = election
        remind_of_objection(objection, now=timezone.now())
    return ""
