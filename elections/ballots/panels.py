"""What the pages of polling day show, worked out in few queries."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from committees.people.models import User
from committees.reach.states import Role
from elections.ballots.issuing import MAY_TAKE_BACK, issued_total
from elections.ballots.models import DoubleIssue, Issued, MobileListing, Proxy, Station
from elections.ballots.polling import entitled
from elections.ballots.states import StationKind
from elections.counting.querysets import COUNTING, SUPERVISING
from elections.electorate.models import Voter
from elections.timetable.models import Election, Round


@dataclass(frozen=True)
class Tab:
    label: str
    href: str
    current: bool
    count: int | None = None


PAGES = (
    ("投票站", "stations", None),
    ("委托投票", "proxies", None),
    ("发票", "issue", {Role.ISSUER, Role.ELECTION_HEAD}),
    ("开箱", "opening", set(SUPERVISING)),
    ("计票", "count", set(COUNTING)),
    ("墙上正字", "wall", set(SUPERVISING)),
    ("结果", "result", set(SUPERVISING)),
)


def tabs_for(user: User, election: Election, current: str) -> list[Tab]:
    """The pages of polling day and count that this person opens."""
    reach, committee = user.reach, election.committee_id
    prepares = reach.works_in(committee) or reach.has(Role.ELECTION_HEAD, committee)
    return [
        Tab(label, reverse(name, args=[election.key]), name == current)
        for label, name, roles in PAGES
        if (prepares if roles is None else committee in reach.committees_as(roles))
    ]


@dataclass(frozen=True)
class Figures:
    """发出 n / 登记 N, and the papers of one station."""

    issued: int
    entitled: int
    here: int = 0
    left: int | None = None


def figures_of(round_: Round, station: Station | None) -> Figures:
    """Two queries, three with a station."""
    issued, whole = issued_total(round_), entitled(round_.election)
    if station is None:
        return Figures(issued, whole)
    here = Issued.objects.at(station.pk).count()
    return Figures(issued, whole, here, max(0, station.papers - here - station.spoiled))


@dataclass
class Found:
    """A voter at the desk: what she took already, or what can be handed to her."""

    voter: Voter
    issued: Issued | None = None
    proxy: Proxy | None = None
    """Somebody else may fetch her paper."""
    holds: list[Proxy] = field(default_factory=list)
    """Whose papers she may fetch."""
    listed: MobileListing | None = None

    def may_take_back(self, user: User, now: datetime) -> bool:
        own = self.issued is not None and self.issued.by_id == user.pk
        return own and self.issued is not None and now - self.issued.minute <= MAY_TAKE_BACK


def found_at(round_: Round, voters: list[Voter]) -> list[Found]:
    """Everything the desk must know of these voters. Three queries."""
    rows = {voter.pk: Found(voter) for voter in voters}
    issued = Issued.objects.filter(round=round_, voter__in=voters)
    for mark in issued.select_related("station", "proxy__holder"):
        rows[mark.voter_id].issued = mark
    in_force = Proxy.objects.filter(round=round_).in_force().select_related("giver", "holder")
    for proxy in in_force.filter(giver__in=voters) | in_force.filter(holder__in=voters):
        if proxy.giver_id in rows:
            rows[proxy.giver_id].proxy = proxy
        if proxy.holder_id in rows:
            rows[proxy.holder_id].holds.append(proxy)
    listings = MobileListing.objects.filter(round=round_, voter__in=voters)
    for listing in listings.select_related("station"):
        rows[listing.voter_id].listed = listing
    return list(rows.values())


def stations_of(round_: Round) -> list[Station]:
    """With how many papers went out and how many homes are listed. Two queries."""
    rows = round_.stations.prefetch_related("tellers").annotate(
        homes=Count("listings", distinct=True), out=Count("issued", distinct=True)
    )
    return list(rows.order_by("serial_from"))


def own_stations(round_: Round) -> list[Station]:
    """The tabs of the desk: boxes last."""
    return sorted(
        round_.stations.all(), key=lambda one: (one.kind == StationKind.MOBILE, one.serial_from)
    )


def doubles_of(round_: Round) -> list[DoubleIssue]:
    rows = DoubleIssue.objects.filter(round=round_).select_related("voter", "station", "by")
    return list(rows)
