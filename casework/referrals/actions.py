"""Another body is asked, answers, is asked no more: each act stands in the case's timeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from casework.cases.changing import changing, note, still_open, written
from casework.cases.handover import answer_due
from casework.cases.models import Case
from casework.cases.states import EventKind
from casework.referrals import policies
from casework.referrals.models import Referral
from casework.referrals.states import MOVES, ReferralKind, ReferralState
from committees.journal.actions import digest, record
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.territory.models import Department, PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move


@dataclass(frozen=True)
class Request:
    """What is asked of whom. Neither section nor body: the street finds the right one."""

    what: str
    kind: str = ReferralKind.HELP
    department: Department | None = None
    body: PartnerBody | None = None


def refer(case: Case, *, by: User, request: Request, at: datetime) -> Referral:
    """Ask another body; the owner stays answerable. The street's clerks are told of theirs.

    Refused: anybody but owner and director, a closed case, a body of another committee, the same
    one while it still owes an answer.
    """
    with changing(case, "referrals.refer", by) as case:
        policies.may_refer(by, case).require()
        still_open(case)
        if request.body is not None and request.body.committee_id != case.committee_id:
            raise Refused("这个单位不属于本居委会，请重选。")
        same = case.referrals.open().filter(department=request.department, body=request.body)
        if same.exists():
            raise Refused("已经请过了，还在等回复。")
        referral: Referral = Referral.objects.create(
            case=case,
            committee=case.committee,
            kind=request.kind,
            department=request.department,
            body=request.body,
            what=written(request.what, "请他们做什么"),
            sent_at=at,
            sent_by=by,
            answer_by=answer_due(at),
        )
        asked = f"请{referral.to_name}：{referral.what}"
        note(case, EventKind.PROGRESS, by, at, asked)
        if request.body is None:
            text = f"{case.committee.short_name}的事项 {case} 请街道帮忙"
            _tell(referral, _clerks(at), text, at)
    return referral


def assign(referral: Referral, *, by: User, department: Department, at: datetime) -> Referral:
    """The clerk names the section; the time for an answer begins anew."""
    with _changing(referral, "referrals.assign", by) as referral:
        policies.may_assign(by, referral).require()
        referral.department, referral.answer_by = department, answer_due(at)
        note(referral.case, EventKind.PROGRESS, by, at, f"街道分派给{department}")
    return referral


def answer(
    referral: Referral, *, by: User, state: ReferralState, words: str, said_by: str, at: datetime
) -> Referral:
    """接下, 退回 with the reason, or 办好了 with what was done; the owner learns of it.

    Refused: strangers, an answer that was given, 退回 and 办好了 without words.
    """
    with _changing(referral, "referrals.answer", by) as referral:
        policies.may_answer(by, referral).require()
        check_move(MOVES, referral.state, state)
        if state != ReferralState.ACCEPTED:
            words = written(words, "怎么说")
        referral.state, referral.answer = state, words.strip()
        referral.said_by = said_by.strip()
        referral.answered_at, referral.answered_by = at, by
        told = f"{referral.to_name}{state.label}。{referral.answer}"
        note(referral.case, EventKind.PROGRESS, by, at, told)
        if referral.case.owner_id != by.pk:
            _tell(referral, [referral.case.owner], f"事项 {referral.case}：{told}"[:120], at)
    return referral


def call_back(referral: Referral, *, by: User, at: datetime) -> Referral:
    """收回: asked by mistake or no longer needed. Refused: anybody but owner and director."""
    with _changing(referral, "referrals.call-back", by) as referral:
        policies.may_refer(by, referral.case).require()
        check_move(MOVES, referral.state, ReferralState.CALLED_BACK)
        referral.state = ReferralState.CALLED_BACK
        note(referral.case, EventKind.PROGRESS, by, at, f"收回了给{referral.to_name}的请求")
    return referral


@contextmanager
def _changing(referral: Referral, act: str, by: User) -> Iterator[Referral]:
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=referral.case_id)
        locked = (
            Referral.objects.select_for_update(of=("self",))
            .select_related("case__committee", "case__owner", "department", "body")
            .get(pk=referral.pk)
        )
        before = digest(locked)
        yield locked
        locked.save()
        record(
            act, locked, by=by, committee=locked.case.committee, before=before, label=str(locked)
        )


def _clerks(at: datetime) -> list[User]:
    held = Posting.objects.on(at.date()).filter(role=Role.CLERK).select_related("user")
    return [posting.user for posting in held]


def _tell(referral: Referral, people: list[User], text: str, at: datetime) -> None:
    tell(
        people,
        about=referral,
        text=text,
        at=at,
        committee=referral.case.committee,
        url=reverse("referral", args=[referral.pk]),
    )
