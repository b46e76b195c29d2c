"""Counting the clocks of cases and writing them down: in every act of a case, and for many cases
at once when the table or the calendar has changed. The same facts give the same rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from casework.cases.models import Case, CaseEvent
from casework.cases.planning import month_day
from casework.cases.reminding import remind_of
from casework.cases.states import CaseState, EventKind
from casework.clocks.rules import ENDS_A_PAUSE, Chosen, Happening, Limits, Standing, clocks
from casework.clocks.states import Mark, Unit
from casework.clocks.worktime import Limit
from casework.response.models import (
    CaseClock,
    ClockLevel,
    ClockRule,
    Escalation,
    Pause,
    Response,
    Rung,
)
from casework.response.rules import FACE_TO_FACE, GOES_ON, MARKS, level_of, matching, rung_at
from committees.calendar.querysets import work_calendar
from committees.people.models import User
from jiedao.common.workdays import WorkCalendar

CLOCK_FIELDS = (
    "started_at",
    "due_at",
    "first_due_at",
    "serious_at",
    "met_at",
    "times_late",
    "words",
    "escalate_at",
)
RESPONSE_FIELDS = ("unmatched", "chosen_on", "chosen_at", "counted_on")
AT_ONCE = 500
WHY_NIGHT = "夜里重新算过"
CASE_FIELDS = ("level", "due_on", "due_days", "due_why")


@dataclass(frozen=True)
class Table:
    """Everything the street has settled, read once. Four queries."""

    levels: dict[int, Limits]
    rules: list[ClockRule]
    rungs: dict[tuple[int, str], list[Rung]]
    calendar: WorkCalendar

    @classmethod
    def in_force(cls) -> "Table":
        rungs: dict[tuple[int, str], list[Rung]] = defaultdict(list)
        for rung in Rung.objects.all():
            rungs[rung.level, rung.clock].append(rung)
        levels = {row.level: row.limits for row in ClockLevel.objects.all()}
        return cls(levels, list(ClockRule.objects.all()), rungs, work_calendar())

    def rule_for(self, case: Case) -> ClockRule:
        return matching(self.rules, case.kind, case.cares, case.urgency)

    def limits_for(self, rule: ClockRule, level: int) -> Limits:
        """Those of the level; a rule's own days for the solving go with the rule's own level."""
        limits = self.levels[level]
        if rule.solve_days is None or rule.level != level:
            return limits
        return replace(limits, solve=Limit(rule.solve_days, Unit.DAYS))

    def rungs_of(self, level: int, clock: str, due_at: datetime) -> list[tuple[datetime, Rung]]:
        """When each rank hears of this clock, earliest first."""
        rungs = self.rungs.get((level, clock), ())
        times = [(rung_at(self.calendar, due_at, rung.limit), rung) for rung in rungs]
        return sorted(times, key=lambda one: (one[0], one[1].rank))


@dataclass
class _Kept:
    """What is stored about some cases, by case. Five queries however many."""

    responses: dict[int, Response] = field(default_factory=dict)
    events: dict[int, list[CaseEvent]] = field(default_factory=lambda: defaultdict(list))
    pauses: dict[int, list[Pause]] = field(default_factory=lambda: defaultdict(list))
    clocks: dict[tuple[int, str], CaseClock] = field(default_factory=dict)
    told: set[tuple[int, str, datetime, int]] = field(default_factory=set)

    @classmethod
    def about(cls, cases: Sequence[Case]) -> "_Kept":
        ids = [case.pk for case in cases]
        kept = cls({row.case_id: row for row in Response.objects.filter(case__in=ids)})
        for event in CaseEvent.objects.filter(case__in=ids, kind__in=MARKS).order_by("at", "pk"):
            kept.events[event.case_id].append(event)
        for pause in Pause.objects.filter(case__in=ids):
            kept.pauses[pause.case_id].append(pause)
        for clock in CaseClock.objects.filter(case__in=ids):
            kept.clocks[clock.case_id, clock.clock] = clock
        for row in Escalation.objects.filter(case__in=ids):
            kept.told.add((row.case_id, row.clock, row.due_at, row.rank))
        return kept


@dataclass
class _Writing:
    """Rows to write, gathered for all cases: only those that differ from what is stored."""

    fresh: dict[type[Any], list[Any]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[type[Any], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def put(self, row: Any, fields: Sequence[str], values: dict[str, Any]) -> None:
        differs = any(getattr(row, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is None:
            self.fresh[type(row)].append(row)
        elif differs:
            self.changed[type(row)].append(row)

    def write(self) -> None:
        for model, rows in self.fresh.items():
            model.objects.bulk_create(rows, batch_size=500)
        fields = {Response: RESPONSE_FIELDS, CaseClock: CLOCK_FIELDS, Pause: ("ended_at",)}
        for model, rows in self.changed.items():
            model.objects.bulk_update(rows, fields[model], batch_size=500)


def count_again(case: Case) -> str:
    """After each act: level, day and clocks of the case; its reminders move with the day.

    Called while the case is locked and before it is saved (`casework.cases.changing`).
    """
    before = case.due_on
    count_clocks([case], Table.in_force())
    if case.due_on != before and case.state != CaseState.CLOSED and case.is_kept:
        remind_of([case], now=timezone.now())
    return ""


def count_clocks(
    cases: Sequence[Case], table: Table, *, quietly_until: datetime | None = None
) -> None:
    """Put level, day and reason into the cases (unsaved) and write their clocks.

    `quietly_until`: rungs that were due before are written down as known, and nobody is told:
    for cases that were there before the ladder was.
    """
    counting = _Counting(table, _Kept.about(cases), quietly_until)
    for case in cases:
        counting.count(case)
    counting.writing.write()


def recount_open(
    why: str, *, by: User | None, at: datetime, table: Table | None = None
) -> "Recounted":
    """Every open case again, because the table or the calendar has changed.

    A case whose day moves gets a line that says why, and its reminders move along.
    """
    cases, changed = 0, 0
    table = table or Table.in_force()
    with transaction.atomic():
        rows = Case.objects.open().order_by("pk").select_related("committee", "owner")
        for batch in _batches(rows.select_for_update(of=("self",))):
            cases += len(batch)
            changed += _recount(batch, table, why, by, at)
    return Recounted(cases, changed)


def count_uncounted(at: datetime) -> int:
    """Open cases without clocks get theirs, and nobody is told of what was late before.

    There are some when the portal first learns of clocks, and after rows were loaded in bulk.
    """
    with transaction.atomic():
        rows = Case.objects.open().filter(response__isnull=True).order_by("pk")
        rows = rows.select_related("committee", "owner").select_for_update(of=("self",))
        batch = list(rows[:AT_ONCE])
        if batch:
            days = {case.pk: case.due_on for case in batch}
            count_clocks(batch, Table.in_force(), quietly_until=at)
            Case.objects.bulk_update(batch, CASE_FIELDS, batch_size=AT_ONCE)
            remind_of([case for case in batch if case.due_on != days[case.pk]], now=at)
    return len(batch)


def count_unheard(at: datetime) -> int:
    """Late clocks that nobody was told of, and for which nobody is to be told: counted again, so
    that they climb the ladder. Gives the cases; a second run in the same night finds none.

    There are some where a rung was added while its clocks were late already (casework 0018).
    """
    told = Escalation.objects.filter(
        case=OuterRef("case"), clock=OuterRef("clock"), due_at=OuterRef("due_at")
    )
    rungs = Rung.objects.filter(level=OuterRef("case__level"), clock=OuterRef("clock"))
    silent = CaseClock.objects.late(at).filter(~Exists(told), Exists(rungs), escalate_at=None)
    table = Table.in_force()
    with transaction.atomic():
        rows = Case.objects.open().filter(pk__in=silent.values("case")).order_by("pk")
        rows = rows.select_related("committee", "owner").select_for_update(of=("self",))
        batch = list(rows[:AT_ONCE])
        if batch:
            _recount(batch, table, WHY_NIGHT, None, at)
    return len(batch)


@dataclass(frozen=True)
class Recounted:
    """How many open cases were counted again, and how many days moved."""

    cases: int
    changed: int

    @property
    def words(self) -> str:
        """「没办结的事项重新算了 12 件，3 件的期限变了。」; empty without open cases."""
        if not self.cases:
            return ""
        moved = f"{self.changed} 件的期限变了" if self.changed else "期限都没有变"
        return f"没办结的事项重新算了 {self.cases} 件，{moved}。"


def _batches(rows: Iterable[Case]) -> Iterator[list[Case]]:
    batch: list[Case] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _recount(batch: list[Case], table: Table, why: str, by: User | None, at: datetime) -> int:
    days = {case.pk: case.due_on for case in batch}
    count_clocks(batch, table)
    Case.objects.bulk_update(batch, CASE_FIELDS, batch_size=AT_ONCE)
    moved = [case for case in batch if case.due_on != days[case.pk]]
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case=case,
            kind=EventKind.RECOUNTED,
            by=by,
            at=at,
            text=f"{why}，从 {month_day(days[case.pk])} 变成 {month_day(case.due_on)}",
        )
        for case in moved
    )
    remind_of(moved, now=at)
    return len(moved)


@dataclass
class _Counting:
    """One case after the other, with everything read before and everything written after."""

    table: Table
    kept: _Kept
    quietly_until: datetime | None
    writing: _Writing = field(default_factory=_Writing)

    def count(self, case: Case) -> None:
        response = self.kept.responses.get(case.pk) or Response(case=case)
        rule = self.table.rule_for(case)
        if response.level_by_id is None or case.harm:
            case.level = level_of(rule, harm=case.harm)
        limits = self.table.limits_for(rule, case.level)
        events, pauses = self.kept.events[case.pk], self.kept.pauses[case.pk]
        chosen = _chosen(case, response)
        found = clocks(happenings(case, events, pauses), limits, self.table.calendar, chosen)
        _put_day(case, found[-1], limits, chosen)
        values = {
            "unmatched": rule.fits_everything and response.level_by_id is None,
            "chosen_on": chosen.on if chosen else None,
            "chosen_at": chosen.at if chosen else None,
            "counted_on": case.due_on,
        }
        self.writing.put(response, RESPONSE_FIELDS, values)
        for pause in pauses:
            self.writing.put(pause, ("ended_at",), {"ended_at": _ended(pause, events)})
        for standing in found:
            self._put_clock(case, standing)

    def _put_clock(self, case: Case, standing: Standing) -> None:
        row = self.kept.clocks.get((case.pk, standing.clock))
        row = row or CaseClock(case=case, clock=standing.clock)
        values = {name: getattr(standing, name) for name in CLOCK_FIELDS if name != "escalate_at"}
        values["escalate_at"] = None if standing.met_at else self._next_rung(case, standing)
        self.writing.put(row, CLOCK_FIELDS, values)

    def _next_rung(self, case: Case, standing: Standing) -> datetime | None:
        """The first rung that has not heard of it yet."""
        for at, rung in self.table.rungs_of(case.level, standing.clock, standing.due_at):
            if (case.pk, standing.clock, standing.due_at, rung.rank) in self.kept.told:
                continue
            if self.quietly_until is None or at > self.quietly_until:
                return at
            known = Escalation(
                case=case,
                clock=standing.clock,
                due_at=standing.due_at,
                rank=rung.rank,
                at=self.quietly_until,
            )
            self.writing.fresh[Escalation].append(known)
        return None


def happenings(case: Case, events: Iterable[CaseEvent], pauses: Iterable[Pause]) -> list[Happening]:
    """The story of a case as its clocks read it.

    Who registers a case for herself has accepted it; who told it herself, at the desk, on the
    phone or at her door, was spoken with.
    """
    story = [Happening(case.opened_at, Mark.OPENED)]
    opening = next((event for event in events if event.kind == EventKind.OPENED), None)
    if opening is None or opening.to_id is None:
        story.append(Happening(case.opened_at, Mark.ACCEPTED))
    if case.source in FACE_TO_FACE and not case.on_behalf_of:
        story.append(Happening(case.opened_at, Mark.CONTACTED))
    story += [
        Happening(event.at, MARKS[event.kind]) for event in events if event.kind != EventKind.OPENED
    ]
    story += [Happening(event.at, Mark.RESUMED) for event in events if event.kind in GOES_ON]
    for pause in pauses:
        story.append(Happening(pause.since, Mark.PAUSED, pause.until))
        if pause.ended_at is not None:
            story.append(Happening(pause.ended_at, Mark.RESUMED))
    return story


def _chosen(case: Case, response: Response) -> Chosen | None:
    """The day a person chose: one that was not counted here, and that no working days led to."""
    if case.due_on == response.counted_on:
        if response.chosen_on is None or response.chosen_at is None:
            return None
        return Chosen(response.chosen_on, response.chosen_at)
    if case.due_days is not None:
        return None
    acts = CaseEvent.objects.filter(case=case, kind=EventKind.DEADLINE).order_by("-at")
    last = acts.values_list("at", flat=True).first() or case.opened_at
    return Chosen(case.due_on, last)


def _put_day(case: Case, solve: Standing, limits: Limits, chosen: Chosen | None) -> None:
    case.due_on, case.due_why = timezone.localdate(solve.due_at), solve.words
    counted = chosen is None and limits.solve.unit == Unit.DAYS
    case.due_days = limits.solve.amount if counted and solve.due_at == solve.first_due_at else None


def _ended(pause: Pause, events: Iterable[CaseEvent]) -> datetime | None:
    """A word of the resident, the wish to close and the closing end a pause, as in the rules."""
    if pause.ended_at is not None:
        return pause.ended_at
    ends = [
        event.at
        for event in events
        if (MARKS[event.kind] in ENDS_A_PAUSE or event.kind in GOES_ON)
        and pause.since <= event.at < pause.until
    ]
    return min(ends, default=None)
