"""回访 and 办结: one person, or two where the case is grave; and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casework.cases import policies, rules
from casework.cases.changing import changing, go, no_longer_offered, note, still_open, written
from casework.cases.models import Case
from casework.cases.planning import Plan, give
from casework.cases.reminding import remind_of
from casework.cases.states import CaseState, EventKind
from committees.people.models import User
from jiedao.common.uploads import CleanFile


@dataclass(frozen=True)
class Closing:
    """How it ended. `evidence` is required where two people close."""

    outcome: str
    evidence: str = ""
    photos: Sequence[CleanFile] = field(default_factory=tuple)


def follow_up(case: Case, *, by: User, text: str, content: bool, at: datetime) -> Case:
    """回访: what the resident says. Not content: the work goes on.

    Refused: a closed case, nothing written, anybody but owner and director; where two people
    close, whoever did the work.
    """
    with changing(case, "cases.follow-up", by) as case:
        policies.may_follow_up(by, case).require()
        said = ("满意。" if content else "不满意。") + written(text, "居民怎么说")
        hear(case, by=by, said=said, goes_on=not content, at=at)
    return case


def hear(case: Case, *, by: User | None, said: str, goes_on: bool, at: datetime) -> None:
    """Inside an act: the resident was asked (`by` None: she answered by herself)."""
    still_open(case)
    new = CaseState.WORKING if goes_on else CaseState.FOLLOWED_UP
    if case.state != new:
        go(case, new)
    if goes_on:
        case.closing_by = None
    note(case, EventKind.FOLLOWED_UP, by, at, said)


def settle_case(case: Case, *, by: User, at: datetime, outcome: str = "") -> Case:
    """当场办结 in one tap (R6): 咨询, 建议 and small repairs that nobody has begun yet."""
    with changing(case, "cases.settle", by) as case:
        policies.may_manage(by, case).require()
        rules.may_settle(case).require()
        _close(case, by, at, outcome.strip() or "当场办结。")
    return case


def close_case(case: Case, *, by: User, closing: Closing, at: datetime) -> Case:
    """办结 by one person, after 回访 where the kind needs one.

    Its reminders vanish. Refused: anybody but owner and director, a case that needs two people,
    no 回访, no outcome.
    """
    with changing(case, "cases.close", by) as case:
        policies.may_manage(by, case).require()
        rules.may_close_alone(case).require()
        case.evidence = closing.evidence.strip()
        _close(case, by, at, written(closing.outcome, "怎么办好的"), closing.photos)
    return case


def ask_to_close(case: Case, *, by: User, closing: Closing, at: datetime) -> Case:
    """Ask a second person to ring the resident and to confirm, with outcome and evidence."""
    with changing(case, "cases.ask-to-close", by) as case:
        policies.may_manage(by, case).require()
        rules.may_ask_to_close(case, closing.evidence).require()
        case.outcome = written(closing.outcome, "怎么办好的")
        case.evidence = closing.evidence.strip()
        case.closing_by = by
        told = f"{case.outcome}\n依据：{case.evidence}"
        note(case, EventKind.CLOSING, by, at, told, photos=closing.photos)
    return case


def confirm_close(case: Case, *, by: User, at: datetime) -> Case:
    """The second person closes. Refused: who asked or did the work, who is not elected here,
    before somebody else has asked the resident."""
    with changing(case, "cases.confirm-close", by) as case:
        policies.may_confirm(by, case).require()
        rules.may_be_confirmed(case, _asked_by(case), _workers(case)).require()
        _close(case, by, at, case.outcome)
    return case


def send_back(case: Case, *, by: User, why: str, at: datetime) -> Case:
    """The second person asks for more: the work goes on, with the reason in the timeline."""
    with changing(case, "cases.send-back", by) as case:
        policies.may_confirm(by, case).require()
        if case.state != CaseState.WORKING:
            go(case, CaseState.WORKING)
        asker, case.closing_by = case.closing_by, None
        note(case, EventKind.DECLINED, by, at, written(why, "还差什么"), to=asker)
    return case


def reopen(case: Case, *, by: User, why: str, at: datetime) -> Case:
    """重新办: it came back. A new deadline is counted from today; the old outcome stays told."""
    with changing(case, "cases.reopen", by) as case:
        policies.may_manage(by, case).require()
        take_up_again(case, by=by, owner=case.owner, why=written(why, "为什么重新办"), at=at)
    return case


def take_up_again(case: Case, *, by: User | None, owner: User, why: str, at: datetime) -> None:
    """Inside an act: the closed case is open again, `owner` does it. `by` None: by rule."""
    go(case, CaseState.WORKING)
    case.closed_at = case.closed_by = case.closing_by = None
    case.outcome = case.evidence = ""
    give(case, Plan(owner), at)
    note(case, EventKind.REOPENED, by, at, why)
    remind_of([case], now=at)


def _asked_by(case: Case) -> list[int | None]:
    """Who asked the resident since the case was opened last, or taken up again."""
    events = case.events.order_by("pk").values_list("kind", "by_id")
    asked: list[int | None] = []
    for kind, by_id in events:
        if kind == EventKind.REOPENED:
            asked = []
        elif kind == EventKind.FOLLOWED_UP:
            asked.append(by_id)
    return asked


def _workers(case: Case) -> set[int]:
    return {case.owner_id, *filter(None, [case.closing_by_id])}


def _close(
    case: Case, by: User, at: datetime, outcome: str, photos: Sequence[CleanFile] = ()
) -> None:
    go(case, CaseState.CLOSED)
    case.outcome, case.closed_at, case.closed_by = outcome, at, by
    no_longer_offered(case)
    note(case, EventKind.CLOSED, by, at, outcome, photos=photos)
    remind_of([case], now=at)
