"""The ladder: whoever has to hear that a promise was missed hears of it once.

Safe to run twice, at the same moment, and after a worker was killed: one transaction per case,
under the lock of the case, and one row for each promise and rank.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casework.cases.changing import note
from casework.cases.models import Case
from casework.cases.states import EventKind
from casework.clocks.states import Clock
from casework.response.counting import Table, count_uncounted
from casework.response.models import CaseClock, Escalation
from casework.response.states import Rank
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.reminders.states import Rule

MISSED = {
    Clock.ACCEPT: "还没有人接下",
    Clock.CONTACT: "还没有联系居民",
    Clock.UPDATE: "该和居民说进展了",
    Clock.SOLVE: "过了期限还没有办好",
}
ROLES = {
    Rank.DIRECTOR: Role.DIRECTOR,
    Rank.SECTION: Role.CLERK,
    Rank.STREET: Role.STREET_LEADER,
}
RESPONSE_JOB = "response"


def look(at: datetime) -> tuple[int, int]:
    """What the periodic task does: cases without clocks get theirs, late ones climb the ladder."""
    return count_uncounted(at), escalate(at)


def escalate(at: datetime) -> int:
    """Tell every rank that has to know by now. Gives the number of rows that were written."""
    due = CaseClock.objects.to_escalate(at).order_by("case_id")
    return sum(_climb(pk, at) for pk in due.values_list("case_id", flat=True).distinct())


def _climb(case_id: int, at: datetime) -> int:
    """One case, while nobody else changes it."""
    with transaction.atomic():
        case = (
            Case.objects.select_for_update(of=("self",))
            .select_related("committee", "owner", "household__dwelling__group")
            .get(pk=case_id)
        )
        table = Table.in_force()
        clocks = CaseClock.objects.filter(case=case).to_escalate(at)
        return sum(_tell_of(case, clock, table, at) for clock in clocks)


def _tell_of(case: Case, clock: CaseClock, table: Table, at: datetime) -> int:
    rungs = table.rungs_of(case.level, clock.clock, clock.due_at)
    of_promise = Escalation.objects.filter(case=case, clock=clock.clock, due_at=clock.due_at)
    known = set(of_promise.values_list("rank", flat=True))
    ranks = [Rank(rung.rank) for when, rung in rungs if when <= at and rung.rank not in known]
    ahead = [when for when, rung in rungs if when > at and rung.rank not in known]
    clock.escalate_at = min(ahead, default=None)
    clock.save(update_fields=["escalate_at"])
    if not ranks:
        return 0
    Escalation.objects.bulk_create(
        Escalation(case=case, clock=clock.clock, due_at=clock.due_at, rank=rank, at=at)
        for rank in ranks
    )
    missed = MISSED[Clock(clock.clock)]
    names = "、".join(_called(case, rank) for rank in ranks)
    note(case, EventKind.TOLD_UP, None, at, f"{missed}，告诉了{names}")
    for rank in ranks:
        tell(
            people_of(case, rank, at),
            about=case,
            text=_text(case, rank, missed),
            at=at,
            committee=case.committee,
            url=reverse("case", args=[case.pk]),
            key=f"{clock.clock}-{clock.due_at:%y%m%d%H%M}-{rank}",
            rule=Rule.RESPONSE,
        )
    return len(ranks)


def people_of(case: Case, rank: Rank, at: datetime) -> Iterable[User]:
    """Who is meant by a rank today. For the staircase it is the owner who gives her a ring."""
    if rank in (Rank.STAIRCASE, Rank.MEMBER):
        return [case.owner]
    committee = case.committee if rank == Rank.DIRECTOR else None
    return list(User.objects.posted_in(committee, [ROLES[rank]], timezone.localdate(at)))


def staircase_of(case: Case) -> str:
    """The name of the 楼组长 of the household; empty where none is known."""
    group = case.household.dwelling.group if case.household else None
    return group.leader_name if group else ""


def _called(case: Case, rank: Rank) -> str:
    if rank == Rank.MEMBER:
        return str(case.owner)
    return rank.label


def _text(case: Case, rank: Rank, missed: str) -> str:
    """Number and what is missing; nothing about the resident."""
    if rank == Rank.STAIRCASE:
        return f"事项 {case} {missed}，请先请楼组长上门看看"
    return f"事项 {case} {missed}"
