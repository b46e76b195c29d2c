"""Another body is asked, answers, does it, or is asked no more: each act stands in the case's
timeline, and the case waits or is its owner's again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from casework.cases.changing import CHANGED, changing, note, still_open, written
from casework.cases.handover import answer_due
from casework.cases.models import Case
from casework.cases.states import EventKind
from casework.referrals import policies, rules
from casework.referrals.models import Referral
from casework.referrals.states import MOVES, ReferralKind, ReferralState
from casework.referrals.telling import ask_for_answer, forget_answer, tell_givers, thank
from casework.referrals.waiting import follow
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Department, PartnerBody
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused
from jiedao.common.keys import feed_token
from jiedao.common.moves import check_move
from jiedao.common.uploads import CleanFile
from meetings.items.policies import Hand

ONLY_PHOTOS = "见照片。"


@dataclass(frozen=True)
class Request:
    """What is asked of whom. Neither section nor body: the street finds the right one.

    `door`, `phone`: what a partner is told beside the words; the resident agreed to the phone.
    """

    what: str
    kind: str = ReferralKind.HELP
    department: Department | None = None
    body: PartnerBody | None = None
    door: bool = False
    phone: bool = False


@dataclass(frozen=True)
class Said:
    """What a body wrote, with photos."""

    text: str = ""
    photos: Sequence[CleanFile] = ()


def refer(case: Case, *, by: User, request: Request, at: datetime) -> Referral:
    """Ask another body, which has the street's hours to answer; the owner stays answerable, and
    the case waits. Whoever is asked is told, and reminded before the time is over.

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
            shows_door=request.body is not None and request.door,
            shows_phone=request.body is not None and request.phone and bool(case.phone),
            sent_at=at,
            sent_by=by,
            answer_by=answer_due(at),
        )
        asked = f"请{referral.to_name}：{referral.what}"
        if referral.shows_phone:
            asked += "（居民口头同意把电话告诉他们）"
        note(case, EventKind.REFERRED, by, at, asked)
        ask_for_answer(referral, now=at)
        follow(case)
    return referral


def assign(referral: Referral, *, by: User, department: Department, at: datetime) -> Referral:
    """The clerk names the section; the time for an answer begins anew."""
    with _changing(referral, "referrals.assign", by) as referral:
        policies.may_assign(by, referral).require()
        referral.department, referral.answer_by = department, answer_due(at)
        note(referral.case, EventKind.ANSWERED, by, at, f"街道分派给{department}")
        ask_for_answer(referral, now=at)
    return referral


def answer(
    referral: Referral, *, by: User, state: ReferralState, words: str, said_by: str, at: datetime
) -> Referral:
    """What was said on the phone or on paper, written down by the committee or the clerk.

    Refused: strangers, an answer that was given, 退回 and 办好了 without words.
    """
    with _changing(referral, "referrals.answer", by) as referral:
        policies.may_answer(by, referral).require()
        words = words.strip() if state == ReferralState.ACCEPTED else written(words, "怎么说")
        referral.said_by = said_by.strip()
        _answered(referral, state, by=Hand(by), words=words, at=at)
        told = f"{referral.to_name}{rules.SAYS[state]}。{words}"
        note(referral.case, EventKind.ANSWERED, by, at, told)
    return referral


def accept(referral: Referral, *, by: Hand, at: datetime) -> Referral:
    """接下: from now on the body answers for what was transferred to it; the givers learn of it.

    Late too. Refused: anybody but the body, what was answered or is over.
    """
    with _changing(referral, "referrals.accept", by.by) as referral:
        policies.may_speak(by, referral).require()
        _answered(referral, ReferralState.ACCEPTED, by=by, words="", at=at)
        note(referral.case, EventKind.ANSWERED, by.by, at, "接下了。", body=by.body)
    return referral


def decline(referral: Referral, *, by: Hand, why: str, words: str, at: datetime) -> Referral:
    """退回 with the reason: a bounce. The case is its first owner's again, who learns of it.

    Refused: anybody but the body, what is over, no reason.
    """
    with _changing(referral, "referrals.decline", by.by) as referral:
        policies.may_speak(by, referral).require()
        words = written(rules.refusal(why, words), "为什么退回")
        _answered(referral, ReferralState.DECLINED, by=by, words=words, at=at)
        note(referral.case, EventKind.ANSWERED, by.by, at, f"退回：{words}", body=by.body)
    return referral


def tell_progress(referral: Referral, *, by: Hand, said: Said, at: datetime) -> Referral:
    """How far it is. Refused: anybody but the body, before it has accepted, nothing said."""
    with _changing(referral, "referrals.progress", by.by) as referral:
        policies.may_tell_progress(by, referral).require()
        text = _said(said, "有什么进展")
        note(
            referral.case,
            EventKind.ANSWERED,
            by.by,
            at,
            text,
            body=by.body,
            photos=said.photos,
        )
    return referral


def finish(referral: Referral, *, by: Hand, said: Said, at: datetime) -> Referral:
    """办好了, with a sentence or a photo: the case is the committee's again, to look at and to
    close; a body never closes what a resident has asked for.

    Refused: anybody but the body, what is over, nothing said.
    """
    with _changing(referral, "referrals.done", by.by) as referral:
        policies.may_speak(by, referral).require()
        text = _said(said, "办得怎么样")
        _answered(referral, ReferralState.SETTLED, by=by, words=text, at=at)
        told = f"办好了：{text}"
        note(
            referral.case,
            EventKind.ANSWERED,
            by.by,
            at,
            told,
            body=by.body,
            photos=said.photos,
        )
    return referral


def call_back(referral: Referral, *, by: User, at: datetime) -> Referral:
    """收回: asked by mistake or no longer needed; whoever was asked is thanked.

    Refused: anybody but owner and director, what is over.
    """
    with _changing(referral, "referrals.call-back", by) as referral:
        policies.may_call_back(by, referral).require()
        check_move(MOVES, referral.state, ReferralState.CALLED_BACK)
        referral.state = ReferralState.CALLED_BACK
        forget_answer(referral)
        thank(referral, at)
        note(referral.case, EventKind.REFERRED, by, at, f"收回了给{referral.to_name}的请求")
    return referral


def make_link(referral: Referral, *, by: User) -> str:
    """A link for a body without a password: the token, to be shown once. An earlier one of this
    referral stops working. 192 bits; only a digest is stored.

    Refused: anybody but owner and director, a body that signs in, what is over.
    """
    with transaction.atomic():
        locked = _locked(referral)
        policies.may_make_link(by, locked).require()
        before, token = digest(locked), feed_token()
        locked.token_digest = link_digest(token)
        locked.save(update_fields=["token_digest"])
        _record("referrals.link", locked, by, before)
    return token


def link_digest(token: str) -> str:
    return keyed_digest(f"referral-link:{token}")


def note_read(rows: Iterable[Referral], at: datetime) -> None:
    """Somebody of the body has these words before her. The first time counts, and only while it
    waits: who has answered has read. No query where nothing is new."""
    fresh = [one.pk for one in rows if one.read_at is None and one.state == ReferralState.SENT]
    if fresh:
        Referral.objects.filter(pk__in=fresh, read_at__isnull=True).update(read_at=at)


def note_phone(referral: Referral, *, by: Hand) -> str:
    """显示: the number, and a journal row that says for whom. Refused unless the committee decided
    so and the body does it now."""
    policies.may_read_phone(by, referral).require()
    _record("referrals.reveal", referral, by.by, digest(referral), label=f"给{by.body}")
    number: str = referral.case.phone
    return number


def _said(said: Said, label: str) -> str:
    if said.photos and not said.text.strip():
        return ONLY_PHOTOS
    return written(said.text, label)


def _answered(
    referral: Referral, state: ReferralState, *, by: Hand, words: str, at: datetime
) -> None:
    """Inside an act: the row, its reminders, and the givers who learn of it."""
    still_open(referral.case)
    check_move(MOVES, referral.state, state)
    referral.state, referral.answer = state, words[:500]
    referral.answered_at, referral.answered_by = at, by.by
    if state == ReferralState.ACCEPTED:
        referral.accepted_at = at
    if by.body is not None:
        referral.said_by = str(by.by) if by.by else ""
    forget_answer(referral)
    told = f"{referral.to_name}{rules.SAYS[state]}"
    referral.case.came_back = ""
    if state != ReferralState.ACCEPTED:
        referral.case.came_back = rules.came_back(told, state)
        told += f"，还请{referral.case.owner}接着办"
    tell_givers(referral, told, by=by.by, at=at)


@contextmanager
def _changing(referral: Referral, act: str, by: User | None) -> Iterator[Referral]:
    """Case and referral locked; both saved, the case as its referrals make it."""
    with transaction.atomic():
        case = (
            Case.objects.select_for_update(of=("self",))
            .select_related("committee", "owner")
            .get(pk=referral.case_id)
        )
        locked = _locked(referral)
        locked.case = case
        before = digest(locked)
        yield locked
        locked.save()
        follow(case)
        CHANGED(case)
        case.save()
        _record(act, locked, by, before)


def _locked(referral: Referral) -> Referral:
    locked: Referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("case__committee", "case__owner", "department", "body", "sent_by")
        .get(pk=referral.pk)
    )
    return locked


def _record(act: str, referral: Referral, by: User | None, before: str, *, label: str = "") -> None:
    committee = referral.case.committee
    named = f"{referral} {label}".strip()
    record(act, referral, by=by, committee=committee, before=before, label=named)
