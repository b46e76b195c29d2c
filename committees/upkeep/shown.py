"""What a person's page shows of upkeep: where the row went, and what waits for the director."""

from dataclasses import dataclass
from datetime import datetime

from committees.people.models import User
from committees.residents.models import Resident
from committees.upkeep.merging import final
from committees.upkeep.models import ChangeRequest
from jiedao.common.panels import has


@dataclass(frozen=True)
class OfPerson:
    """`into`: the row to read instead, after a merge."""

    person: Resident
    waiting: list[ChangeRequest]
    into: Resident | None


def upkeep_of(person: Resident, reader: User, at: datetime) -> OfPerson | None:
    """None for who does not work in the committee. One query; one more for each merge."""
    if not reader.reach.works_in(person.committee_id):
        return None
    asked = ChangeRequest.objects.visible_to(reader).waiting().filter(resident=person)
    waiting = asked.select_related("proposed_by") if has(person, "change_requests") else ()
    into = final(person) if person.merged_into_id is not None else None
    return OfPerson(person, list(waiting), into)
