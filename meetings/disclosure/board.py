"""What each committee owes its residents to read, and what is missing (居务公开)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone

from committees.calendar.querysets import work_calendar
from committees.notices.models import Notice
from committees.notices.policies import has_appeared
from committees.notices.states import NoticeState
from committees.territory.models import Committee
from meetings.disclosure.models import Account
from meetings.disclosure.rules import Quarter, quarters_due
from meetings.disclosure.states import Standing
from meetings.resolutions.models import Resolution

SHOWN = 20
COLOURS = {
    Standing.PUBLISHED: "green",
    Standing.IN_HAND: "blue",
    Standing.TO_DO: "grey",
    Standing.MISSING: "red",
}


@dataclass(frozen=True)
class Duty:
    """One thing to publish: an outcome, or the accounts of a quarter (of which there may be none).

    `resolution` or `account` is the row behind it; neither for a quarter nobody wrote down.
    """

    committee_id: int
    title: str
    publish_by: date
    standing: Standing
    resolution: Resolution | None = None
    account: Account | None = None
    quarter: Quarter | None = None
    notice: Notice | None = None

    @property
    def is_missing(self) -> bool:
        return self.standing == Standing.MISSING

    @property
    def colour(self) -> str:
        return COLOURS[self.standing]


def standing_of(notice: Notice | None, publish_by: date, at: datetime) -> Standing:
    """Published; else missing once the day is over; else under way or still to do."""
    if notice is not None and has_appeared(notice, at):
        return Standing.PUBLISHED
    if publish_by < timezone.localdate(at):
        return Standing.MISSING
    if notice is not None and notice.state != NoticeState.WITHDRAWN:
        return Standing.IN_HAND
    return Standing.TO_DO


def missing(committees: Iterable[Committee], at: datetime) -> dict[int, list[Duty]]:
    """居务公开 缺项: {committee: what should be public by now and is not}, the oldest first.

    Outcomes whose last day is over, and quarters without published accounts. Four queries for any
    number of committees; the number on the dashboard is the length of the list.
    """
    asked = [committee.pk for committee in committees]
    found: dict[int, list[Duty]] = {pk: [] for pk in asked}
    late = Resolution.objects.unpublished(at).filter(
        committee__in=asked, publish_by__lt=timezone.localdate(at)
    )
    for resolution in late.select_related("topic", "notice").order_by("publish_by", "pk"):
        found[resolution.committee_id].append(_of_outcome(resolution, at))
    for duty in _quarters(asked, at):
        if duty.is_missing:
            found[duty.committee_id].append(duty)
    return found


def open_duties(committee: Committee, at: datetime) -> list[Duty]:
    """Everything that residents cannot read yet, the next to come due first."""
    waiting = Resolution.objects.unpublished(at).filter(committee=committee)
    rows = waiting.select_related("topic", "notice").order_by("publish_by", "pk")
    duties = [_of_outcome(resolution, at) for resolution in rows[: SHOWN * 5]]
    accounts = [one for one in _quarters([committee.pk], at) if one.standing != Standing.PUBLISHED]
    return sorted([*duties, *accounts], key=lambda duty: duty.publish_by)


def public_state(committee: Committee, at: datetime) -> list[Duty]:
    """What /c/<c>/affairs/ shows: the last four quarters, and the outcomes due this year."""
    today = timezone.localdate(at)
    outcomes = Resolution.objects.to_publish().filter(committee=committee, year=today.year)
    rows = outcomes.select_related("topic", "notice").order_by("-made_on", "-pk")[:SHOWN]
    return [*_quarters([committee.pk], at), *(_of_outcome(row, at) for row in rows)]


def _of_outcome(resolution: Resolution, at: datetime) -> Duty:
    publish_by = resolution.publish_by or resolution.made_on
    return Duty(
        committee_id=resolution.committee_id,
        title=f"{resolution.words} {resolution.topic.text}",
        publish_by=publish_by,
        standing=standing_of(resolution.notice, publish_by, at),
        resolution=resolution,
        notice=resolution.notice,
    )


def _quarters(asked: list[int], at: datetime) -> list[Duty]:
    """The accounts that exist or are due, newest first, committee by committee. Three queries."""
    calendar, today = work_calendar(), timezone.localdate(at)
    written: dict[int, dict[Quarter, Account]] = defaultdict(dict)
    accounts = Account.objects.filter(committee__in=asked, year__gte=today.year - 2)
    for account in accounts.select_related("notice"):
        written[account.committee_id][account.period] = account
    first = _first_quarters(asked)
    duties = []
    for pk in asked:
        due = quarters_due(today, first.get(pk), calendar)
        newest = Quarter.of(today).before
        wanted = sorted({newest, *due, *list(written[pk])[:4]}, reverse=True)
        for quarter in wanted:
            own = written[pk].get(quarter)
            publish_by = quarter.publish_by(calendar)
            notice = own.notice if own else None
            duties.append(
                Duty(
                    committee_id=pk,
                    title=f"{quarter.words}经费收支",
                    publish_by=publish_by,
                    standing=standing_of(notice, publish_by, at),
                    account=own,
                    quarter=quarter,
                    notice=notice,
                )
            )
    return duties


def _first_quarters(asked: list[int]) -> dict[int, Quarter]:
    """From when on a committee keeps accounts here. One query."""
    rows = Account.objects.filter(committee__in=asked).values_list("committee", "year")
    firsts = rows.annotate(first=Min("quarter")).order_by("committee", "year")
    found: dict[int, Quarter] = {}
    for committee, year, quarter in firsts:
        found.setdefault(committee, Quarter(year, quarter))
    return found
