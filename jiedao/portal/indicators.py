"""The street's figures: one grouped query for all committees, levels from integers.

Nothing is stored that is computed here. Every count has its list in `drill`, made from the same
base query (`counted`), so that a number and the rows behind it cannot part.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Min, Q, QuerySet

from casework.cases.models import Case
from casework.duty.figures import ended_shifts, shift_figures
from casework.duty.models import Shift
from casework.log.models import LogEntry
from casework.log.states import LogKind
from committees.calendar.querysets import work_calendar
from committees.indicators.models import Indicator
from committees.indicators.rules import (
    Level,
    level_of,
    rate_level,
    rate_words,
)
from committees.indicators.states import IndicatorKey
from committees.territory.models import Street
from jiedao.common.dates import cn_day
from jiedao.common.workdays import WorkCalendar
from jiedao.portal.counted import (
    AGES,
    SOON_DAYS,
    age_filter,
    due_items,
    home_visits,
    open_cases,
    unwritten_days,
)
from jiedao.portal.heat import Cell, Row, contacted_words, in_order
from jiedao.portal.periods import Period
from jiedao.portal.scope import Scope
from meetings.convening.models import Meeting
from meetings.convening.querysets import representatives_held
from meetings.disclosure.board import missing
from meetings.disclosure.models import Account
from meetings.kinds.querysets import times_a_year
from meetings.kinds.states import KindKey
from meetings.resolutions.models import ActionItem, Resolution
from meetings.resolutions.querysets import IN_TIME

WEEKS = 12


# The columns


class Figures:
    """All figures of a scope, read once: a column is computed only where its records exist."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The columns: in use, and with at least one record of their kind on the street."""
        there = self._records_exist
        return [one for one in Indicator.objects.in_use() if there.get(one.key)]

    @cached_property
    def _records_exist(self) -> dict[str, bool]:
        """One query: is there any record of each kind on the whole street?"""
        entries = LogEntry.objects.kept()
        found = Street.objects.values_list(
            Exists(Shift.objects.published().ended(self.scope.now)),
            Exists(entries),
            Exists(entries.filter(kind=LogKind.HOME)),
            Exists(Case.objects.kept()),
            Exists(Meeting.objects.filter(kind__key=KindKey.REPRESENTATIVES)),
            Exists(ActionItem.objects.all()),
            ExpressionWrapper(
                Q(Exists(Resolution.objects.to_publish())) | Q(Exists(Account.objects.all())),
                output_field=BooleanField(),
            ),
        ).first()
        return dict(zip(IndicatorKey.values, found or [False] * len(IndicatorKey), strict=True))

    def has(self, key: IndicatorKey) -> bool:
        return any(indicator.key == key for indicator in self.indicators)

    @cached_property
    def rows(self) -> list[Row]:
        return in_order(
            Row(
                committee,
                tuple(
                    COLUMNS[IndicatorKey(indicator.key)](self, indicator, committee)
                    for indicator in self.indicators
                ),
                contacted_words(committee.contacted_at, self.scope.now),
            )
            for committee in self.scope.committees
        )

    @cached_property
    def calendar(self) -> WorkCalendar:
        return work_calendar()

    @cached_property
    def shifts(self) -> dict[int, tuple[int, int]]:
        """{committee: (manned, ended)}. One grouped query."""
        return self.shifts_in(self.scope.period)

    def shifts_in(self, period: Period) -> dict[int, tuple[int, int]]:
        scope = self.scope
        counted = shift_figures(scope.committees, period.first, period.last, scope.now)
        return {pk: (one.manned, one.ended) for pk, one in counted.items()}

    @cached_property
    def visits(self) -> tuple[dict[int, int], dict[int, int]]:
        """({committee: households this period}, {committee: households the month before})."""
        period = self.scope.period
        both = Period(period.before.first, period.last, period.today)
        grouped: Any = (
            home_visits(both)
            .filter(committee__in=self.scope.ids)
            .order_by()
            .values("committee")
            .annotate(**_households("now", period), **_households("old", period.before))
        )
        now, before = {}, {}
        for row in grouped:
            now[row["committee"]] = row["now_known"] + row["now_said"]
            before[row["committee"]] = row["old_known"] + row["old_said"]
        return now, before

    @cached_property
    def _case_rows(self) -> dict[int, dict[str, Any]]:
        """{committee: counts of its open cases, and the earliest deadline}. One grouped query."""
        today = self.scope.today
        grouped: Any = (
            open_cases()
            .filter(committee__in=self.scope.ids)
            .order_by()
            .values("committee")
            .annotate(
                first_due=Min("due_on"),
                open=Count("pk"),
                overdue=Count("pk", filter=Q(due_on__lt=today)),
                soon=Count("pk", filter=Q(due_on__lte=today + timedelta(days=SOON_DAYS))),
                **{age.key: Count("pk", filter=age_filter(age, today)) for age in AGES},
            )
        )
        return {row["committee"]: row for row in grouped}

    def overdue_of(self, committee: Any) -> tuple[int, int]:
        """(cases past their deadline, days since the earliest one)."""
        row = self._case_rows.get(committee.pk)
        if row is None or not row["overdue"]:
            return 0, 0
        return row["overdue"], (self.scope.today - row["first_due"]).days

    def all_cases(self, name: str) -> int:
        """`open`, `overdue`, `soon`, or the key of an age, of the whole scope."""
        return sum(row[name] for row in self._case_rows.values())

    @cached_property
    def representatives(self) -> dict[int, int]:
        return representatives_held(self.scope.committees, self.scope.period.last.year)

    @cached_property
    def times_a_year(self) -> int:
        """How many of them the rules of the kind ask for. One query."""
        day = min(self.scope.period.last, self.scope.today)
        return times_a_year(KindKey.REPRESENTATIVES, day)

    @cached_property
    def items(self) -> dict[int, tuple[int, int]]:
        """{committee: (settled in time, due)}. One grouped query."""
        due = due_items(self.scope.period, self.scope.today).filter(committee__in=self.scope.ids)
        grouped = due.order_by().values_list("committee")
        in_time = Count("pk", filter=IN_TIME)
        return {pk: (good, n) for pk, good, n in grouped.annotate(good=in_time, n=Count("pk"))}

    @cached_property
    def undisclosed(self) -> dict[int, int]:
        """{committee: what should be public and is not}. Four queries."""
        found = missing(self.scope.committees, self.scope.now)
        return {pk: len(duties) for pk, duties in found.items()}

    @cached_property
    def all_shifts(self) -> tuple[int, int]:
        return (
            sum(manned for manned, _ in self.shifts.values()),
            sum(ended for _, ended in self.shifts.values()),
        )

    def weeks(self) -> list[tuple[Period, int, int]]:
        """(week, manned, ended) of the last twelve weeks, the oldest first. Two queries."""
        monday = self.scope.today - timedelta(days=self.scope.today.weekday())
        first = monday - timedelta(weeks=WEEKS - 1)
        span = Period(first, self.scope.today, self.scope.today)
        ended = ended_shifts(span.first, span.last, self.scope.now).filter(
            committee__in=self.scope.ids
        )
        whole = _by_week(ended)
        manned = _by_week(ended.manned())
        mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
        return [
            (Period(day, day + timedelta(days=6), self.scope.today), manned[day], whole[day])
            for day in mondays
        ]


def _counted(rows: "QuerySet[Any]") -> dict[int, int]:
    return dict(rows.order_by().values_list("committee").annotate(n=Count("pk")))


def _by_week(rows: "QuerySet[Any]") -> Counter[date]:
    weeks: Counter[date] = Counter()
    for day, n in rows.order_by().values_list("day").annotate(n=Count("pk")):
        weeks[day - timedelta(days=day.weekday())] += n
    return weeks


def _households(name: str, period: Period) -> dict[str, Count]:
    inside = Q(happened_on__gte=period.first, happened_on__lte=period.last)
    return {
        f"{name}_known": Count("household", distinct=True, filter=inside),
        f"{name}_said": Count("who", distinct=True, filter=inside & Q(household__isnull=True)),
    }


def _manned(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    scope = figures.scope
    manned, ended = figures.shifts.get(committee.pk, (0, 0))
    return Cell(
        indicator.key,
        indicator.name,
        rate_words(manned, ended, "班"),
        rate_level(manned, ended, indicator.limits),
        f"{scope.period.words}接待点 {ended} 班，有人的 {manned} 班",
        scope.list_of_one("manned", committee, period=scope.period.key),
        manned,
        ended,
    )


def _unwritten(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    scope, last = figures.scope, committee.last_entry_on
    days = len(unwritten_days(last, scope.today, figures.calendar))
    if last is None:
        words, level, reason = "没记过", Level.ALARM, "还没有记过一笔"
    else:
        words, level = f"{days} 天", level_of(days, indicator.limits)
        reason = f"上次记到 {cn_day(last, scope.today)}，过了 {days} 个工作日"
    href = scope.list_of_one("unwritten", committee)
    return Cell(indicator.key, indicator.name, words, level, reason, href, days)


def _visits(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    scope = figures.scope
    n = figures.visits[0].get(committee.pk, 0)
    judged = not scope.period.is_current or scope.today.day >= indicator.judged_from
    return Cell(
        indicator.key,
        indicator.name,
        f"{n} 户",
        level_of(n, indicator.limits) if judged else Level.NORMAL,
        f"{scope.period.words}走访 {n} 户",
        scope.list_of_one("visits", committee, period=scope.period.key),
        n,
    )


def _overdue(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    n, days = figures.overdue_of(committee)
    return Cell(
        indicator.key,
        indicator.name,
        f"{n} 件",
        level_of(n, indicator.limits),
        f"{n} 件事项超期，最久超 {days} 天" if n else "没有超期的事项",
        figures.scope.list_of_one("overdue", committee),
        n,
    )


def _representatives(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    scope = figures.scope
    n, year = figures.representatives[committee.pk], scope.period.last.year
    judged = year < scope.today.year or scope.today.month >= indicator.judged_from
    missing = max(figures.times_a_year - n, 0)
    return Cell(
        indicator.key,
        indicator.name,
        f"{n} / {figures.times_a_year}" if figures.times_a_year else f"{n} 次",
        level_of(n, indicator.limits) if judged else Level.NORMAL,
        f"{year}年开过 {n} 次居民代表会议" + (f"，还差 {missing} 次" if missing else ""),
        scope.list_of_one("representatives", committee, period=scope.period.key),
        n,
    )


def _items(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    scope = figures.scope
    good, whole = figures.items.get(committee.pk, (0, 0))
    return Cell(
        indicator.key,
        indicator.name,
        rate_words(good, whole, "件"),
        rate_level(good, whole, indicator.limits),
        f"{scope.period.words}到期的商定事项 {whole} 件，按期办好 {good} 件",
        scope.list_of_one("items", committee, period=scope.period.key),
        good,
        whole,
    )


def _disclosure(figures: Figures, indicator: Indicator, committee: Any) -> Cell:
    n = figures.undisclosed.get(committee.pk, 0)
    return Cell(
        indicator.key,
        indicator.name,
        f"缺 {n} 项" if n else "齐",
        level_of(n, indicator.limits),
        f"有 {n} 项该公开的还没有公开" if n else "该公开的都公开了",
        figures.scope.list_of_one("disclosure", committee),
        n,
    )


COLUMNS: dict[IndicatorKey, Callable[[Figures, Indicator, Any], Cell]] = {
    IndicatorKey.MANNED: _manned,
    IndicatorKey.UNWRITTEN: _unwritten,
    IndicatorKey.VISITS: _visits,
    IndicatorKey.OVERDUE: _overdue,
    IndicatorKey.REPRESENTATIVES: _representatives,
    IndicatorKey.ITEMS: _items,
    IndicatorKey.DISCLOSURE: _disclosure,
}
