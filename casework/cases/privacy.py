"""只给指定的人看: who is on the list, how others get in with a reason, and who has read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from casework.cases.changing import changing, written
from casework.cases.models import Case, CaseReader
from casework.cases.policies import may_manage
from casework.cases.rights import forget_rights, shut_entry
from casework.cases.states import CaseKind
from committees.journal.models import AuditEntry
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.reminders.actions import tell
from jiedao.common.errors import Refused
from jiedao.common.panels import has

OPEN_FOR = timedelta(hours=8)
"""A reason opens the record for one working day."""
MOST_SHOWN = 30
READINGS = {"cases.read": "看过", "cases.reveal": "看过电话"}


def keep_private(case: Case, *, by: User, readers: Iterable[User], at: datetime) -> Case:
    """只给指定的人看: owner, director, who opened it and these people; others give a reason.

    Refused: anybody but owner and director; a reader who does not work here.
    """
    wanted = {reader.pk: reader for reader in readers}
    with changing(case, "cases.keep-private", by) as case:
        may_manage(by, case).require()
        if any(not reader.reach.works_in(case.committee_id) for reader in wanted.values()):
            raise Refused("名单里有人不在本居委会工作，请重选。")
        listed = case.readers.filter(until__isnull=True)
        listed.exclude(user__in=wanted).update(until=at)
        there = set(listed.values_list("user_id", flat=True))
        CaseReader.objects.bulk_create(
            CaseReader(case=case, user=reader, by=by, at=at, why="名单")
            for pk, reader in wanted.items()
            if pk not in there
        )
        case.private = True
        shut_entry(case)
    return case


def no_longer_private(case: Case, *, by: User, at: datetime) -> Case:
    """Everybody who works in the committee reads it again. Refused: anybody but the director."""
    with changing(case, "cases.no-longer-private", by) as case:
        if not by.reach.leads(case.committee_id):
            raise Refused("改回大家都能看，由主任来定。")
        case.private = False
        shut_entry(case)
        case.readers.filter(until__isnull=True).update(until=at)
    return case


def break_glass(case: Case, *, by: User, why: str, at: datetime) -> CaseReader:
    """Let in for OPEN_FOR on one's own word; the directors of the committee hear of it at once."""
    with changing(case, "cases.break-glass", by) as case:
        reader: CaseReader = CaseReader.objects.create(
            case=case, user=by, by=by, at=at, until=at + OPEN_FOR, why=written(why, "为什么要看")
        )
        tell(
            [one for one in directors_of(case) if one.pk != by.pk],
            about=case,
            text=f"{by}写明原因后打开了事项 {case}",
            at=at,
            committee=case.committee,
            url=reverse("case", args=[case.pk]),
        )
    forget_rights(by)
    return reader


def directors_of(case: Case) -> list[User]:
    held = Posting.objects.on(timezone.localdate()).filter(
        committee=case.committee, role=Role.DIRECTOR
    )
    return [posting.user for posting in held.select_related("user")]


@dataclass(frozen=True)
class Reading:
    """One line of 「谁看过」."""

    at: datetime
    who: str
    how: str
    why: str = ""


@dataclass(frozen=True)
class Watch:
    """What the director sees of a private case or a hardship record: the list and the readings."""

    listed: list[str]
    readings: list[Reading]
    private: bool


def watch_of(case: Case, reader: User, at: datetime) -> Watch | None:
    """For the director alone. Two queries, and none for anybody else or an ordinary case."""
    guarded = case.private or case.kind == CaseKind.HARDSHIP
    if not guarded or not reader.reach.leads(case.committee_id):
        return None
    rows = list(case.readers.select_related("user", "by")) if has(case, "readers") else []
    listed = [str(row.user) for row in rows if row.until is None]
    own_word = [
        Reading(row.at, str(row.by), "写明原因后打开", row.why) for row in rows if row.until
    ]
    found = AuditEntry.objects.filter(
        act__in=READINGS, object_type=Case._meta.label_lower, object_id=str(case.pk)
    ).select_related("by")
    opened = [
        Reading(row.at, str(row.by), READINGS[row.act])
        for row in found.order_by("-at", "-pk")[:MOST_SHOWN]
    ]
    newest = sorted([*own_word, *opened], key=lambda reading: reading.at, reverse=True)
    return Watch(listed, newest[:MOST_SHOWN], case.private)
