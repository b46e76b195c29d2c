"""What must be true of any data, however much of it there is."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, Min, Model, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lag

from casework.aid.models import Aid
from casework.callbacks.models import Callback
from casework.cases.models import Case, CaseEvent
from casework.cases.states import CaseKind, CaseState
from casework.doors.models import DoorRecord
from casework.duty.models import HandoverPoint, Shift, Swap
from casework.knocks.models import Knock
from casework.log.models import LogEntry
from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.numbering.models import Counter
from committees.people.models import Posting
from committees.residents.models import Dwelling, Household, Resident
from committees.tenure.models import Residence
from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody, Topic
from meetings.votes.models import Cast, Vote

SAME_COMMITTEE: tuple[tuple[type[Model], str, str], ...] = (
    (Dwelling, "committee", "building__estate__committee"),
    (Household, "committee", "dwelling__committee"),
    (Resident, "committee", "household__committee"),
    (Residence, "household__committee", "resident__committee"),
    (Residence, "household", "resident__household"),
    (CareLabel, "committee", "resident__committee"),
    (Consent, "committee", "resident__committee"),
    (EmergencyContact, "committee", "resident__committee"),
    (Posting, "committee", "body__committee"),
    (LogEntry, "committee", "household__committee"),
    (DoorRecord, "committee", "household__committee"),
    (Knock, "committee", "household__committee"),
    (Case, "committee", "household__committee"),
    (Case, "committee", "entry__committee"),
    (Callback, "committee", "case__committee"),
    (Aid, "committee", "case__committee"),
    (Shift, "committee", "rota__committee"),
    (Swap, "committee", "shift__committee"),
    (HandoverPoint, "committee", "from_shift__committee"),
    (InvitedBody, "meeting__committee", "body__committee"),
    (Attendee, "meeting__committee", "body__committee"),
    (Topic, "committee", "meeting__committee"),
    (Vote, "meeting__committee", "topic__committee"),
    (Cast, "vote__meeting__committee", "attendee__meeting__committee"),
)
WORKS_THERE: tuple[tuple[type[Model], str], ...] = (
    (LogEntry, "author"),
    (Case, "owner"),
    (Shift, "person"),
)


def broken() -> list[str]:
    """One Chinese sentence for every rule that some row breaks; empty when all is well."""
    return [
        *_doubly_booked(),
        *_hardship(),
        *_asked(),
        *_numbers(),
        *_times(),
        *_committees(),
        *_strangers(),
        *_homes(),
    ]


def _found(rows: "QuerySet[Model]", what: str) -> Iterator[str]:
    number = rows.count()
    if number:
        yield f"{what}：{number} 行"


def _doubly_booked() -> Iterator[str]:
    """Nobody has two shifts at once."""
    before = Window(Lag("ends_at"), partition_by=F("person"), order_by=F("starts_at").asc())
    rows = Shift.objects.filter(person__isnull=False).annotate(before=before)
    yield from _found(rows.filter(before__gt=F("starts_at")), "同一个人同时有两个班")


def _hardship() -> Iterator[str]:
    """困难: closed by two people, with evidence."""
    closed = Case.objects.filter(kind=CaseKind.HARDSHIP, state=CaseState.CLOSED)
    alone = Q(closing_by__isnull=True) | Q(closed_by__isnull=True) | Q(closed_by=F("closing_by"))
    yield from _found(closed.filter(alone | Q(evidence="")), "困难事项不是两个人办结")


def _asked() -> Iterator[str]:
    """困难: nobody asks about what she did herself."""
    own = Callback.objects.filter(case__kind=CaseKind.HARDSHIP, by=F("case__owner"))
    yield from _found(own, "困难事项由办事的人自己回访")


def _numbers() -> Iterator[str]:
    """Numbers run from 1 without gaps, and the counter stands at the last one."""
    last = {(row.committee_id, row.year): row.last for row in Counter.objects.filter(series="case")}
    given = Case.objects.order_by().values("committee_id", "year")
    for row in given.annotate(many=Count("pk"), first=Min("number"), top=Max("number")):
        key = (row["committee_id"], row["year"])
        if not row["first"] == 1 <= row["many"] == row["top"] == last.get(key):
            yield f"居委会 {key[0]} 的 {key[1]} 年编号不连续"


def _times() -> Iterator[str]:
    """Nothing ends before it begins."""
    yield from _found(Case.objects.filter(closed_at__lt=F("opened_at")), "办结早于登记")
    yield from _found(CaseEvent.objects.filter(at__lt=F("case__opened_at")), "进展早于登记")


def _committees() -> Iterator[str]:
    """What hangs together belongs to one committee."""
    for model, own, other in SAME_COMMITTEE:
        rows = model._base_manager.exclude(**{f"{other}__isnull": True}).exclude(**{own: F(other)})
        yield from _found(rows, f"{model._meta.db_table} 的 {other} 是别的居委会")


def _strangers() -> Iterator[str]:
    """Whoever writes, owns or stands in a shift works in that committee."""
    works = set(Posting.objects.values_list("user_id", "committee_id"))
    for model, person in WORKS_THERE:
        pairs = model._base_manager.exclude(**{f"{person}__isnull": True}).order_by()
        for pair in pairs.values_list(person, "committee_id").distinct():
            if pair not in works:
                yield f"{model._meta.db_table}：{pair[0]} 不在居委会 {pair[1]} 工作"


def _homes() -> Iterator[str]:
    """Everybody lives where the household is, and who left lives nowhere."""
    living = Residence.objects.current().filter(resident=OuterRef("pk"))
    here = Exists(living.filter(household=OuterRef("household")))
    yield from _found(Resident.objects.present().exclude(here), "住户和现住地不一致")
    yield from _found(Resident.objects.gone().filter(Exists(living)), "离开的人还有现住地")
