"""The boxes are opened in public: issued ≥ returned before anything else, then batches."""

from collections.abc import Mapping

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.ballots.issuing import issued_total
from elections.ballots.stations import locked_round
from elections.counting.models import Batch, TallySheet
from elections.counting.policies import may_settle, may_supervise
from elections.counting.states import Way
from elections.timetable.models import Round
from jiedao.common.errors import Refused


def collected_total(round_: Round) -> int | None:
    """选票收回: None until every box is counted."""
    figures = list(round_.stations.values_list("collected", flat=True))
    known = [one for one in figures if one is not None]
    return sum(known) if known and len(known) == len(figures) else None


def is_over_count(round_: Round) -> bool:
    """More ballots than were issued: the round is void before a vote is counted (T2-1)."""
    collected = collected_total(round_)
    return collected is not None and collected > issued_total(round_)


def open_boxes(
    round_: Round, *, by: User, collected: Mapping[int, int], way: str = Way.BATCH
) -> list[Batch]:
    """Write down how many ballots each box held, by key of the station, and make the batches.

    No batch is made where more came back than went out: such a round is finished as void. May be
    done again while no teller has taken a batch. Refused before the close of the poll, and when
    a box is missing.
    """
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        may_supervise(by, round_).require()
        if TallySheet.objects.filter(batch__round=round_, batch__in_force=True).exists():
            raise Refused("已经开始计票，收回的张数不能再改。")
        for station in round_.stations.select_for_update():
            if collected.get(station.pk) is None:
                raise Refused(f"请写{station.name}收回几张。")
            before = digest(station)
            station.collected = collected[station.pk]
            station.save(update_fields=["collected"])
            record(
                "count.boxes",
                station,
                by=by,
                committee=round_.election.committee,
                before=before,
                label=station.name,
            )
        Batch.objects.filter(round=round_).in_force().delete()
        if is_over_count(round_):
            return []
        return _make_batches(round_, way)


def count_boxes_again(round_: Round, *, by: User) -> int:
    """A batch does not hold as many ballots as it was made of: back to the boxes.

    Sheets so far stay for the file and count no more. Refused to anybody but 总监票人.
    """
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        may_settle(by, round_).require()
        gone: int = Batch.objects.filter(round=round_).in_force().update(in_force=False)
        round_.stations.update(collected=None)
        record("count.boxes-again", round_, by=by, committee=round_.election.committee, after="")
    return gone


def _make_batches(round_: Round, way: str) -> list[Batch]:
    total, size = collected_total(round_) or 0, round_.election.rule_set.batch_ballots
    sizes = [size] * (total // size) + ([total % size] if total % size else [])
    return Batch.objects.bulk_create(
        Batch(round=round_, number=number, size=each, way=way)
        for number, each in enumerate(sizes, 1)
    )
