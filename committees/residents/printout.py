"""What is kept about a resident, on paper for herself (PIPL arts. 44–45: know, read, copy).

In plain words, with the legal ground where one is known, and who looked at it by role and day,
never by name (R31). Numbers stay masked: a sheet is left on a bus.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.journal.words import act_words
from committees.people.models import Posting
from committees.reach.states import Role
from committees.residents.models import Resident
from committees.residents.shown import Person, day_words


@dataclass(frozen=True)
class Row:
    """One thing that is kept; `ground`: why it may be kept, where that is known."""

    what: str
    words: str
    ground: str = ""


@dataclass(frozen=True)
class Printed:
    """A part of the paper; `empty` stands there without any row."""

    title: str
    rows: list[Row]
    empty: str = "没有记。"


def printed_facts(person: Person) -> Printed:
    """What the register itself knows. The phone and the number of a paper stay masked."""
    one, home = person.resident, person.resident.household
    kept = [
        ("姓名", one.name),
        ("住在" if one.is_here else "原来住在", home.dwelling.words),
        ("与户主关系", person.place),
        ("性别", person.sex),
        ("出生日期", day_words(one.born_on) if one.born_on else ""),
        ("电话", person.phone),
        ("证件", " ".join(filter(None, [person.paper, person.id_number]))),
        ("离开", person.gone),
    ]
    return Printed("基本情况", [Row(what, words) for what, words in kept if words])


@dataclass(frozen=True)
class Look:
    """Somebody of this role did this on that day."""

    day: date
    role: str
    act: str


def looks_at(resident: Resident) -> list[Look]:
    """Who looked at her record or wrote in it, the last first; two queries."""
    rows = list(
        AuditEntry.objects.filter(
            object_type=resident._meta.label_lower, object_id=str(resident.pk)
        ).order_by("-at", "-pk")[:MOST_LOOKS]
    )
    seats = list(Posting.objects.filter(user__in={row.by_id for row in rows if row.by_id}))
    looks = []
    for row in rows:
        day = timezone.localdate(row.at)
        act = act_words(row.act).partition("：")[2] or "查看"
        looks.append(Look(day, _role(seats, row.by_id, resident.committee_id, day), act))
    return list(dict.fromkeys(looks))


MOST_LOOKS = 200


def _role(seats: list[Posting], user_id: int | None, committee_id: int, on: date) -> str:
    """What the person was on that day: in this committee, else at the street."""
    held = [
        seat
        for seat in seats
        if seat.user_id == user_id
        and seat.committee_id in (committee_id, None)
        and seat.since <= on
        and (seat.until is None or seat.until >= on)
    ]
    own = sorted(held, key=lambda seat: seat.committee_id is None)
    return str(Role(own[0].role).label) if own else "平台"
