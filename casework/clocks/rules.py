"""From what happened to the four clocks of a case. Pure: the same facts give the same clocks.

- Accept and contact belong to the first opening and never rest: nobody may pause a case before
  the resident has been spoken to.
- The update clock begins with the first contact, so it can never overrule it.
- Solve and update begin anew when a case is reopened, and rest during a pause; a pause that
  begins after the clock was due changes nothing.
- A pause ends when the resident speaks to us, by whatever channel.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from casework.clocks.states import Clock, Mark, Unit
from casework.clocks.worktime import Due, Limit, Skipped, after, end_of, taken_by_pause
from jiedao.common.workdays import WorkCalendar

SERIOUS = 3
"""Seriously late: three times the limit has passed (CAPABILITIES 58)."""

TAKES_IT = frozenset({Mark.ACCEPTED, Mark.CONTACTED, Mark.UPDATED, Mark.PAUSED, Mark.CLOSED})
SPOKE = frozenset({Mark.CONTACTED, Mark.REPLIED, Mark.CLOSED})
TOLD = frozenset({Mark.CONTACTED, Mark.UPDATED})
ENDS_A_PAUSE = frozenset({Mark.RESUMED, Mark.REPLIED, Mark.CLOSED})
ORDER = {mark: place for place, mark in enumerate(Mark)}


@dataclass(frozen=True)
class Happening:
    """Something that moved a clock. `until`: when a pause ends by itself."""

    at: datetime
    mark: Mark
    until: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """What a level promises."""

    accept: Limit
    contact: Limit
    update: Limit
    solve: Limit

    def of(self, clock: Clock) -> Limit:
        limit: Limit = getattr(self, clock.value)
        return limit


@dataclass(frozen=True)
class Chosen:
    """A day somebody chose for the solving, and when she chose it."""

    on: date
    at: datetime


@dataclass(frozen=True)
class Rest:
    """One pause as it counts: from when to when."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Standing:
    """Where one clock stands.

    `first_due_at` is the promise before any pause. `met_at` is None while it runs. `times_late`
    counts every promise that was missed in earlier rounds, and met late in this one.
    """

    clock: Clock
    started_at: datetime
    due_at: datetime
    first_due_at: datetime
    serious_at: datetime
    met_at: datetime | None
    words: str
    times_late: int = 0

    def is_late(self, now: datetime) -> bool:
        return (self.met_at or now) > self.due_at

    def is_seriously_late(self, now: datetime) -> bool:
        return (self.met_at or now) > self.serious_at


def clocks(
    happenings: Iterable[Happening],
    limits: Limits,
    calendar: WorkCalendar,
    chosen: Chosen | None = None,
) -> list[Standing]:
    """The clocks that have begun, in their order. Nothing happened: no clock."""
    story = sorted(set(happenings), key=lambda one: (one.at, ORDER[one.mark]))
    opened = next((one.at for one in story if one.mark == Mark.OPENED), None)
    if opened is None:
        return []
    story = [one for one in story if one.at >= opened]
    count = _Count(calendar, limits, rests_of(story))
    contact = count.once(Clock.CONTACT, opened, _first(story, SPOKE))
    found = [count.once(Clock.ACCEPT, opened, _first(story, TAKES_IT)), contact]
    if contact.met_at is not None:
        found.append(count.update(story, contact.met_at))
    found.append(count.solve(story, opened, chosen))
    return found


def rests_of(story: Sequence[Happening]) -> list[Rest]:
    """The pauses, earliest first and without overlaps; a word of the resident ends one."""
    rests: list[Rest] = []
    for one in sorted(story, key=lambda each: (each.at, ORDER[each.mark])):
        if one.mark != Mark.PAUSED or one.until is None:
            continue
        ends = [each.at for each in story if each.mark in ENDS_A_PAUSE and each.at >= one.at]
        since = max([one.at, *(rest.until for rest in rests)])
        until = min([one.until, *ends])
        if until > since:
            rests.append(Rest(since, until))
    return rests


def _first(story: Sequence[Happening], marks: frozenset[Mark]) -> datetime | None:
    return next((one.at for one in story if one.mark in marks), None)


@dataclass(frozen=True)
class _Count:
    calendar: WorkCalendar
    limits: Limits
    rests: list[Rest]

    def once(self, clock: Clock, opened: datetime, met_at: datetime | None) -> Standing:
        """A clock that runs one time and never rests."""
        limit = self.limits.of(clock)
        due = after(self.calendar, opened, limit)
        late = int(met_at is not None and met_at > due.at)
        serious = after(self.calendar, opened, limit.times(SERIOUS)).at
        return Standing(clock, opened, due.at, due.at, serious, met_at, explain(limit, due), late)

    def update(self, story: Sequence[Happening], spoken_at: datetime) -> Standing:
        """From the last word to the resident to the next; how often it came too late."""
        last, met_at, late = spoken_at, None, 0
        for one in story:
            if one.at < spoken_at or one.mark not in TOLD | {Mark.CLOSED, Mark.REOPENED}:
                continue
            if met_at is None and one.at > self._rested(Clock.UPDATE, last)[0].at:
                late += 1
            if one.mark == Mark.CLOSED:
                met_at = one.at
            else:
                last, met_at = one.at, None
        due, rested = self._rested(Clock.UPDATE, last)
        return self._standing(Clock.UPDATE, last, due, rested, met_at, late)

    def solve(
        self, story: Sequence[Happening], opened: datetime, chosen: Chosen | None
    ) -> Standing:
        """From the opening, or the last reopening, to the closing."""
        starts = [opened, *(one.at for one in story if one.mark == Mark.REOPENED)]
        late = 0
        for number, start in enumerate(starts):
            following = starts[number + 1] if number + 1 < len(starts) else None
            met_at = next(
                (
                    one.at
                    for one in story
                    if one.mark == Mark.CLOSED
                    and one.at >= start
                    and (following is None or one.at <= following)
                ),
                None,
            )
            if chosen is not None and following is None and chosen.at >= start:
                standing = self._chosen(chosen, start, met_at, late)
            else:
                due, rested = self._rested(Clock.SOLVE, start)
                standing = self._standing(Clock.SOLVE, start, due, rested, met_at, late)
            ended = met_at or following
            late += int(ended is not None and ended > standing.due_at)
        return replace(standing, times_late=late)

    def _standing(
        self,
        clock: Clock,
        start: datetime,
        due: Due,
        rested: int,
        met_at: datetime | None,
        late: int,
    ) -> Standing:
        limit = self.limits.of(clock)
        first = after(self.calendar, start, limit).at
        serious = after(self.calendar, start, limit.times(SERIOUS), rested).at
        return Standing(
            clock, start, due.at, first, serious, met_at, explain(limit, due, rested), late
        )

    def _rested(self, clock: Clock, start: datetime) -> tuple[Due, int]:
        """When the clock is due, and how much of its unit the pauses added.

        A pause counts only when it begins before the clock is due.
        """
        limit, rested = self.limits.of(clock), 0
        due = after(self.calendar, start, limit)
        for rest in self.rests:
            if rest.until <= start:
                continue
            if rest.since >= due.at:
                break
            since = max(rest.since, start)
            rested += taken_by_pause(self.calendar, since, rest.until, limit.unit)
            due = after(self.calendar, start, limit, rested)
        return due, rested

    def _chosen(
        self, chosen: Chosen, start: datetime, met_at: datetime | None, late: int
    ) -> Standing:
        """The day a person chose; a pause that began afterwards and in time moves it on."""
        due, rested = Due(end_of(chosen.on)), 0
        for rest in self.rests:
            if rest.since < chosen.at:
                continue
            if rest.since >= due.at:
                break
            rested += taken_by_pause(self.calendar, rest.since, rest.until, Unit.DAYS)
            moved = self.calendar.add(chosen.on, rested) if rested else None
            if moved is not None:
                due = Due(end_of(moved.on), moved.skipped, moved.unknown_years)
        begun = timezone.localdate(start)
        span = max(1, self.calendar.workdays_between(begun, timezone.localdate(due.at)))
        serious = self.calendar.add(timezone.localdate(due.at), span * (SERIOUS - 1)).on
        words = f"原定 {_day(chosen.on)}{rest_words(rested, Unit.DAYS)}" if rested else ""
        first = end_of(chosen.on)
        return Standing(Clock.SOLVE, start, due.at, first, end_of(serious), met_at, words, late)


def explain(limit: Limit, due: Due, rested: int = 0) -> str:
    """「10 个工作日，因为跳过 11月28日 周六、11月29日 周日」 (CAPABILITIES 60)."""
    text = limit.words + rest_words(rested, limit.unit)
    if due.skipped:
        text += f"，因为跳过 {skipped_words(due.skipped)}"
    for year in due.unknown_years:
        text += f"；{year}年的放假通知还没有录入，日期可能会变"
    return text


def rest_words(rested: int, unit: Unit) -> str:
    """「，加上暂停的 3 个工作日」; empty without a pause."""
    if not rested:
        return ""
    if unit == Unit.DAYS:
        return f"，加上暂停的 {rested} 个工作日"
    return f"，加上暂停的 {Limit(rested, Unit.MINUTES).words}"


def skipped_words(skipped: Skipped) -> str:
    """Days in a row with the same reason in one: 「10月1日至10月7日 国庆节」."""
    runs: list[tuple[date, date, str]] = []
    for day, why in skipped:
        if runs and runs[-1][2] == why and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day, why)
        else:
            runs.append((day, day, why))
    return "、".join(
        f"{_day(first)} {why}" if first == last else f"{_day(first)}至{_day(last)} {why}"
        for first, last, why in runs
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
