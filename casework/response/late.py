"""What is late, by case and by committee; late and seriously late are questions to an index."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as DbCase
from django.db.models import Count, Exists, OuterRef, SmallIntegerField, Value, When

from casework.cases.models import Case
from casework.cases.querysets import CaseQuerySet
from casework.cases.shown import Shown, shown_to
from casework.clocks.states import Clock, Level
from casework.response.escalating import MISSED
from casework.response.models import CaseClock
from committees.people.models import User
from committees.territory.models import Committee

LATE_FIRST = ("weight", "due_on", "id")
"""Seriously late first, then whose day passed longest ago."""

KINDS = {
    "serious": "严重超期",
    "late": "超期",
    "contact": "没联系居民",
    "grave": "一二级在办",
    "harm": "伤害没报告",
}


@dataclass(frozen=True)
class LateRow:
    """One case, what of it is late in words, and whether seriously."""

    shown: Shown
    missed: list[str]
    serious: bool


def late_cases(rows: CaseQuerySet, kind: str, at: datetime) -> CaseQuerySet:
    """The open cases behind one figure; the count of a figure is the length of this list."""
    open_rows = rows.open()
    if kind == "grave":
        return open_rows.filter(level__lte=Level.SECOND)
    if kind == "harm":
        return open_rows.filter(harm=True, harm_reports__isnull=True)
    running = CaseClock.objects.filter(met_at__isnull=True)
    if kind == "serious":
        running = running.filter(serious_at__lt=at)
    elif kind == "contact":
        running = running.filter(clock=Clock.CONTACT, due_at__lt=at)
    else:
        running = running.filter(due_at__lt=at)
    return open_rows.filter(pk__in=running.values("case"))


def in_late_order(rows: CaseQuerySet, at: datetime) -> CaseQuerySet:
    """With `weight`, 0 for a case of which something is seriously late, to page by LATE_FIRST."""
    serious = CaseClock.objects.filter(case=OuterRef("pk"), met_at__isnull=True, serious_at__lt=at)
    weighed: CaseQuerySet = rows.annotate(
        weight=DbCase(
            When(Exists(serious), then=Value(0)),
            default=Value(1),
            output_field=SmallIntegerField(),
        )
    )
    return weighed


def rows_of(cases: Iterable[Case], reader: User, at: datetime) -> list[LateRow]:
    """With what is late of each. One query for all clocks."""
    cases = list(cases)
    missed: dict[int, list[CaseClock]] = defaultdict(list)
    late = CaseClock.objects.filter(case__in=cases, met_at__isnull=True, due_at__lt=at)
    for clock in late.order_by("due_at"):
        missed[clock.case_id].append(clock)
    return [
        LateRow(
            shown_to(reader, case, at),
            [MISSED[Clock(clock.clock)] for clock in missed[case.pk]],
            any(clock.serious_at < at for clock in missed[case.pk]),
        )
        for case in cases
    ]


@dataclass(frozen=True)
class CommitteeRow:
    """One of the 34: how many open cases, and how many of each kind need somebody."""

    committee: Committee
    open: int
    counts: dict[str, int]


def street_table(reader: User, at: datetime) -> list[CommitteeRow]:
    """The 34 in the street's order. One query for each figure."""
    visible = Case.objects.visible_to(reader)
    figures: dict[str, Counter[int]] = {
        kind: _by_committee(late_cases(visible, kind, at)) for kind in KINDS
    }
    all_open = _by_committee(visible.open())
    return [
        CommitteeRow(
            committee,
            all_open[committee.pk],
            {kind: figures[kind][committee.pk] for kind in KINDS},
        )
        for committee in Committee.objects.in_street_order()
    ]


def _by_committee(rows: Any) -> Counter[int]:
    counted = rows.order_by().values("committee").annotate(n=Count("pk", distinct=True))
    return Counter({row["committee"]: row["n"] for row in counted})
