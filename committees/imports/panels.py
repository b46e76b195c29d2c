"""What a person's page shows of imports: the 备注 of the sheets she came with."""

from dataclasses import dataclass
from datetime import datetime

from committees.imports.models import Made
from committees.people.models import User
from committees.residents.models import Resident
from jiedao.common.panels import has


@dataclass(frozen=True)
class Remark:
    """The words of one sheet, and the day it was brought in."""

    words: str
    on: datetime | None


def remarks_of(person: Resident, reader: User, at: datetime) -> list[Remark] | None:
    """Newest first; None where there are none, and for who does not work in the committee.
    One query."""
    if not reader.reach.works_in(person.committee_id) or not has(person, "import_marks"):
        return None
    rows = Made.objects.filter(resident=person).select_related("batch").order_by("-pk")
    return [Remark(row.note, row.batch.written_at) for row in rows if row.note] or None
