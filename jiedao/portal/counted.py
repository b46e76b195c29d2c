"""What the street's figures count: one base query for a number and for the list behind it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.cases.models import Case
from casework.log.models import LogEntry
from casework.log.states import LogKind
from jiedao.common.workdays import WorkCalendar
from jiedao.portal.periods import Period, midnight
from meetings.resolutions.models import ActionItem

SOON_DAYS = 3
"""From so many days before its deadline a case is 快到期 (UX C.4)."""


@dataclass(frozen=True)
class Age:
    """How long a case has been open, in days; both ends count."""

    key: str
    words: str
    youngest: int
    oldest: int | None


AGES = (
    Age("to7", "7 天以内", 0, 7),
    Age("to15", "8–15 天", 8, 15),
    Age("to30", "16–30 天", 16, 30),
    Age("over30", "30 天以上", 31, None),
)


def home_visits(period: Period) -> "QuerySet[LogEntry]":
    """Visits of the period at which somebody was at home and the household is known."""
    entries: QuerySet[LogEntry] = (
        LogEntry.objects.kept()
        .between(period.first, period.last)
        .filter(kind=LogKind.HOME, nobody_home=False)
        .filter(Q(household__isnull=False) | ~Q(who=""))
    )
    return entries


def last_visits(period: Period) -> "QuerySet[LogEntry]":
    """One entry for each household visited in the period: the last."""
    newer = Q(happened_on__gt=OuterRef("happened_on")) | Q(
        happened_on=OuterRef("happened_on"), pk__gt=OuterRef("pk")
    )
    visits = home_visits(period)
    same_household = visits.filter(newer, household=OuterRef("household"))
    same_words = visits.filter(
        newer,
        household__isnull=True,
        committee=OuterRef("committee"),
        who=OuterRef("who"),
    )
    return visits.filter(
        Q(household__isnull=False) & ~Exists(same_household)
        | Q(household__isnull=True) & ~Exists(same_words)
    )


def due_items(period: Period, today: date) -> "QuerySet[ActionItem]":
    """Items of the period whose day is over; dropped ones count nowhere."""
    last = min(period.last, today - timedelta(days=1))
    items: QuerySet[ActionItem] = ActionItem.objects.due_between(period.first, last)
    return items


def open_cases() -> "QuerySet[Case]":
    cases: QuerySet[Case] = Case.objects.open()
    return cases


def of_age(cases: "QuerySet[Case]", key: str, today: date) -> "QuerySet[Case]":
    """Cases opened so many days ago (`AGES`); an unknown key gives none."""
    wanted = next((bucket for bucket in AGES if bucket.key == key), None)
    return cases.filter(age_filter(wanted, today)) if wanted else cases.none()


def age_filter(bucket: Age, today: date) -> Q:
    opened = Q()
    if bucket.youngest:
        opened &= Q(opened_at__lt=midnight(today - timedelta(days=bucket.youngest - 1)))
    if bucket.oldest is not None:
        opened &= Q(opened_at__gte=midnight(today - timedelta(days=bucket.oldest)))
    return opened


def unwritten_days(last: date | None, today: date, calendar: WorkCalendar) -> list[date]:
    """Working days since the last entry, the newest first; empty when nothing was ever written."""
    if last is None:
        return []
    span = (today - last).days
    days = (today - timedelta(days=back) for back in range(max(span, 0)))
    return [day for day in days if calendar.is_workday(day)]
