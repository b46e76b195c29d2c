"""Adding and measuring time in minutes, working hours and working days. Pure.

Days are counted as 民法典 (2020) arts. 201 and 203 say: the day of the event is not counted, and
what would end on a rest day ends on the next working day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from casework.clocks.states import Unit
from jiedao.common.workdays import WorkCalendar

OFFICE_FROM, OFFICE_TO = time(9, 0), time(17, 0)
"""Working hours run between these, on a working day; a day is over at the second."""
HOUR = 60
ONE_DAY = timedelta(days=1)
NO_MINUTES = timedelta(0)
Skipped = tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Limit:
    """So many minutes, working hours or working days. 0 working days: before the office closes."""

    amount: int
    unit: Unit

    @property
    def words(self) -> str:
        """「30 分钟」, 「24 小时」, 「2 个工作小时」, 「当天下班前」, 「5 个工作日」."""
        if self.unit == Unit.DAYS:
            return f"{self.amount} 个工作日" if self.amount else "当天下班前"
        if self.unit == Unit.HOURS:
            return f"{self.amount} 个工作小时"
        whole = self.amount >= HOUR and self.amount % HOUR == 0
        return f"{self.amount // HOUR} 小时" if whole else f"{self.amount} 分钟"

    def times(self, factor: int) -> "Limit":
        """The same limit so many times; 「当天」 counts as one day."""
        return Limit(max(1, self.amount) * factor, self.unit)


@dataclass(frozen=True)
class Due:
    """An instant, the rest days passed over on the way, and years without an official notice."""

    at: datetime
    skipped: Skipped = ()
    unknown_years: tuple[int, ...] = ()


def end_of(day: date) -> datetime:
    """17:00 in Shanghai."""
    return timezone.make_aware(datetime.combine(day, OFFICE_TO))


def start_of(day: date) -> datetime:
    """9:00 in Shanghai."""
    return timezone.make_aware(datetime.combine(day, OFFICE_FROM))


def after(calendar: WorkCalendar, since: datetime, limit: Limit, rested: int = 0) -> Due:
    """When the limit is over. `rested`: what a pause adds, in the limit's unit (see `measure`)."""
    if limit.unit == Unit.MINUTES:
        return Due(since + timedelta(minutes=limit.amount + rested))
    if limit.unit == Unit.HOURS:
        return _office_minutes_after(calendar, since, limit.amount * HOUR + rested)
    day = timezone.localdate(since)
    amount = limit.amount + rested
    if limit.amount == 0 and since > end_of(day):
        amount += 1
    due = calendar.add(day, amount)
    return Due(end_of(due.on), due.skipped, due.unknown_years)


def measure(calendar: WorkCalendar, since: datetime, until: datetime, unit: Unit) -> int:
    """How much of the unit passes between two instants: minutes, office minutes, working days."""
    if until <= since:
        return 0
    if unit == Unit.MINUTES:
        return _minutes(until - since)
    first, last = timezone.localdate(since), timezone.localdate(until)
    if unit == Unit.DAYS:
        return calendar.workdays_between(first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    open_days = [day for day in days if calendar.is_workday(day)]
    spans = (min(until, end_of(day)) - max(since, start_of(day)) for day in open_days)
    return sum(_minutes(span) for span in spans if span > NO_MINUTES)


def taken_by_pause(calendar: WorkCalendar, since: datetime, until: datetime, unit: Unit) -> int:
    """How much of the unit a pause took. Of days, those that it began on or passed over in office
    time; the day on which work goes on again is not one of them. A pause of a weekend, or one
    from Monday night to Tuesday morning, took nothing.
    """
    if unit != Unit.DAYS:
        return measure(calendar, since, until, unit)
    first, last = timezone.localdate(since), timezone.localdate(until)
    if since >= end_of(first):
        first += ONE_DAY
    if until < end_of(last):
        last -= ONE_DAY
    if until <= since or last < first:
        return 0
    return calendar.workdays_between(first - ONE_DAY, last)


def _minutes(span: timedelta) -> int:
    """Whole minutes, rounded down: a pause never gives more than it took."""
    return span // timedelta(minutes=1)


def _office_minutes_after(calendar: WorkCalendar, since: datetime, minutes: int) -> Due:
    left, day, skipped = timedelta(minutes=minutes), timezone.localdate(since), []
    first = day
    while True:
        if calendar.is_workday(day):
            begin = max(since, start_of(day))
            room = end_of(day) - begin
            if room >= NO_MINUTES and left <= room:
                break
            left -= max(room, NO_MINUTES)
        else:
            skipped.append((day, calendar.off_reason(day)))
        day += timedelta(days=1)
    years = tuple(y for y in range(first.year, day.year + 1) if not calendar.covers(y))
    return Due(begin + left, tuple(skipped), years)
