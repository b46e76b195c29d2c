"""Acts on a batch: brought, confirmed, given up; and the work a worker does for it."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from committees.imports.checking import check, fail
from committees.imports.container import MACROS, BadFile, opened
from committees.imports.jobs import GAVE_UP, MOST_ATTEMPTS, WORK_ON_IMPORTS, claim, wake
from committees.imports.keeping import discard_sealed, keep_sealed
from committees.imports.models import Batch, BatchRow, file_name
from committees.imports.policies import may_import
from committees.imports.reading import is_workbook
from committees.imports.states import ALIVE, MOVES, State
from committees.imports.writing import write
from committees.journal.actions import record
from committees.territory.models import Committee
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move

SMALL_BYTES = 60_000
"""Up to here a file is read while its sender waits: a few hundred lines."""
SMALL_LINES = 300
LONGEST_PAPER = 60
KEEP_LINES = timedelta(days=7)

log = logging.getLogger(__name__)


class BroughtBefore(Exception):
    """The same file is here already; `batch` is where."""

    def __init__(self, batch: Batch) -> None:
        super().__init__("该文件已导入，未重复写入。")
        self.batch = batch


@transaction.atomic
def bring(committee: Committee, content: bytes, *, name: str, by: Any, at: datetime) -> Batch:
    """Take a file in: sealed, noted, and read at once when it is small.

    Refused for a file that a look at its outside forbids: macros, a ZIP that unfolds too far, an
    old or locked workbook. BroughtBefore when the same file is waiting or was written.
    """
    may_import(by, committee).require()
    check_outside(content, name)
    Committee.objects.select_for_update().get(pk=committee.pk)
    digest = keyed_digest(f"import {committee.pk} {hashlib.sha256(content).hexdigest()}")
    if before := Batch.objects.filter(committee=committee, digest=digest, state__in=ALIVE).first():
        raise BroughtBefore(before)
    batch: Batch = Batch.objects.create(
        committee=committee,
        at_setup=committee.pk not in by.reach.elected_in,
        name=file_name(name),
        digest=digest,
        path=keep_sealed(content),
        made_by=by,
        made_at=at,
    )
    record("imports.bring", batch, by=by, committee=committee, label=batch.name)
    if len(content) <= SMALL_BYTES:
        check(batch)
    else:
        wake(WORK_ON_IMPORTS)
    return batch


def check_outside(content: bytes, name: str) -> None:
    """Refused for what nobody should open: empty, with macros, unfolding too far, old or locked."""
    if not content:
        raise Refused("这个文件是空的，请重新选一个。")
    if name.lower().endswith((".xlsm", ".xltm", ".xlsb", ".xlam")):
        raise Refused(MACROS)
    try:
        if is_workbook(content) or content.startswith(b"\xd0\xcf\x11\xe0"):
            with opened(content):
                pass
    except BadFile as bad:
        raise Refused(str(bad)) from None


@transaction.atomic
def confirm(
    batch: Batch,
    *,
    by: Any,
    at: datetime,
    lines: Sequence[int] = (),
    all_changes: bool = False,
    without_bad: bool = False,
    consent: bool = False,
    paper: str = "",
) -> Batch:
    """Write what was checked: new people, and of the known ones the changes that were chosen.

    `lines` are numbers of the sheet; `consent` says that everybody agreed to the labels that need
    it, `paper` where that is kept. Refused while lines are wrong, unless `without_bad`; and when
    nothing would be written.
    """
    batch = _locked(batch)
    may_import(by, batch.committee).require()
    check_move(MOVES, batch.state, State.WRITING)
    if batch.bad and not without_bad:
        raise Refused(f"还有 {batch.bad} 行有问题。请改好再传，或者勾选“有问题的不导入”。")
    if not batch.fresh and not lines and not all_changes:
        raise Refused("没有要写入的内容：表里的人都已经登记，也没有选要改的。")
    if consent and not paper:
        raise Refused("请写同意书放在哪里，例如：居委会柜子 2 号盒。")
    batch.choices = {
        "lines": sorted(set(lines)),
        "all_changes": all_changes,
        "consent": consent,
        "paper": paper[:LONGEST_PAPER],
    }
    batch.state, batch.confirmed_by, batch.reason = State.WRITING, by, ""
    batch.attempts, batch.lease_until = 0, None
    batch.save()
    record("imports.import", batch, by=by, committee=batch.committee, label=batch.name)
    if batch.good <= SMALL_LINES:
        write(batch, at=at, on=timezone.localdate(at))
        batch.refresh_from_db()
    else:
        wake(WORK_ON_IMPORTS)
    return batch


@transaction.atomic
def give_up(batch: Batch, *, by: Any) -> Batch:
    """不导入了: file and lines go at once."""
    batch = _locked(batch)
    may_import(by, batch.committee).require()
    check_move(MOVES, batch.state, State.DROPPED)
    discard_sealed(batch.path)
    BatchRow.objects.filter(batch=batch).delete()
    batch.state, batch.path, batch.lease_until = State.DROPPED, "", None
    batch.save()
    record("imports.give_up", batch, by=by, committee=batch.committee, label=batch.name)
    return batch


def _locked(batch: Batch) -> Batch:
    locked = Batch.objects.select_for_update(of=("self",)).select_related("committee")
    found: Batch = locked.get(pk=batch.pk)
    return found


def tidy(at: datetime) -> int:
    """After a week: what nobody confirmed is given up, wrong lines of what was written go.

    Gives the lines taken away. Who brought it and what it made stays on the batch.
    """
    limit = at - KEEP_LINES
    with transaction.atomic():
        rows = Batch.objects.select_for_update(of=("self",))
        for batch in rows.filter(state=State.CHECKED, made_at__lt=limit):
            check_move(MOVES, batch.state, State.DROPPED)
            discard_sealed(batch.path)
            batch.state, batch.path = State.DROPPED, ""
            batch.save()
        over = Batch.objects.exclude(state__in=[State.READING, State.CHECKED, State.WRITING])
        old = over.filter(made_at__lt=limit)
        return int(BatchRow.objects.filter(batch__in=old).delete()[0])


# For the worker


def work() -> int:
    """Read and write what waits, one batch after the other; gives how many. May run twice."""
    worked = 0
    while (batch := claim(Batch.objects.waiting(), timezone.now())) is not None:
        worked += 1
        if batch.attempts > MOST_ATTEMPTS:
            fail(batch, GAVE_UP)
            continue
        try:
            if batch.state == State.READING:
                check(batch)
            else:
                at = timezone.now()
                write(batch, at=at, on=timezone.localdate(at))
        except Exception:
            log.exception("导入 %s 没有做完，稍后再试", batch.pk)
            return worked
    return worked
