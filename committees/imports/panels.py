"""What a person's page shows of imports: the 备注 of the sheets she came with."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from committees.imports.models import Made
from committees.people.models import User
from committees.residents.models import Resident
from committees.residents.printout import Printed, Row
from jiedao.common.masks import hide_numbers
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


def printed_remarks(person: Resident, reader: User, at: datetime) -> Printed | None:
    """The same on the paper she takes home, numbers in it masked. None where there are none."""
    remarks = remarks_of(person, reader, at)
    if not remarks:
        return None
    rows = [Row(_brought(one.on), hide_numbers(one.words)) for one in remarks]
    return Printed("表格里写的备注", rows)


def _brought(on: datetime | None) -> str:
    return f"{timezone.localdate(on):%Y年%-m月%-d日}导入" if on else "导入"
