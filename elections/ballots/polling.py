"""The stations open, their papers are accounted for, and the poll closes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from elections.ballots.models import DoubleIssue, Issued, Station
from elections.ballots.policies import may_issue
from elections.ballots.stations import locked_round
from elections.electorate.models import Freeze, Voter
from elections.timetable.models import Election, Round
from elections.timetable.moving import step_to
from elections.timetable.states import Stage
from jiedao.common.errors import Refused


def entitled(election: Election) -> int:
    """登记选民: of the roll in force; before its first freeze, of the roll as it stands."""
    frozen = (
        Freeze.objects.filter(election=election, confirmed_at__isnull=False)
        .order_by("-number")
        .values_list("entitled", flat=True)
        .first()
    )
    if frozen is not None:
        return int(frozen)
    return Voter.objects.filter(election=election).on_roll().count()


def _must_lead(by: User, round_: Round) -> None:
    if not by.reach.has(Role.ELECTION_HEAD, round_.election.committee_id):
        raise Refused("投票的开始和结束由选举委员会主任宣布。")


def open_polling(round_: Round, *, by: User, at: datetime) -> Round:
    """The head of the body declares the stations open. Refused from any stage but the published
    list of candidates, and while a line of the pre-flight list is open (`conditions.py`)."""
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        _must_lead(by, round_)
        if round_.opened_at is not None:
            raise Refused("已经开始投票了。")
        round_.opened_at = at
        round_.save(update_fields=["opened_at"])
        step_to(round_.election, Stage.POLLING, by=by, on=timezone.localdate(at))
        record("ballots.poll-open", round_, by=by, committee=round_.election.committee)
    return round_


def account_for_papers(
    station: Station, *, by: User, spoiled: int, unused: int, missing_why: str = "", seal: str = ""
) -> Station:
    """Issued, spoiled and unused make up what the station was given; a difference says why.

    Refused when they are more than it was given, and once the poll is closed.
    """
    with transaction.atomic():
        round_ = locked_round(station.round_id)
        may_issue(by, round_.election).require()
        if round_.closed_at is not None:
            raise Refused("投票已经结束，不能再改。")
        station = Station.objects.select_for_update().get(pk=station.pk)
        before = digest(station)
        _papers_add_up(station, spoiled, unused, missing_why)
        station.spoiled, station.unused = spoiled, unused
        station.missing_why = missing_why.strip()
        station.seal = seal.strip() or station.seal
        station.save(update_fields=["spoiled", "unused", "missing_why", "seal"])
        where, what = round_.election.committee, station.name
        record("ballots.account", station, by=by, committee=where, before=before, label=what)
    return station


def _papers_add_up(station: Station, spoiled: int, unused: int, why: str) -> None:
    out = Issued.objects.at(station.pk).count()
    out += DoubleIssue.objects.filter(station=station, outcome="cast").count()
    total = out + spoiled + unused
    line = f"发出 {out} + 写坏 {spoiled} + 剩余 {unused} = {total} 张，领来的是 {station.papers} 张"
    if total > station.papers:
        raise Refused(f"{line}，多了 {total - station.papers} 张，请再数一遍。")
    if total < station.papers and not why.strip():
        raise Refused(f"{line}，少了 {station.papers - total} 张。请再数一遍，真的少了就写原因。")


def close_polling(round_: Round, *, by: User, at: datetime) -> Round:
    """The head of the body declares the poll closed; from now on no ballot goes out.

    Refused while a station has not accounted for its papers, and while a voter who was marked at
    two desks is not cleared up.
    """
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        _must_lead(by, round_)
        round_.closed_at = at
        round_.save(update_fields=["closed_at"])
        step_to(round_.election, Stage.COUNTING, by=by, on=timezone.localdate(at))
        record("ballots.poll-close", round_, by=by, committee=round_.election.committee)
    return round_
