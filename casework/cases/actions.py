"""A case is opened, told in other words, worked on: each act locks, asks, changes and tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.cases import policies
from casework.cases.changing import CHANGED, changing, go, note, still_open, written
from casework.cases.models import Case, CaseEvent
from casework.cases.planning import Plan, give
from casework.cases.reminding import remind_of
from casework.cases.states import CaseKind, CaseState, EventKind, Source, Urgency
from casework.log.models import LogEntry
from casework.log.rules import first_line, search_tokens, short_title, tidy_who
from casework.log.states import LogKind
from committees.journal.actions import record
from committees.numbering.models import next_number
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.chinese import room_key
from jiedao.common.crypto import blind_index
from jiedao.common.errors import Refused
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
    """What a case is about, as somebody wrote it. `cares` are values of `Care`.

    `on_behalf_of` names whom somebody else spoke for (S23); `ticket` is the number at 12345.
    """

    title: str
    kind: str = CaseKind.ISSUE
    text: str = ""
    cares: tuple[str, ...] = ()
    source: str = Source.DESK
    who: str = ""
    place: str = ""
    phone: str = ""
    household: Household | None = None
    urgency: str = Urgency.NORMAL
    harm: bool = False
    ticket: str = ""
    on_behalf_of: str = ""


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
        give(case, plan, at)
        if entry is not None:
            _fits(entry, case)
        case.number = next_number(committee, series="case", year=year)
        case.save()
        came = f"由“{entry.get_kind_display()}”登记" if entry else "登记"
        note(case, EventKind.OPENED, by, at, came, to=None if plan.owner == by else plan.owner)
        CHANGED(case)
        case.save()
        record("cases.open", case, by=by, committee=committee, label=str(case))
        remind_of([case], now=at)
    return case


def words_of_entry(
    entry: LogEntry,
    *,
    kind: str,
    cares: Iterable[str] = (),
    urgency: str = Urgency.NORMAL,
    harm: bool = False,
) -> CaseWords:
    """Nothing is typed twice: title, text, who and where come from the entry."""
    return CaseWords(
        title=short_title(entry.text),
        kind=kind,
        text=entry.text,
        cares=tuple(cares),
        source=SOURCE_OF[LogKind(entry.kind)],
        who="" if room_key(entry.who) else entry.who,
        place=entry.who if room_key(entry.who) else "",
        household=entry.household,
        urgency=urgency,
        harm=harm,
        on_behalf_of=entry.on_behalf_of,
    )


def edit_case(case: Case, *, by: User, version: int, words: CaseWords) -> Case:
    """Other words for the same case; its deadline stays. Conflict when saved since `version`.

    Refused: anybody but owner and director, a closed case, hardship without a care.
    """
    with changing(case, "cases.edit", by) as case:
        policies.may_manage(by, case).require()
        still_open(case)
        case.expect(version)
        _say(case, words)
    return case


def add_progress(
    case: Case,
    *,
    by: User,
    text: str,
    at: datetime,
    photos: Sequence[CleanFile] = (),
    still_waiting: bool = False,
    kind: EventKind = EventKind.PROGRESS,
) -> CaseEvent:
    """写进展. The first one starts the work; an answer ends the waiting unless `still_waiting`.

    `kind` says whether the resident was spoken with (CONTACT), or spoke to us herself (REPLY).

    Refused: strangers to the committee, a closed case, nothing written, more than 6 photos.
    """
    with changing(case, "cases.progress", by) as case:
        policies.may_write(by, case).require()
        still_open(case)
        waits = case.state == CaseState.WAITING and not still_waiting
        if case.state == CaseState.NEW or waits:
            go(case, CaseState.WORKING)
        return note(case, kind, by, at, written(text, "有什么进展"), photos=photos)


def wait_for(case: Case, *, by: User, who: str, text: str, at: datetime) -> Case:
    """等回复: somebody outside has to answer first. Refused: anybody but owner and director."""
    with changing(case, "cases.wait", by) as case:
        policies.may_manage(by, case).require()
        who = written(who, "等谁")
        go(case, CaseState.WAITING)
        case.waiting_for = who
        note(case, EventKind.WAITING, by, at, f"等{who}回复。{text.strip()}".strip())
    return case


def _say(case: Case, words: CaseWords) -> None:
    """Put the words into the row, with the tokens that find it and the tail that proves it."""
    household = words.household
    if household is not None and household.committee_id != case.committee_id:
        raise Refused("这一户不属于本居委会，请重新选。")
    if words.kind == CaseKind.HARDSHIP and not words.cares:
        raise Refused("困难事项请选帮扶类别。")
    case.title = first_line(written(words.title, "什么事"), 60)
    case.kind, case.text, case.source = words.kind, words.text.strip(), words.source
    case.cares = list(words.cares) if words.kind == CaseKind.HARDSHIP else []
    case.urgency, case.harm = words.urgency, words.harm
    case.minor = case.minor or words.harm
    case.ticket, case.on_behalf_of = words.ticket, words.on_behalf_of
    case.who, case.place = tidy_who(words.who), tidy_who(words.place)
    case.household, case.phone = household, words.phone
    case.phone_tail = blind_index("phone-tail", words.phone[-TAIL_DIGITS:]) if words.phone else ""
    names = list(household.residents.values_list("name", flat=True)) if household else []
    case.tokens = search_tokens(case.title, case.text, case.place, names=[case.who, *names])


def _fits(entry: LogEntry, case: Case) -> None:
    """An entry of this committee that is kept and has no open case of its own yet."""
    if entry.committee_id != case.committee_id:
        raise Refused("这条记录不属于本居委会。")
    if not entry.is_kept:
        raise Refused("这条记录已经撤销，请先恢复。")
    LogEntry.objects.select_for_update().get(pk=entry.pk)
    if there := Case.objects.kept().filter(entry=entry).first():
        raise Refused(f"这条记录已经变成事项 {there} 了。")
