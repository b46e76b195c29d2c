"""Every act on a case: lock, policy, move, change, one line of the timeline, one journal row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.cases import policies, rules
from casework.cases.models import Case, CaseEvent, CasePhoto
from casework.cases.reminding import remind_of
from casework.cases.states import MOVES, CaseKind, CaseState, EventKind, Source
from casework.log.actions import remove_entry, restore_entry
from casework.log.models import LogEntry
from casework.log.rules import MAX_PHOTOS, first_line, search_tokens, tidy_who
from casework.log.states import LogKind
from committees.calendar.querysets import work_calendar
from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.numbering.models import next_number
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.chinese import room_key
from jiedao.common.crypto import blind_index
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from jiedao.common.uploads import CleanFile

SOURCE_OF = {
    LogKind.VISIT: Source.DESK,
    LogKind.CALL: Source.PHONE,
    LogKind.HOME: Source.VISIT,
    LogKind.PATROL: Source.PATROL,
    LogKind.INCIDENT: Source.PATROL,
}
TAIL_DIGITS = 4


@dataclass(frozen=True)
class CaseWords:
    """What a case is about, as somebody wrote it. `cares` are values of `Care`."""

    title: str
    kind: str = CaseKind.ISSUE
    text: str = ""
    cares: tuple[str, ...] = ()
    source: str = Source.DESK
    who: str = ""
    place: str = ""
    phone: str = ""
    household: Household | None = None


@dataclass(frozen=True)
class Plan:
    """Who will do it, and until when. Without a day the kind's working days are counted."""

    owner: User
    due_on: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Closing:
    """How it ended. `evidence` is required for hardship only."""

    outcome: str
    evidence: str = ""
    photos: Sequence[CleanFile] = field(default_factory=tuple)


# Opening


def open_case(
    committee: Committee,
    *,
    by: User,
    words: CaseWords,
    plan: Plan,
    at: datetime,
    entry: LogEntry | None = None,
) -> Case:
    """A number, a deadline, the first line of the timeline and the owner's reminders.

    Refused: strangers to the committee, an owner who does not work here, hardship without a
    care, a deadline in the past, a household or an entry of another committee, no title.
    """
    policies.may_open(by, committee).require()
    with transaction.atomic():
        year = timezone.localdate(at).year
        case = Case(committee=committee, opened_by=by, opened_at=at, year=year, entry=entry)
        _say(case, words)
        _give(case, plan, at)
        if entry is not None:
            _fits(entry, case)
        case.number = next_number(committee, series="case", year=year)
        case.save()
        came = f"由“{entry.get_kind_display()}”登记" if entry else "登记"
        _note(case, EventKind.OPENED, by, at, came)
        record("cases.open", case, by=by, committee=committee, label=str(case))
        remind_of([case], now=at)
    return case


def words_of_entry(entry: LogEntry, *, kind: str, cares: Iterable[str] = ()) -> CaseWords:
    """Nothing is typed twice: title, text, who and where come from the entry."""
    return CaseWords(
        title=first_line(entry.text),
        kind=kind,
        text=entry.text,
        cares=tuple(cares),
        source=SOURCE_OF[LogKind(entry.kind)],
        who="" if room_key(entry.who) else entry.who,
        place=entry.who if room_key(entry.who) else "",
        household=entry.household,
    )


def edit_case(case: Case, *, by: User, version: int, words: CaseWords) -> Case:
    """Other words for the same case; its deadline stays. Conflict when saved since `version`.

    Refused: anybody but owner and director, a closed case, hardship without a care.
    """
    with _changing(case, "cases.edit", by) as case:
        policies.may_manage(by, case).require()
        _still_open(case)
        case.expect(version)
        _say(case, words)
    return case


# Working


def add_progress(
    case: Case,
    *,
    by: User,
    text: str,
    at: datetime,
    photos: Sequence[CleanFile] = (),
    still_waiting: bool = False,
) -> CaseEvent:
    """写进展. The first one starts the work; an answer ends the waiting unless `still_waiting`.

    Refused: strangers to the committee, a closed case, nothing written, more than 6 photos.
    """
    with _changing(case, "cases.progress", by) as case:
        policies.may_write(by, case).require()
        _still_open(case)
        waits = case.state == CaseState.WAITING and not still_waiting
        if case.state == CaseState.NEW or waits:
            _go(case, CaseState.WORKING)
        return _note(case, EventKind.PROGRESS, by, at, _written(text, "有什么进展"), photos=photos)


def wait_for(case: Case, *, by: User, who: str, text: str, at: datetime) -> Case:
    """等回复: somebody outside has to answer first. Refused: anybody but owner and director."""
    with _changing(case, "cases.wait", by) as case:
        policies.may_manage(by, case).require()
        who = _written(who, "等谁")
        _go(case, CaseState.WAITING)
        case.waiting_for = who
        _note(case, EventKind.WAITING, by, at, f"等{who}回复。{text.strip()}".strip())
    return case


def hand_over(case: Case, *, by: User, to: User, text: str, at: datetime) -> Case:
    """交给别人. The present owner stays responsible until the other person accepts.

    Refused: anybody but owner and director, a closed case, a receiver from elsewhere.
    """
    with _changing(case, "cases.hand-over", by) as case:
        policies.may_manage(by, case).require()
        _still_open(case)
        policies.may_receive(to, case).require()
        case.offered_to = to
        _note(case, EventKind.OFFERED, by, at, text.strip(), to=to)
    return case


def accept(case: Case, *, by: User, at: datetime) -> Case:
    """接下: the receiver is the owner from now on, and gets the reminders."""
    with _changing(case, "cases.accept", by) as case:
        policies.may_answer(by, case).require()
        case.owner, case.offered_to = by, None
        _note(case, EventKind.ACCEPTED, by, at, "")
        remind_of([case], now=at)
    return case


def decline(case: Case, *, by: User, why: str, at: datetime) -> Case:
    """退回 with a reason: nothing changes for the owner."""
    with _changing(case, "cases.decline", by) as case:
        policies.may_answer(by, case).require()
        case.offered_to = None
        _note(case, EventKind.DECLINED, by, at, _written(why, "为什么退回"), to=case.owner)
    return case


def follow_up(case: Case, *, by: User, text: str, content: bool, at: datetime) -> Case:
    """回访: what the resident says. Not content: the work goes on.

    Refused: anybody but owner and director, a closed case, nothing written.
    """
    with _changing(case, "cases.follow-up", by) as case:
        policies.may_manage(by, case).require()
        _still_open(case)
        said = _written(text, "居民怎么说")
        new = CaseState.FOLLOWED_UP if content else CaseState.WORKING
        if case.state != new:
            _go(case, new)
        case.closing_by = None
        _note(case, EventKind.FOLLOWED_UP, by, at, ("满意。" if content else "不满意。") + said)
    return case


def change_deadline(case: Case, *, by: User, due_on: date, why: str, at: datetime) -> Case:
    """改期限, with a reason; the reminders move along.

    Refused: anybody but owner and director, a closed case, a day in the past, no reason.
    """
    with _changing(case, "cases.deadline", by) as case:
        policies.may_manage(by, case).require()
        _still_open(case)
        why = _written(why, "为什么改")
        _day_ahead(due_on, at)
        told = f"从 {_month_day(case.due_on)} 改到 {_month_day(due_on)}：{why}"
        case.due_on, case.due_days = due_on, None
        _note(case, EventKind.DEADLINE, by, at, told)
        remind_of([case], now=at)
    return case


# Closing


def settle_case(case: Case, *, by: User, at: datetime, outcome: str = "") -> Case:
    """当场办结 in one tap (R6): 咨询, 建议 and small repairs that nobody has begun yet."""
    with _changing(case, "cases.settle", by) as case:
        policies.may_manage(by, case).require()
        rules.may_settle(case.kind, case.state).require()
        _close(case, by, at, outcome.strip() or "当场办结。")
    return case


def close_case(case: Case, *, by: User, closing: Closing, at: datetime) -> Case:
    """办结 by one person: every kind but hardship, after 回访 where the kind needs one.

    Its reminders vanish. Refused: anybody but owner and director, hardship, no 回访, no outcome.
    """
    with _changing(case, "cases.close", by) as case:
        policies.may_manage(by, case).require()
        rules.may_close_alone(case.kind, case.state).require()
        case.evidence = closing.evidence.strip()
        _close(case, by, at, _written(closing.outcome, "怎么办好的"), closing.photos)
    return case


def ask_to_close(case: Case, *, by: User, closing: Closing, at: datetime) -> Case:
    """困难: ask a second person to confirm, with outcome and evidence, after 回访."""
    with _changing(case, "cases.ask-to-close", by) as case:
        policies.may_manage(by, case).require()
        rules.may_ask_to_close(case.kind, case.state, closing.evidence).require()
        case.outcome = _written(closing.outcome, "怎么办好的")
        case.evidence = closing.evidence.strip()
        case.closing_by = by
        told = f"{case.outcome}\n依据：{case.evidence}"
        _note(case, EventKind.CLOSING, by, at, told, photos=closing.photos)
    return case


def confirm_close(case: Case, *, by: User, at: datetime) -> Case:
    """The second person closes a hardship case. Refused: who asked; who is not elected here."""
    with _changing(case, "cases.confirm-close", by) as case:
        policies.may_confirm(by, case).require()
        _close(case, by, at, case.outcome)
    return case


def send_back(case: Case, *, by: User, why: str, at: datetime) -> Case:
    """The second person asks for more: the work goes on, with the reason in the timeline."""
    with _changing(case, "cases.send-back", by) as case:
        policies.may_confirm(by, case).require()
        _go(case, CaseState.WORKING)
        asker, case.closing_by = case.closing_by, None
        _note(case, EventKind.DECLINED, by, at, _written(why, "还差什么"), to=asker)
    return case


def reopen(case: Case, *, by: User, why: str, at: datetime) -> Case:
    """重新办: it came back. A new deadline is counted from today; the old outcome stays told."""
    with _changing(case, "cases.reopen", by) as case:
        policies.may_manage(by, case).require()
        why = _written(why, "为什么重新办")
        _go(case, CaseState.WORKING)
        case.closed_at = case.closed_by = case.closing_by = None
        case.outcome = case.evidence = ""
        _give(case, Plan(case.owner), at)
        _note(case, EventKind.REOPENED, by, at, why)
        remind_of([case], now=at)
    return case


# Taking back


def remove_case(case: Case, *, by: User, at: datetime) -> Case:
    """撤销 on the day it was opened: off every list, its reminders vanish, 30 days in the bin."""
    with _changing(case, "cases.remove", by) as case:
        policies.may_remove(by, case, timezone.localdate(at)).require()
        case.removed_at, case.removed_by = at, by
        remind_of([case], now=at)
    return case


def restore_case(case: Case, *, by: User, at: datetime) -> Case:
    """Out of the recycle bin with everything in it; the reminders are planned again."""
    with _changing(case, "cases.restore", by) as case:
        policies.may_restore(by, case, at).require()
        case.removed_at = case.removed_by = None
        remind_of([case], now=at)
    return case


def take_back_entry(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """撤销 of an entry takes the case that was made of it along, while nobody worked on it.

    Refused when work on the case has begun: that case has to be taken back first.
    """
    with transaction.atomic():
        for case in Case.objects.kept().filter(entry=entry):
            if case.state != CaseState.NEW:
                raise Refused(f"这条记录已经变成事项 {case}，有人在办，不能撤销。")
            remove_case(case, by=by, at=at)
        return remove_entry(entry, by=by, at=at)


def bring_back_entry(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """Restore an entry, and the case that went with it."""
    with transaction.atomic():
        for case in Case.objects.filter(entry=entry, removed_at=entry.removed_at):
            if entry.removed_at is not None:
                restore_case(case, by=by, at=at)
        return restore_entry(entry, by=by, at=at)


def note_reading(case: Case, *, by: User) -> None:
    """Opening a hardship record writes one journal row, whoever opens it (CONTRACTS, Figures)."""
    if case.kind == CaseKind.HARDSHIP:
        _record_reading("cases.read", case, by)


def reveal_phone(case: Case, *, by: User) -> None:
    """显示: one journal row each time. Refused: strangers to the committee."""
    policies.may_write(by, case).require()
    _record_reading("cases.reveal", case, by)


# Shared steps


@contextmanager
def _changing(case: Case, act: str, by: User) -> Iterator[Case]:
    """Lock the row, let the act change it, save it, and write the journal row."""
    with transaction.atomic():
        locked = (
            Case.objects.select_for_update(of=("self",))
            .select_related("committee", "owner")
            .get(pk=case.pk)
        )
        before = digest(locked)
        yield locked
        locked.save()
        record(act, locked, by=by, committee=locked.committee, before=before, label=str(locked))


def _record_reading(act: str, case: Case, by: User) -> None:
    record(act, case, by=by, committee=case.committee, after="", label=str(case))


def _note(
    case: Case,
    kind: EventKind,
    by: User,
    at: datetime,
    text: str,
    *,
    to: User | None = None,
    photos: Sequence[CleanFile] = (),
) -> CaseEvent:
    event = CaseEvent.objects.create(case=case, kind=kind, by=by, at=at, text=text, to=to)
    if len(photos) > MAX_PHOTOS:
        raise Refused(f"一次最多 {MAX_PHOTOS} 张照片。")
    for number, clean in enumerate(photos, 1):
        stored = store_file(clean, name=f"照片{number}", by=by, committee=case.committee)
        CasePhoto.objects.create(case=case, event=event, file=stored)
    return event


def _go(case: Case, new: CaseState) -> None:
    check_move(MOVES, case.state, new)
    if case.state == CaseState.WAITING:
        case.waiting_for = ""
    case.state = new


def _close(
    case: Case, by: User, at: datetime, outcome: str, photos: Sequence[CleanFile] = ()
) -> None:
    _go(case, CaseState.CLOSED)
    case.outcome, case.closed_at, case.closed_by = outcome, at, by
    case.offered_to = None
    _note(case, EventKind.CLOSED, by, at, outcome, photos=photos)
    remind_of([case], now=at)


def _still_open(case: Case) -> None:
    if case.state == CaseState.CLOSED:
        raise Refused("这件事项已经办结。要接着办，请用“重新办”。")


def _say(case: Case, words: CaseWords) -> None:
    """Put the words into the row, with the tokens that find it and the tail that proves it."""
    household = words.household
    if household is not None and household.committee_id != case.committee_id:
        raise Refused("这一户不属于本居委会，请重新选。")
    if words.kind == CaseKind.HARDSHIP and not words.cares:
        raise Refused("困难事项请选帮扶类别。")
    case.title = first_line(_written(words.title, "什么事"), 60)
    case.kind, case.text, case.source = words.kind, words.text.strip(), words.source
    case.cares = list(words.cares) if words.kind == CaseKind.HARDSHIP else []
    case.who, case.place = tidy_who(words.who), tidy_who(words.place)
    case.household, case.phone = household, words.phone
    case.phone_tail = blind_index("phone-tail", words.phone[-TAIL_DIGITS:]) if words.phone else ""
    names = list(household.residents.values_list("name", flat=True)) if household else []
    case.tokens = search_tokens(case.title, case.text, case.place, names=[case.who, *names])


def _give(case: Case, plan: Plan, at: datetime) -> None:
    """Owner and deadline. A day somebody chose stands as it is, otherwise working days count."""
    if not plan.owner.reach.works_in(case.committee_id):
        raise Refused("这个人不属于本居委会，请重选。")
    case.owner = plan.owner
    if plan.due_on is not None:
        _day_ahead(plan.due_on, at)
        case.due_on, case.due_days = plan.due_on, None
        return
    days = plan.days or rules.DEFAULT_DAYS[case.kind]
    if days > rules.MOST_DAYS:
        raise Refused(f"期限最多 {rules.MOST_DAYS} 个工作日。")
    case.due_on = rules.deadline(work_calendar(), timezone.localdate(at), days).on
    case.due_days = days


def _day_ahead(due_on: date, at: datetime) -> None:
    if due_on < timezone.localdate(at):
        raise Refused("“哪天前”不能早于今天。")


def _fits(entry: LogEntry, case: Case) -> None:
    """An entry of this committee that is kept and has no open case of its own yet."""
    if entry.committee_id != case.committee_id:
        raise Refused("这条记录不属于本居委会。")
    if not entry.is_kept:
        raise Refused("这条记录已经撤销，请先恢复。")
    LogEntry.objects.select_for_update().get(pk=entry.pk)
    if there := Case.objects.kept().filter(entry=entry).first():
        raise Refused(f"这条记录已经变成事项 {there} 了。")


def _written(text: str, label: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(f"请写“{label}”。")
    return text


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
