"""A month and a week of the rota, what is being swapped, and whose turn it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from casework.duty.lines import Line
from casework.duty.models import RotaMember, Shift, Swap
from casework.duty.rules import (
    DayKind,
    kind_of,
    last_day_of,
    month_of,
)
from casework.duty.states import SwapState
from committees.territory.models import Committee
from jiedao.common.workdays import WorkCalendar


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
