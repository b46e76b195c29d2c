"""The dice are thrown, the batches opened, and what was found is written down; it is published
with the result."""

from datetime import datetime

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.counting.models import Batch
from elections.results.finishing import locked_result, must_supervise
from elections.results.models import Recheck, Result
from elections.results.recheck import dice_of, drawn
from elections.timetable.models import Round
from jiedao.common.errors import Refused


def draw_recheck(result: Result, dice: str, *, by: User, at: datetime) -> Recheck:
    """Which batches are opened again. Drawn once for a count: who could draw again could choose.

    Refused before the count is finished (there is no result then) and once it is published, to
    anybody but 总监票人 and the head, a second time, and where there is no batch to open.
    """
    with transaction.atomic():
        result, election = locked_result(result)
        must_supervise(by, election)
        if result.published_at is not None:
            raise Refused("结果已经公布，不能再抽。")
        if Recheck.objects.filter(result=result).exists():
            raise Refused("已经抽过了，不能再抽一次。")
        thrown = dice_of(dice)
        found = drawn(thrown, sizes_of(result.round))
        if not found:
            raise Refused("没有计票的批，不用抽查。")
        row: Recheck = Recheck.objects.create(
            result=result, dice=thrown, batches=found, drawn_by=by, drawn_at=at
        )
        label = f"第 {'、'.join(map(str, found))} 批"
        record("results.recheck", row, by=by, committee=election.committee, after="", label=label)
    return row


def sizes_of(round_: Round) -> list[tuple[int, int]]:
    rows = Batch.objects.filter(round=round_).in_force()
    return list(rows.values_list("number", "size"))


def close_recheck(row: Recheck, *, note: str, by: User, at: datetime) -> Recheck:
    """Every drawn batch was opened and says what its sheet says. One that does not sends the count
    back, by the button of the result; then the draw goes with it. Refused twice."""
    with transaction.atomic():
        election = locked_result(row.result)[1]
        must_supervise(by, election)
        row = Recheck.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.agreed_at is not None:
            raise Refused("抽查已经记好了。")
        before = digest(row)
        row.note, row.agreed_by, row.agreed_at = note.strip(), by, at
        row.save(update_fields=["note", "agreed_by", "agreed_at"])
        committee = election.committee
        record("results.recheck-agree", row, by=by, committee=committee, before=before, after="")
    return row
