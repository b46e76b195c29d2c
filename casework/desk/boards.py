"""The duty block of 今日."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.duty.lines import Line, lines_of, published_shifts
from casework.duty.models import DayReport, HandoverPoint
from casework.duty.rules import ONE_DAY
from casework.knocks.models import Knock
from casework.knocks.states import KnockState
from committees.calendar.models import SpecialDay
from committees.people.models import User
from committees.territory.models import Committee

UNTAKEN = {"settled_at": None, "taken_by": None}


@dataclass(frozen=True)
class DutyToday:
    """The duty block of 今日. `lines`: mine first; `untaken`: points nobody has taken yet;
    `quiet`: what was reported today, None when nothing was; `festival`: a statutory day off;
    `alarm`: nobody opened somewhere, and nobody has been seen yet."""

    lines: list[Line]
    next_line: Line | None
    untaken: int
    quiet: bool | None
    report: str
    festival: bool
    alarm: bool = False

    @property
    def mine(self) -> list[Line]:
        return [line for line in self.lines if line.mine]

    @property
    def greeting(self) -> str:
        """「今天上午您值班」 for the line under the greeting; empty when not on duty."""
        slots = "、".join(dict.fromkeys(line.slot for line in self.mine))
        return f"今天{slots}您值班" if slots else ""


def today_duty(committee: Committee, user: User, now: datetime) -> DutyToday:
    """Two queries. A night that began yesterday and still runs belongs to today as well."""
    today = timezone.localtime(now).date()
    rows = published_shifts().filter(committee=committee)
    following = rows.filter(person=user, day__gt=today).order_by("starts_at")
    wanted = (
        Q(day=today)
        | Q(day=today - ONE_DAY, ends_at__gt=now)
        | Q(pk__in=Subquery(following.values("pk")[:1]))
    )
    near = rows.filter(wanted, day__gte=today - ONE_DAY)  # the index by day, not years of shifts
    lines = lines_of(near.order_by("starts_at", "seat"), user, now)
    points = HandoverPoint.objects.filter(committee=OuterRef("pk"), **UNTAKEN).order_by()
    reports = DayReport.objects.filter(committee=OuterRef("pk"), day=today)
    notes = Committee.objects.annotate(
        untaken=Coalesce(
            Subquery(points.values("committee").annotate(n=Count("pk")).values("n")), 0
        ),
        quiet=Subquery(reports.values("quiet")),
        report=Coalesce(Subquery(reports.values("text")), Value("")),
        alarm=Exists(Knock.objects.filter(committee=OuterRef("pk"), state=KnockState.OPEN)),
        festival=Exists(SpecialDay.objects.filter(day=today, kind=SpecialDay.Kind.REST)),
    ).values("untaken", "quiet", "report", "festival", "alarm")
    return DutyToday(
        lines=sorted(
            (line for line in lines if line.shift.day <= today), key=lambda line: not line.mine
        ),
        next_line=next((line for line in lines if line.shift.day > today), None),
        **notes.get(pk=committee.pk),
    )
