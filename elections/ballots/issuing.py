"""The issue desk: one mark 「已领票」 a voter, wherever and however she takes it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from elections.ballots.models import DoubleIssue, Issued, Proxy, Station
from elections.ballots.policies import is_polling, may_issue
from elections.ballots.states import DoubleOutcome, StationKind, Way
from elections.electorate.models import Voter
from elections.timetable.models import Round
from jiedao.common.errors import Refused

MAY_TAKE_BACK = timedelta(minutes=10)
"""A tap beside the right name is taken back at the desk, while the paper still lies on it."""


class AlreadyIssued(Refused):
    """The voter has a ballot; `first` says where and when."""

    def __init__(self, first: Issued) -> None:
        self.first = first
        super().__init__(already_words(first))


def already_words(first: Issued) -> str:
    """「该选民已领取选票（09:12 第2投票站）」"""
    return f"该选民已领取选票（{timezone.localtime(first.minute):%H:%M} {first.station.name}）。"


def issue_ballot(voter: Voter, *, by: User, station: Station, way: str, at: datetime) -> Issued:
    """Mark that this voter's paper was handed out here.

    The voter's row stays locked: of two desks at once one is told place and time of the other.
    Refused outside polling, to whoever is not on the roll, for 代领 without a registered paper,
    at a mobile box for somebody not on its list, and when the station has no papers left.
    """
    with transaction.atomic():
        voter = locked_voter(voter.pk)
        round_ = _round_of(station)
        may_issue(by, round_.election).require()
        is_polling(round_).require()
        if voter.election_id != round_.election_id or not voter.listed:
            raise Refused(f"{voter.name}不在选民名单上，不能领票。")
        first = Issued.objects.filter(round=round_, voter=voter).select_related("station").first()
        if first is not None:
            raise AlreadyIssued(first)
        proxy = _proxy_for(round_, voter) if way == Way.PROXY else None
        row = Issued(
            round=round_,
            voter=voter,
            station=station,
            way=_way_at(station, voter, way),
            proxy=proxy,
            minute=at.replace(second=0, microsecond=0),
            by=by,
        )
        _has_papers(station)
        row.save()
        _still_open(station)
        committee = round_.election.committee
        record("ballots.hand-out", row, by=by, committee=committee, label=station.name)
    return row


def locked_voter(pk: int) -> Voter:
    found: Voter = Voter.objects.select_for_update(of=("self",)).get(pk=pk)
    return found


def _round_of(station: Station) -> Round:
    rows = Round.objects.select_related("election__committee", "election__rule_set")
    found: Round = rows.get(pk=station.round_id)
    return found


def _still_open(station: Station) -> None:
    """Whoever closes the poll or counts the papers left waits for this mark, or it sees them."""
    now = Station.objects.select_related("round").get(pk=station.pk)
    is_polling(now.round).require()
    if now.unused is not None:
        raise Refused(f"{now.name}已经清点了剩余选票，不能再发票。")


def _proxy_for(round_: Round, voter: Voter) -> Proxy:
    found: Proxy | None = Proxy.objects.filter(round=round_, giver=voter).in_force().first()
    if found is None:
        raise Refused(f"{voter.name}没有登记委托投票，不能代领。")
    return found


def _way_at(station: Station, voter: Voter, way: str) -> str:
    if station.kind != StationKind.MOBILE or way == Way.PROXY:
        return way if way != Way.MOBILE else Way.OWN
    if not station.listings.filter(voter=voter).exists():
        raise Refused(f"{voter.name}不在这只流动票箱的名单上，请到投票站领票。")
    return Way.MOBILE


def _has_papers(station: Station) -> None:
    handed_out = Issued.objects.at(station.pk).count()
    if handed_out + station.spoiled >= station.papers:
        raise Refused(f"{station.name}的选票已经发完（一共 {station.papers} 张）。")


def note_double(voter: Voter, *, by: User, station: Station, at: datetime) -> DoubleIssue | None:
    """A mark came late from a device that had no network, and the voter has one already.

    Kept for the head of the body, once for each desk; nothing when the first mark is this desk's
    own, for then it was one paper and one tap too many.
    """
    with transaction.atomic():
        voter = locked_voter(voter.pk)
        round_ = _round_of(station)
        may_issue(by, round_.election).require()
        first = Issued.objects.filter(round=round_, voter=voter).first()
        if first is None or (first.station_id == station.pk and first.by_id == by.pk):
            return None
        minute = at.replace(second=0, microsecond=0)
        row, made = DoubleIssue.objects.get_or_create(
            round=round_, voter=voter, station=station, by=by, defaults={"minute": minute}
        )
        if made:
            record("ballots.double", row, by=by, committee=round_.election.committee)
    return row


def settle_double(row: DoubleIssue, *, by: User, outcome: str) -> DoubleIssue:
    """The head of the body found out what became of the second paper."""
    with transaction.atomic():
        row = DoubleIssue.objects.select_for_update(of=("self",)).get(pk=row.pk)
        round_ = _round_of(row.station)
        if not by.reach.has(Role.ELECTION_HEAD, round_.election.committee_id):
            raise Refused("重复领票由选举委员会主任来处理。")
        if row.outcome:
            raise Refused("已经处理过了。")
        before = digest(row)
        row.outcome, row.settled_by = DoubleOutcome(outcome), by
        row.save(update_fields=["outcome", "settled_by"])
        committee = round_.election.committee
        record("ballots.double-settle", row, by=by, committee=committee, before=before)
    return row


def take_back(row: Issued, *, by: User, at: datetime) -> Voter:
    """The wrong name was tapped and the paper is still on the table: the mark goes.

    Refused to anybody but who made it and the head, after ten minutes, and after the close.
    """
    with transaction.atomic():
        voter = locked_voter(row.voter_id)
        row = Issued.objects.select_for_update(of=("self",)).get(pk=row.pk)
        round_ = _round_of(row.station)
        may_issue(by, round_.election).require()
        is_polling(round_).require()
        committee = round_.election.committee
        if by.pk != row.by_id and not by.reach.has(Role.ELECTION_HEAD, committee.pk):
            raise Refused("只有发票人自己和选举委员会主任可以撤销。")
        if at - row.minute > MAY_TAKE_BACK:
            raise Refused("领票已经超过 10 分钟，不能撤销。")
        record("ballots.undo-mark", row, by=by, committee=committee, label=row.station.name)
        row.delete()
    return voter


def issued_total(round_: Round) -> int:
    """Papers that went out: marks, and second papers that were cast all the same."""
    cast = DoubleIssue.objects.filter(round=round_, outcome=DoubleOutcome.CAST).count()
    return Issued.objects.filter(round=round_).count() + cast
