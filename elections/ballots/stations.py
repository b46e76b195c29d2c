"""Stations with the papers they were given, boxes that go from door to door, and their lists."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.ballots.models import Issued, MobileListing, Station
from elections.ballots.policies import may_prepare
from elections.ballots.states import StationKind
from elections.body.models import Official
from elections.electorate.models import Voter
from elections.timetable.models import Round
from jiedao.common.errors import Refused

GIVEN = ("kind", "name", "place", "opens_at", "closes_at", "serial_from", "serial_to", "seal")


def locked_round(pk: int) -> Round:
    """The round, locked, with its election; every act of polling day and count begins here."""
    rows = Round.objects.select_for_update(of=("self",)).select_related(
        "election__committee", "election__rule_set"
    )
    found: Round = rows.get(pk=pk)
    return found


def save_station(
    station: Station, *, by: User, values: dict[str, Any], tellers: Collection[Official]
) -> Station:
    """Set up a station or a box, or change it.

    Refused when its papers overlap another's, when fewer than the set number of people go with a
    mobile box (T7), when it would have fewer papers than it handed out, and after the close.
    """
    with transaction.atomic():
        round_ = locked_round(station.round_id)
        may_prepare(by, round_.election).require()
        before = ""
        if station.pk:
            station = Station.objects.select_for_update().get(pk=station.pk)
            before = digest(station)
        for name in GIVEN:
            setattr(station, name, values[name])
        _papers_are_its_own(station)
        _people_enough(station, tellers, round_)
        try:
            with transaction.atomic():
                station.full_clean(exclude=["round", "tellers"], validate_unique=False)
                station.save()
        except IntegrityError:
            raise Refused("已经有一个投票站叫这个名字。") from None
        station.tellers.set(tellers)
        act = "ballots.station-edit" if before else "ballots.station"
        committee = round_.election.committee
        record(act, station, by=by, committee=committee, before=before, label=station.name)
    return station


def _papers_are_its_own(station: Station) -> None:
    if station.serial_to < station.serial_from:
        raise Refused("选票编号的末号不能小于首号。")
    others = Station.objects.filter(round=station.round_id).exclude(pk=station.pk)
    for other in others:
        if station.serial_from <= other.serial_to and other.serial_from <= station.serial_to:
            raise Refused(
                f"选票编号和{other.name}的 {other.serial_from}–{other.serial_to} 重叠了。"
            )
    handed_out = Issued.objects.at(station.pk).count() + station.spoiled if station.pk else 0
    if station.papers < handed_out:
        raise Refused(f"这里已经发出 {handed_out} 张，编号不能比这少。")


def _people_enough(station: Station, tellers: Collection[Official], round_: Round) -> None:
    least = round_.election.rule_set.mobile_tellers
    if station.kind == StationKind.MOBILE and len(tellers) < least:
        raise Refused(
            f"每只流动票箱至少 {least} 名工作人员，现在选了 {len(tellers)} 名"
            "（流动票箱由监票、计票人员一起送）。"
        )


def remove_station(station: Station, *, by: User) -> None:
    """Take away one set up by mistake. Refused once it handed out a paper or has a list."""
    with transaction.atomic():
        round_ = locked_round(station.round_id)
        may_prepare(by, round_.election).require()
        if Issued.objects.at(station.pk).exists() or station.listings.exists():
            raise Refused("这里已经发过票或者有流动票箱名单，不能去掉。")
        record(
            "ballots.station-remove",
            station,
            by=by,
            committee=round_.election.committee,
            label=station.name,
        )
        station.delete()


def list_for_box(
    station: Station, voter: Voter, *, by: User, reason: str, order: int = 0
) -> MobileListing:
    """The box will be carried to this voter, for a published reason (T7).

    Refused for a place that is not a mobile box, for somebody not on the roll, and twice.
    """
    with transaction.atomic():
        round_ = locked_round(station.round_id)
        may_prepare(by, round_.election).require()
        if station.kind != StationKind.MOBILE:
            raise Refused("只有流动票箱有上门名单。")
        if not voter.listed or voter.election_id != round_.election_id:
            raise Refused(f"{voter.name}不在选民名单上。")
        row = MobileListing(round=round_, station=station, voter=voter, reason=reason, order=order)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise Refused(f"{voter.name}已经在流动票箱名单上了。") from None
        record("ballots.box-list", row, by=by, committee=round_.election.committee)
    return row


def take_off_list(row: MobileListing, *, by: User) -> None:
    with transaction.atomic():
        round_ = locked_round(row.round_id)
        may_prepare(by, round_.election).require()
        record("ballots.box-unlist", row, by=by, committee=round_.election.committee)
        row.delete()


def copy_stations(old: Round, new: Round) -> int:
    """The same places, boxes, people and lists for another round; nothing of what was counted."""
    made = 0
    for station in old.stations.prefetch_related("tellers", "listings"):
        copy = Station(round=new, **{name: getattr(station, name) for name in GIVEN})
        shift = new.polling_on - old.polling_on
        copy.opens_at, copy.closes_at = station.opens_at + shift, station.closes_at + shift
        copy.seal = ""
        copy.save()
        copy.tellers.set(station.tellers.all())
        _copy_lists(station.listings.all(), new, copy)
        made += 1
    return made


def _copy_lists(rows: Iterable[MobileListing], round_: Round, station: Station) -> None:
    MobileListing.objects.bulk_create(
        MobileListing(
            round=round_,
            station=station,
            voter_id=row.voter_id,
            reason=row.reason,
            order=row.order,
        )
        for row in rows
    )
