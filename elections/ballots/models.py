"""Stations with their serial ranges, listed homes, proxies, and the mark 「已领票」.

Nothing here names a ballot, and nothing in the count names a voter (RELIABILITY E4).
"""

from django.db import models

from committees.people.models import User
from elections.ballots.querysets import (
    DoubleQuerySet,
    IssuedQuerySet,
    OfVoterQuerySet,
    ProxyQuerySet,
)
from elections.ballots.states import DoubleOutcome, Reason, StationKind, Way
from elections.body.models import Official
from elections.electorate.models import Voter
from elections.timetable.models import Round
from elections.timetable.querysets import OfRoundQuerySet


class Station(models.Model):
    """A place or a box with its ballots. `serial_from`–`serial_to`: the papers it was given,
    both included; `spoiled` were handed back and replaced, `unused` counted at the close, and
    `missing_why` explains what these do not. `collected` is counted when the box is opened in
    public."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="stations")
    kind = models.CharField("种类", max_length=8, choices=StationKind)
    name = models.CharField("名称", max_length=40)
    place = models.CharField("地点或路线", max_length=80)
    opens_at = models.DateTimeField("几点开始")
    closes_at = models.DateTimeField("几点结束")
    serial_from = models.PositiveIntegerField("选票从几号")
    serial_to = models.PositiveIntegerField("到几号")
    spoiled = models.PositiveIntegerField("写坏换票", default=0)
    unused = models.PositiveIntegerField("剩余选票", null=True, blank=True)
    missing_why = models.CharField("对不上的原因", max_length=120, blank=True)
    collected = models.PositiveIntegerField("收回选票", null=True, blank=True)
    seal = models.CharField("封条号", max_length=40, blank=True)
    tellers = models.ManyToManyField(Official, blank=True, related_name="stations")

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        db_table = "ballots_station"
        ordering = ("round", "kind", "pk")
        constraints = [
            models.UniqueConstraint(fields=("round", "name"), name="station_name_once"),
            models.CheckConstraint(
                condition=models.Q(serial_to__gte=models.F("serial_from")),
                name="station_serials_in_order",
                violation_error_message="选票编号的末号不能小于首号。",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="station_closes_after_opening",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def papers(self) -> int:
        return self.serial_to - self.serial_from + 1


class MobileListing(models.Model):
    """A voter to whom the box is carried, with the published reason (T7)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="mobile_listings")
    station = models.ForeignKey(Station, models.PROTECT, related_name="listings")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=8, choices=Reason)
    order = models.PositiveSmallIntegerField("路线顺序", default=0)

    objects = OfVoterQuerySet.as_manager()

    class Meta:
        db_table = "ballots_mobile_listing"
        ordering = ("station", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "voter"),
                name="mobile_listing_once",
                violation_error_message="这个人已经在流动票箱名单上了。",
            ),
        ]


class Proxy(models.Model):
    """委托投票: in writing, registered and published in time, at most three a holder (T6)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="proxies")
    giver = models.ForeignKey(Voter, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Voter, models.PROTECT, related_name="+")
    paper = models.CharField("委托书编号", max_length=40)
    registered_on = models.DateField("哪天登记")
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("哪天撤回", null=True, blank=True)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        db_table = "ballots_proxy"
        ordering = ("round", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "giver"),
                condition=models.Q(withdrawn_on__isnull=True),
                name="proxy_given_once",
                violation_error_message="这个人已经委托了别人。",
            ),
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("holder")),
                name="proxy_to_somebody_else",
                violation_error_message="不能委托给自己。",
            ),
        ]


class Issued(models.Model):
    """「已领票」: one a voter and round, whoever fetched it and wherever (E1, E2).

    `minute` is when the paper was taken; no ballot has a minute or a number of a person.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="issued")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, models.PROTECT, related_name="issued")
    way = models.CharField("怎么领的", max_length=8, choices=Way)
    proxy = models.OneToOneField(
        Proxy, models.PROTECT, null=True, blank=True, related_name="issued"
    )
    minute = models.DateTimeField("几点几分")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = IssuedQuerySet.as_manager()

    class Meta:
        db_table = "ballots_issued"
        constraints = [
            models.UniqueConstraint(
                fields=("round", "voter"),
                name="issued_once",
                violation_error_message="该选民已领取选票。",
            ),
            models.CheckConstraint(
                condition=models.Q(way="proxy", proxy__isnull=False)
                | (~models.Q(way="proxy") & models.Q(proxy__isnull=True)),
                name="issued_proxy_names_paper",
            ),
        ]
        indexes = [models.Index(fields=("station",), name="issued_by_station")]


class DoubleIssue(models.Model):
    """A mark that reached the portal late, when the voter had one already (E2).

    Two desks without a network may have handed out two papers. It stands here until the head of
    the body says what became of the second one; what was cast counts as issued.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="doubles")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, models.PROTECT, related_name="doubles")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    minute = models.DateTimeField("几点几分")
    outcome = models.CharField("后来怎样", max_length=8, choices=DoubleOutcome, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DoubleQuerySet.as_manager()

    class Meta:
        db_table = "ballots_double"
        ordering = ("round", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", settled_by__isnull=True)
                | (~models.Q(outcome="") & models.Q(settled_by__isnull=False)),
                name="double_settled_by_somebody",
            ),
        ]
