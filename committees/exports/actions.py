"""Acts on an export: asked for, agreed to, made, taken, gone after a day."""

import logging
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from committees.exports.making import count_of, head_of, rows_of
from committees.exports.models import ExportRequest
from committees.exports.policies import may_decide, may_download, may_export
from committees.exports.states import MOVES, State
from committees.imports.jobs import GAVE_UP, MOST_ATTEMPTS, WORK_ON_EXPORTS, claim, wake
from committees.imports.keeping import discard_sealed, keep_sealed, open_sealed
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import ELECTED_ROLES
from committees.reminders.actions import tell
from committees.territory.models import Building, Committee
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from jiedao.common.sheets import workbook

KEPT = timedelta(hours=24)
"""So long the file can be fetched."""
UNANSWERED = timedelta(days=7)
UNANSWERED_A_DAY = timedelta(hours=20)
REMIND_FROM, REMIND_UNTIL = time(9), time(17)
ASKED_FIRST, ANSWERED = "asked", "answered"
SMALL_ROWS = 300
RULE = "内部使用，不得张贴、不得发群"

log = logging.getLogger(__name__)


@transaction.atomic
def ask(
    committee: Committee,
    *,
    kind: str,
    building: Building | None,
    whole: bool,
    why: str,
    by: Any,
    at: datetime,
) -> ExportRequest:
    """Ask for a file. Masked ones are made at once; whole numbers wait for a second person.

    Refused above EXPORT_MOST_ROWS rows of one person in one day, above EXPORT_MOST_WHOLE_ROWS in
    one file with whole numbers, when there is nothing to export, and for somebody else's building.
    """
    may_export(by, committee.pk).require()
    User.objects.select_for_update().get(pk=by.pk)
    if building is not None and building.estate.committee_id != committee.pk:
        raise Refused("所选楼栋不属于本居委会。")
    asked = ExportRequest(
        committee=committee,
        kind=kind,
        building=building,
        whole=whole,
        why=why,
        state=State.ASKED if whole else State.MAKING,
        asked_by=by,
        asked_at=at,
    )
    asked.total = count_of(asked, timezone.localdate(at))
    if not asked.total:
        raise Refused("没有可以导出的内容。")
    _within_the_cap(asked, timezone.localdate(at))
    asked.save()
    record("exports.ask", asked, by=by, committee=committee, label=_label(asked))
    if whole:
        _ask_them(asked, at, ASKED_FIRST)
    else:
        _begin(asked, at)
    return asked


def _within_the_cap(asked: ExportRequest, on: date) -> None:
    """RELIABILITY A5, A6: a register does not leave in one file, nor in twelve of one day."""
    most = settings.EXPORT_MOST_WHOLE_ROWS if asked.whole else settings.EXPORT_MOST_ROWS
    if asked.total > most:
        what = "含完整证件号的，一次最多" if asked.whole else "一次最多"
        raise Refused(f"{what}导出 {most:,} 行，这里有 {asked.total:,} 行，请选一栋楼分开导出。")
    taken = ExportRequest.objects.rows_asked(asked.asked_by, on)
    if taken + asked.total > settings.EXPORT_MOST_ROWS:
        raise Refused(
            f"您今天已经导出 {taken:,} 行，一人一天最多 {settings.EXPORT_MOST_ROWS:,} 行。"
            "请明天再导，或者请另一位导出。"
        )


def deciders(asked: ExportRequest, on: date) -> list[User]:
    """Who may agree to it (`policies.may_decide`): the director, or the members for her own."""
    people = User.objects.posted_in(asked.committee, ELECTED_ROLES, on).exclude(
        pk=asked.asked_by_id
    )
    return [person for person in people.order_by("pk") if may_decide(person, asked)]


def _ask_them(asked: ExportRequest, at: datetime, key: str) -> None:
    tell(
        deciders(asked, timezone.localdate(at)),
        about=asked,
        text=f"{asked.asked_by}要导出完整的证件号，等您同意",
        at=at,
        committee=asked.committee,
        url=reverse("exports"),
        key=key,
    )


def remind_deciders(at: datetime) -> int:
    """Once a day from nine while nobody has answered, from the day after on.

    Gives how many requests wait. May run any number of times.
    """
    here = timezone.localtime(at)
    if not REMIND_FROM <= here.time() < REMIND_UNTIL:
        return 0
    rows = ExportRequest.objects.asked().filter(asked_at__lt=at - UNANSWERED_A_DAY)
    waiting = list(rows.select_related("committee", "asked_by"))
    for asked in waiting:
        _ask_them(asked, at, here.date().isoformat())
    return len(waiting)


def _label(asked: ExportRequest) -> str:
    whole = "，含完整证件号" if asked.whole else ""
    return f"{asked.get_kind_display()}{asked.total} 行{whole}：{asked.why}"


def _begin(asked: ExportRequest, at: datetime) -> None:
    if asked.total <= SMALL_ROWS:
        make(asked, at=at)
    else:
        wake(WORK_ON_EXPORTS)


@transaction.atomic
def decide(asked: ExportRequest, *, agreed: bool, by: Any, at: datetime) -> ExportRequest:
    """The second person agrees to whole numbers, or does not. Never the one who asked."""
    asked = _locked(asked)
    may_decide(by, asked).require()
    before = digest(asked)
    check_move(MOVES, asked.state, State.MAKING if agreed else State.REFUSED)
    asked.state = State.MAKING if agreed else State.REFUSED
    asked.decided_by, asked.decided_at = by, at
    asked.save()
    act = "exports.approve" if agreed else "exports.refuse"
    record(act, asked, by=by, committee=asked.committee, before=before, label=_label(asked))
    tell(
        [asked.asked_by],
        about=asked,
        text=f"您要的导出，{by}{'同意了' if agreed else '没有同意'}",
        at=at,
        committee=asked.committee,
        url=reverse("exports"),
        key=ANSWERED,
    )
    if agreed:
        _begin(asked, at)
    return asked


def _locked(asked: ExportRequest) -> ExportRequest:
    rows = ExportRequest.objects.select_for_update(of=("self",))
    found: ExportRequest = rows.select_related("committee", "asked_by").get(pk=asked.pk)
    return found


@transaction.atomic
def make(asked: ExportRequest, *, at: datetime) -> ExportRequest:
    """Write the file and put it away sealed for a day. Does nothing when it is made already."""
    asked = _locked(asked)
    if asked.state != State.MAKING:
        return asked
    check_move(MOVES, asked.state, State.READY)
    mark = f"{asked.asked_by.name} {timezone.localtime(at):%Y-%m-%d %H:%M}　{RULE}"
    rows = list(rows_of(asked, timezone.localdate(at)))
    content = workbook(asked.committee.short_name, head_of(asked.kind), rows, mark=mark)
    asked.path, asked.done, asked.total = keep_sealed(content), len(rows), len(rows)
    asked.state, asked.made_at, asked.gone_at = State.READY, at, at + KEPT
    asked.lease_until = None
    asked.save()
    record("exports.make", asked, by=asked.asked_by, committee=asked.committee, label=_label(asked))
    return asked


def download(asked: ExportRequest, *, by: Any, at: datetime) -> bytes:
    """The file; one journal row each time. Refused once it is gone."""
    may_download(by, asked).require()
    if asked.state != State.READY or asked.gone_at is None or at >= asked.gone_at:
        raise Refused("文件只保存 24 小时，已经删了。要用请再导出一次。")
    content = open_sealed(asked.path)
    record("exports.download", asked, by=by, committee=asked.committee, label=_label(asked))
    return content


# For the worker


def work() -> int:
    """Make what waits, take away what had its day, remind who has to agree. May run twice.

    Gives how many were made.
    """
    clear(timezone.now())
    remind_deciders(timezone.now())
    made = 0
    while (asked := claim(ExportRequest.objects.waiting(), timezone.now())) is not None:
        made += 1
        if asked.attempts > MOST_ATTEMPTS:
            _fail(asked)
            continue
        try:
            make(asked, at=timezone.now())
        except Exception:
            log.exception("导出 %s 没有做完，稍后再试", asked.pk)
            return made
    return made


@transaction.atomic
def _fail(asked: ExportRequest) -> None:
    asked = _locked(asked)
    check_move(MOVES, asked.state, State.FAILED)
    asked.state, asked.reason, asked.lease_until = State.FAILED, GAVE_UP, None
    asked.save()


@transaction.atomic
def clear(at: datetime) -> int:
    """Files older than a day go, and requests nobody answered for a week are closed."""
    rows = ExportRequest.objects.select_for_update(of=("self",))
    old = list(rows.filter(state=State.READY, gone_at__lte=at))
    for asked in old:
        check_move(MOVES, asked.state, State.GONE)
        discard_sealed(asked.path)
        asked.state, asked.path = State.GONE, ""
        asked.save()
    silent = rows.filter(state=State.ASKED, asked_at__lt=at - UNANSWERED)
    silent.update(state=State.REFUSED, reason="一周没有人答复，已自动关闭。")
    return len(old)
