"""What polling day must be before an election moves on, and the pages on which it does."""

from collections.abc import Iterator
from datetime import date

from elections.ballots.models import DoubleIssue
from elections.ballots.states import StationKind
from elections.timetable.access import last_round
from elections.timetable.models import Election
from elections.timetable.preflight import Line, before, made_on
from elections.timetable.states import Stage

made_on(
    "stations/",
    "去投票站",
    (Stage.CANDIDATES, Stage.POLLING),
    (Stage.POLLING, Stage.COUNTING),
)


@before((Stage.CANDIDATES, Stage.POLLING))
def stations_are_set_up(election: Election, on: date) -> Iterator[Line]:
    rows = list(last_round(election).stations.prefetch_related("tellers"))
    words = f"投票站和票箱 {len(rows)} 个" if rows else "还没有投票站，没有选票编号"
    yield Line(words, bool(rows), "stations/", "去投票站", election.key)
    least = election.rule_set.mobile_tellers
    for one in rows:
        if one.kind == StationKind.MOBILE:
            there = len(one.tellers.all())
            words = f"{one.name}有 {there} 名工作人员，至少 {least} 名"
            yield Line(words, there >= least, "stations/", "去投票站", election.key)


@before((Stage.POLLING, Stage.COUNTING))
def papers_are_accounted_for(election: Election, on: date) -> Iterator[Line]:
    round_ = last_round(election)
    left = [one.name for one in round_.stations.all() if one.unused is None]
    words = f"{'、'.join(left)}还没有清点剩余选票" if left else "各站都清点了剩余选票"
    yield Line(words, not left, "issue/", "去清点", election.key)
    doubles = DoubleIssue.objects.filter(round=round_).open().count()
    words = f"还有 {doubles} 人在两处领票的记录没有处理" if doubles else "没有人在两处领票"
    yield Line(words, not doubles, "issue/", "去处理", election.key)
