"""What the pages show of the rota: today, a month, the gaps ahead, the street's figures.

Every number has its list: `shift_figures` counts exactly the rows of `ended_shifts` and
`manned_shifts`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.duty.models import DayReport, HandoverPoint, Rota, RotaMember, Shift, Swap
from casework.duty.policies import may_check_in, may_check_out
from casework.duty.querysets import LATE_AFTER, ShiftQuerySet
from casework.duty.rosters import lacking, plans_by_committee
from casework.duty.rules import (
    ONE_DAY,
    DayKind,
    Need,
    SlotPlan,
    Word,
    kind_of,
    last_day_of,
    month_of,
    needs_between,
    word_of,
)
from casework.duty.states import RotaState, Slot, SwapState
from casework.duty.telling import clock_words
from committees.calendar.querysets import work_calendar
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.workdays import WorkCalendar

GAP_DAYS = 14
"""So many days ahead a gap is named (issue, D)."""
FEW = 10
"""Under so many cases a count stands instead of a rate (CONTRACTS, "Figures")."""
UNTAKEN = {"settled_at": None, "taken_by": None}
SHORT = {
    Slot.MORNING: "上",
    Slot.AFTERNOON: "下",
    Slot.OFF_PEAK: "错时",
    Slot.NIGHT: "夜",
    Slot.HOLIDAY: "节",
}


@dataclass(frozen=True)
class Line:
    """A shift as one reader sees it at one moment."""

    shift: Shift
    reader: User
    at: datetime

    @property
    def slot(self) -> str:
        return Slot(self.shift.slot).label

    @property
    def short(self) -> str:
        return SHORT[Slot(self.shift.slot)]

    @property
    def hours(self) -> str:
        return clock_words(self.shift)

    @property
    def name(self) -> str:
        return self.shift.person.name if self.shift.person else ""

    @property
    def mine(self) -> bool:
        return self.shift.person_id == self.reader.pk

    @cached_property
    def word(self) -> Word:
        return word_of(self.shift, self.at)

    @property
    def gap(self) -> bool:
        """Somebody is missing, and it is not too late."""
        return self.shift.person_id is None and self.shift.ends_at > self.at

    @property
    def over(self) -> bool:
        return self.shift.ends_at <= self.at

    @property
    def running(self) -> bool:
        return self.shift.starts_at <= self.at < self.shift.ends_at

    @property
    def came(self) -> datetime | None:
        return self.shift.checked_in_at

    @property
    def can_check_in(self) -> bool:
        """One tap for oneself; a colleague goes by the shift's page."""
        return self.mine and bool(may_check_in(self.reader, self.shift, self.at))

    @property
    def can_check_out(self) -> bool:
        return (
            self.mine
            and self.shift.check_in_noted_at is None
            and bool(may_check_out(self.reader, self.shift))
        )


def lines_of(shifts: Iterable[Shift], reader: User, at: datetime) -> list[Line]:
    return [Line(shift, reader, at) for shift in shifts]


def published_shifts() -> ShiftQuerySet:
    rows: ShiftQuerySet = Shift.objects.published().select_related(
        "rota", "person", "lead", "committee"
    )
    return rows


# 今日


@dataclass(frozen=True)
class DutyToday:
    """The duty block of 今日. `lines`: mine first; `untaken`: points nobody has taken yet;
    `quiet`: what was reported today, None when nothing was."""

    lines: list[Line]
    next_line: Line | None
    untaken: int
    quiet: bool | None
    report: str

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
    ).values("untaken", "quiet", "report")
    return DutyToday(
        lines=sorted(
            (line for line in lines if line.shift.day <= today), key=lambda line: not line.mine
        ),
        next_line=next((line for line in lines if line.shift.day > today), None),
        **notes.get(pk=committee.pk),
    )


def on_duty_now(committee: Committee, at: datetime) -> Shift | None:
    """The published shift running now, with its person; for the public page. One query."""
    rows = published_shifts().filter(committee=committee, person__isnull=False).running(at)
    return rows.order_by("starts_at", "seat").first()


def next_duty(committee: Committee, at: datetime) -> Shift | None:
    """The next published shift with a person. One query."""
    rows = published_shifts().filter(committee=committee, person__isnull=False, starts_at__gt=at)
    return rows.order_by("starts_at", "seat").first()


# 接待点有人率


class Figures(NamedTuple):
    manned: int
    ended: int

    @property
    def words(self) -> str:
        """「96%（50 班有 48 班）」; under ten shifts only the count."""
        if self.ended < FEW:
            return f"{self.ended} 班有 {self.manned} 班"
        return f"{self.manned * 100 // self.ended}%（{self.ended} 班有 {self.manned} 班）"


def ended_shifts(
    committees: Iterable[Committee], first: date, last: date, at: datetime
) -> ShiftQuerySet:
    """The denominator: published shifts of these days that are over."""
    return Shift.objects.published().filter(committee__in=committees).between(first, last).ended(at)


def manned_shifts(
    committees: Iterable[Committee], first: date, last: date, at: datetime
) -> ShiftQuerySet:
    """The numerator: of those, somebody was there at most 15 minutes late."""
    return ended_shifts(committees, first, last, at).manned()


def shift_figures(
    committees: Iterable[Committee], first: date, last: date, at: datetime
) -> dict[int, Figures]:
    """Committee id -> (manned, ended), in one query. Committees without a shift are left out."""
    rows = (
        ended_shifts(committees, first, last, at)
        .order_by()
        .values_list("committee_id")
        .annotate(
            manned=Count("pk", filter=Q(checked_in_at__lte=F("starts_at") + LATE_AFTER)),
            ended=Count("pk"),
        )
    )
    return {committee: Figures(manned, ended) for committee, manned, ended in rows}


# Gaps ahead


@dataclass(frozen=True)
class Gap:
    """A place ahead that nobody takes; `shift` is None where the rota lacks even the place."""

    day: date
    slot: Slot
    shift: Shift | None = None

    @property
    def words(self) -> str:
        return self.slot.label


@dataclass
class Gaps:
    """What is missing at one committee within GAP_DAYS: places, and months without a rota."""

    places: list[Gap] = field(default_factory=list)
    months: list[date] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.places or self.months)


def gaps_ahead(
    committees: Sequence[Committee], at: datetime, calendar: WorkCalendar | None = None
) -> dict[int, Gaps]:
    """Committee id -> gaps from now on; every committee has an entry. Three queries for all.

    The calendar is read too unless it is given.
    """
    today = timezone.localtime(at).date()
    last = today + timedelta(days=GAP_DAYS)
    calendar = calendar or work_calendar()
    plans = plans_by_committee(committees)
    rows = published_shifts().filter(committee__in=committees, ends_at__gt=at)
    shifts: dict[int, list[Shift]] = defaultdict(list)
    for shift in rows.between(today, last).order_by("starts_at", "seat"):
        shifts[shift.committee_id].append(shift)
    published = set(
        Rota.objects.filter(
            committee__in=committees,
            state=RotaState.PUBLISHED,
            month__in=[month_of(today), month_of(last)],
        ).values_list("committee_id", "month")
    )
    found = {}
    for one in committees:
        needs = _needs_ahead(plans[one.pk], today, last, at, calendar)
        found[one.pk] = _gaps(one.pk, needs, shifts[one.pk], published)
    return found


def _needs_ahead(
    plans: list[SlotPlan], today: date, last: date, at: datetime, calendar: WorkCalendar
) -> list[Need]:
    return [need for need in needs_between(today, last, plans, calendar) if need.starts_at > at]


def _gaps(
    committee_id: int, needs: list[Need], shifts: list[Shift], published: set[tuple[int, date]]
) -> Gaps:
    covered = [need for need in needs if (committee_id, month_of(need.day)) in published]
    places = [Gap(one.day, Slot(one.slot), one) for one in shifts if one.person_id is None]
    places += [Gap(need.day, need.slot) for need in lacking(covered, shifts)]
    months = {month_of(need.day) for need in needs} - {
        month for owner, month in published if owner == committee_id
    }
    return Gaps(sorted(places, key=lambda gap: gap.day), sorted(months))


# A month and a week


@dataclass
class Day:
    """A day of the grid. `note`: the festival's name, or 上班 on a make-up Saturday."""

    on: date
    kind: DayKind
    note: str = ""
    inside: bool = True
    today: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def rest(self) -> bool:
        return self.kind != DayKind.WORKDAY


def days_of(
    first: date,
    last: date,
    lines: Iterable[Line],
    calendar: WorkCalendar,
    today: date,
    *,
    month: date | None = None,
) -> list[Day]:
    """All days from `first` to `last`, both included, each with its shifts."""
    by_day: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        by_day[line.shift.day].append(line)
    return [
        Day(
            on=day,
            kind=kind_of(day, calendar),
            note=_note(day, calendar),
            inside=month is None or month_of(day) == month,
            today=day == today,
            lines=by_day[day],
        )
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def _note(day: date, calendar: WorkCalendar) -> str:
    if day in calendar.work:
        return "上班"
    return calendar.names.get(day, "") if day in calendar.rest else ""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def grid_span(month: date) -> tuple[date, date]:
    """The Monday before the month's first day, and the Sunday after its last."""
    return monday_of(month), monday_of(last_day_of(month)) + timedelta(days=6)


def weeks_of(days: Sequence[Day]) -> list[Sequence[Day]]:
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def coverage(lines: Iterable[Line]) -> Figures:
    """接待点有人率 of the shifts on the page that are over."""
    over = [line.shift for line in lines if line.over]
    manned = [
        one for one in over if one.checked_in_at and one.checked_in_at <= one.starts_at + LATE_AFTER
    ]
    return Figures(len(manned), len(over))


def open_swaps(committee: Committee, at: datetime) -> list[Swap]:
    """Requests that wait for somebody, of shifts still ahead. One query."""
    return list(
        Swap.objects.filter(
            committee=committee,
            state__in=[SwapState.ASKED, SwapState.AGREED],
            shift__starts_at__gt=at,
        )
        .select_related("shift", "in_return", "giver", "taker", "asked_by", "answered_by")
        .order_by("shift__starts_at", "pk")
    )


def turns(committee: Committee, until: date) -> list[tuple[str, int]]:
    """(name, shifts in the twelve months to `until`) of those who take part, fewest first.

    Two queries.
    """
    names = dict(
        RotaMember.objects.filter(committee=committee)
        .filter(Q(until__isnull=True) | Q(until__gte=until))
        .values_list("person_id", "person__name")
    )
    counts = dict(
        Shift.objects.published()
        .filter(committee=committee, person__in=names)
        .between(until - timedelta(days=364), until)
        .order_by()
        .values_list("person_id")
        .annotate(Count("pk"))
    )
    return sorted(
        ((name, counts.get(person, 0)) for person, name in names.items()),
        key=lambda turn: (turn[1], turn[0]),
    )


def turn_words(counted: Sequence[tuple[str, int]]) -> str:
    """「这一年轮到最少的是赵国强（18 班），最多的是周桂英（20 班）。」"""
    if len(counted) < 2:
        return ""
    (least, few), (most, many) = counted[0], counted[-1]
    if few == many:
        return f"这一年大家轮到的一样多，都是 {few} 班。"
    return f"这一年轮到最少的是{least}（{few} 班），最多的是{most}（{many} 班）。"
