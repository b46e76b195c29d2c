"""When somebody was at a resident's door, on the paper she takes home."""

from datetime import datetime

from casework.doors.models import DoorRecord
from committees.people.models import User
from committees.residents.models import Resident
from committees.residents.printout import Printed, Row
from committees.residents.shown import day_words


def printed_visits(person: Resident, reader: User, at: datetime) -> Printed | None:
    """When somebody was at her door and comes again, on the paper she takes home; one query.

    What was said there may be about others too, and is read at the desk.
    """
    if not reader.reach.works_in(person.committee_id):
        return None
    door = DoorRecord.objects.filter(household=person.household_id).first()
    days = door and [
        ("上次见到家里人", door.last_met_on),
        ("上次去", door.last_tried_on),
        ("下次打算去", door.next_visit_on),
    ]
    rows = [Row(what, day_words(day)) for what, day in days or () if day]
    return Printed("走访", rows, empty="还没有走访过。")
