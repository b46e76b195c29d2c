"""回访 is written down; an unhappy reason opens the case again."""

from datetime import datetime

from django.utils import timezone

from casework.callbacks import rules
from casework.callbacks.models import Callback
from casework.callbacks.policies import may_call
from casework.callbacks.rules import Heard
from casework.callbacks.states import Round, Way
from casework.cases.changing import changing, note
from casework.cases.closing import hear, take_up_again
from casework.cases.models import Case
from casework.cases.reminding import case_address
from casework.cases.rules import needs_two
from casework.cases.states import CaseState, EventKind
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import cancel, tell
from committees.reminders.states import Rule
from jiedao.common.errors import Refused


def record_callback(case: Case, *, by: User, heard: Heard, at: datetime) -> Callback:
    """What came of one try. The third one without an answer is a result too.

    Before closing a happy answer makes the case ready to be closed, an unhappy one lets the work
    go on. After closing an answer that asks for work opens the case again by rule: owner and
    director are told. Refused: whoever did the work or closed it, a closed case that was not
    drawn, an answer without solved or grade.
    """
    with changing(case, "callbacks.record", by) as case:
        row = _waiting(case)
        may_call(by, case, row).require()
        rules.complete(heard).require()
        return _write(case, row or _new(case), by=by, heard=heard, at=at)


def answer_by_resident(case: Case, *, heard: Heard, at: datetime) -> Callback:
    """She says it herself with number and digits (R20): it answers what was to be asked, or stands
    beside it. Refused: while the work still goes on, and a second time about one closing."""
    with changing(case, "callbacks.answer", None) as case:
        if not may_answer(case):
            raise Refused("现在还不用答复，办好了我们会请您说一说。")
        rules.complete(heard).require()
        row = _waiting(case)
        if row is None:
            row = _own(case)
        return _write(case, row, by=None, heard=heard, at=at)


def may_answer(case: Case) -> bool:
    """Once about each closing, and while a second person waits for her word."""
    if not case.is_kept:
        return False
    if case.state != CaseState.CLOSED:
        return case.closing_by_id is not None and case.state != CaseState.FOLLOWED_UP
    asked = case.callbacks.filter(of_closing=case.closed_at, way=Way.OWN, done_at__isnull=False)
    return not asked.exists()


def _waiting(case: Case) -> Callback | None:
    """The open 回访 of the case as it stands: before closing, or of this closing."""
    rows = Callback.objects.waiting().filter(case=case, of_closing=case.closed_at)
    return rows.order_by("pk").first()


def _new(case: Case) -> Callback:
    return Callback(
        case=case,
        committee=case.committee,
        round=Round.CLOSING,
        wanted_on=case.due_on,
        worker=case.owner if needs_two(case) else None,
    )


def _own(case: Case) -> Callback:
    row = _new(case)
    if case.closed_at is not None:
        row.round, row.of_closing, row.worker = Round.OWN, case.closed_at, case.closed_by
        row.wanted_on = timezone.localdate(case.closed_at)
    return row


def _write(case: Case, row: Callback, *, by: User | None, heard: Heard, at: datetime) -> Callback:
    """The row, the line of the timeline, and what follows from it."""
    row.tries += 1
    row.by, row.way, row.said = by, heard.way, heard.said.strip()
    said = rules.sentence(heard, row.round, row.tries)
    if not rules.is_result(heard, row.tries):
        row.save()
        note(case, EventKind.PROGRESS, by, at, f"回访：{said}")
        return row
    row.done_at, row.reached = at, heard.reached
    if heard.reached:
        row.solved, row.grade, row.reason = heard.solved, heard.grade, heard.reason
    row.counts = heard.reached
    if row.counts:
        _counts_alone(row, at)
    _follow(case, row, heard, said=said, by=by, at=at)
    row.save()
    return row


def _follow(
    case: Case, row: Callback, heard: Heard, *, said: str, by: User | None, at: datetime
) -> None:
    goes_on = rules.goes_on(heard)
    if case.state != CaseState.CLOSED:
        hear(case, by=by, said=said, goes_on=goes_on, at=at)
        if goes_on:
            _tell(case, f"事项 {case} 居民说还没办好，请接着办", by=by, at=at)
        return
    note(case, EventKind.FOLLOWED_UP, by, at, said)
    cancel(Rule.RECHECK, [case])
    if goes_on:
        row.reopened = True
        why = "回访时居民说没办好，按规定重新办。"
        take_up_again(case, by=None, owner=_who_goes_on(case, by), why=why, at=at)
        _tell(case, f"事项 {case} 回访时居民说没办好，又在办了", by=by, at=at)
    elif heard.unhappy:
        _tell(case, f"事项 {case} 回访时居民不满意，请看看", by=by, at=at)


def _counts_alone(row: Callback, at: datetime) -> None:
    """Of a case's answers of one month the last one counts."""
    first = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    earlier = Callback.objects.filter(case=row.case, counts=True, done_at__gte=first)
    earlier.exclude(pk=row.pk).update(counts=False)


def _who_goes_on(case: Case, by: User | None) -> User:
    """The owner; the director where the owner works here no more."""
    if case.owner.reach.works_in(case.committee_id):
        return case.owner
    leader = next(iter(_directors(case)), by)
    if leader is None:
        raise Refused("这个居委会现在没有主任，请打电话说。")
    return leader


def _directors(case: Case) -> list[User]:
    return list(User.objects.posted_in(case.committee, [Role.DIRECTOR], timezone.localdate()))


def _tell(case: Case, text: str, *, by: User | None, at: datetime) -> None:
    people = [one for one in (case.owner, *_directors(case)) if by is None or one.pk != by.pk]
    url = case_address(case)
    tell(people, about=case, text=text, at=at, committee=case.committee, url=url)
