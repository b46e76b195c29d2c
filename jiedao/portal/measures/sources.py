"""The rows behind each measure: one base query for the number, and for the list behind it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from casework.duty.figures import ended_shifts
from casework.reports.models import WorkReport
from committees.calendar.querysets import work_calendar
from committees.regulations.states import Measure
from jiedao.common.dates import cn_day, cn_time
from jiedao.portal.counted import last_visits
from jiedao.portal.drill import masked_door
from jiedao.portal.measures.judging import Figure
from jiedao.portal.measures.spans import every_of
from jiedao.portal.periods import Period, midnight
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey
from meetings.opinions.querysets import opinions_given
from meetings.resolutions.models import Resolution

Rows = "QuerySet[Any]"


@dataclass(frozen=True)
class Question:
    """What a requirement asks: over which span, for which kind of meeting, within how many days."""

    measure: str
    meeting_kind: str
    number: int
    span: Period
    now: datetime


@dataclass(frozen=True)
class Source:
    """`rows` are all rows of the span; `good` those that count. Where `good` is None, every row
    counts by itself. `late` tells rows that can no longer be in time.
    """

    unit: str
    head: tuple[str, ...]
    rows: Callable[[Question], "QuerySet[Any]"]
    line: Callable[[Any, date], tuple[str, ...]]
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-pk",)
    good: Callable[[Question, "QuerySet[Any]"], "QuerySet[Any]"] | None = None
    sort: Callable[[Question, Iterable[Any]], "Sorted"] | None = None
    start: str = ""
    start_words: str = ""


@dataclass(frozen=True)
class Sorted:
    """Keys of rows: in time, still open and in time, late."""

    good: frozenset[int]
    pending: frozenset[int]
    late: frozenset[int]


def figures(question: Question, committees: Sequence[int]) -> dict[int, Figure]:
    """{committee: figure}. One or two grouped queries whatever the number of committees."""
    source = SOURCES[question.measure]
    rows = source.rows(question).filter(committee__in=committees)
    if source.sort is not None:
        return _sorted_figures(source, question, rows)
    whole = _counted(rows)
    if source.good is None:
        return {pk: Figure(good=n) for pk, n in whole.items()}
    good = _counted(source.good(question, rows))
    return {pk: Figure(good.get(pk, 0), n) for pk, n in whole.items()}


def _sorted_figures(source: Source, question: Question, rows: "QuerySet[Any]") -> dict[int, Figure]:
    assert source.sort is not None  # noqa: S101  asked by the caller
    found = list(rows)
    parts = source.sort(question, found)
    whole = Counter(row.committee_id for row in found)
    good = Counter(row.committee_id for row in found if row.pk in parts.good)
    pending = Counter(row.committee_id for row in found if row.pk in parts.pending)
    return {pk: Figure(good[pk], n, pending[pk]) for pk, n in whole.items()}


def rows_of(question: Question, committees: Sequence[int], part: str) -> "QuerySet[Any]":
    """The list behind a figure. `part`: good, missing (late or unmanned), pending, else all."""
    source = SOURCES[question.measure]
    rows = source.rows(question).filter(committee__in=committees)
    if source.sort is not None and part:
        parts = source.sort(question, rows)
        keys = {"good": parts.good, "pending": parts.pending}.get(part, parts.late)
        return rows.filter(pk__in=keys)
    if source.good is not None and part:
        good = source.good(question, rows)
        return good if part == "good" else rows.exclude(pk__in=good.values("pk"))
    return rows


def _counted(rows: "QuerySet[Any]") -> dict[int, int]:
    return dict(rows.order_by().values_list("committee").annotate(n=Count("pk")))


# Duty


def _shifts(question: Question) -> "QuerySet[Any]":
    return ended_shifts(question.span.first, question.span.last, question.now)


def _manned(question: Question, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    manned: QuerySet[Any] = rows.manned()  # type: ignore[attr-defined]
    return manned


def _shift_line(shift: Any, today: date) -> tuple[str, ...]:
    return (
        cn_day(shift.day, today),
        f"{shift.get_slot_display()} {timezone.localtime(shift.starts_at):%H:%M}",
        str(shift.person or "缺人"),
        cn_time(shift.checked_in_at) if shift.checked_in_at else "未记",
    )


# Meetings


def _held(question: Question, kind: str) -> "QuerySet[Any]":
    span = question.span
    rows: QuerySet[Any] = Meeting.objects.filter(
        kind__key=kind,
        state=MeetingState.HELD,
        starts_at__gte=midnight(span.first),
        starts_at__lt=midnight_after(span.last),
    )
    return rows


def midnight_after(day: date) -> datetime:
    return midnight(date.fromordinal(day.toordinal() + 1))


def _meetings(question: Question) -> "QuerySet[Any]":
    return _held(question, question.meeting_kind)


def _representatives(question: Question) -> "QuerySet[Any]":
    return _held(question, KindKey.REPRESENTATIVES)


def _study(question: Question) -> "QuerySet[Any]":
    return _held(question, KindKey.STUDY)


def _meeting_line(meeting: Any, today: date) -> tuple[str, ...]:
    here = timezone.localtime(meeting.starts_at)
    return (f"{cn_day(here.date(), today)} {cn_time(here)}", meeting.title, meeting.place)


# Reports


def _reports(question: Question) -> "QuerySet[Any]":
    span = question.span
    rows: QuerySet[Any] = WorkReport.objects.filter(
        sent_at__gte=midnight(span.first), sent_at__lt=midnight_after(span.last)
    )
    return rows


def _report_line(report: Any, today: date) -> tuple[str, ...]:
    sent = timezone.localtime(report.sent_at)
    return (cn_day(sent.date(), today), report.title, str(report.sent_by))


# Visits


def _visits(question: Question) -> "QuerySet[Any]":
    return last_visits(question.span)


def _visit_line(entry: Any, today: date) -> tuple[str, ...]:
    return (cn_day(entry.happened_on, today), masked_door(entry), str(entry.author))


# Outcomes


def _outcomes(question: Question) -> "QuerySet[Any]":
    span = question.span
    rows: QuerySet[Any] = Resolution.objects.filter(
        publish_by__isnull=False, made_on__gte=span.first, made_on__lte=span.last
    ).select_related("notice")
    return rows


def _outcomes_sorted(question: Question, rows: Iterable[Any]) -> Sorted:
    calendar, days = work_calendar(), question.number
    told = ((row.pk, calendar.add(row.made_on, days).on, _published_on(row)) for row in rows)
    return sort_by_day(told, timezone.localdate(question.now))


def _published_on(row: Any) -> date | None:
    notice = row.notice
    if notice is None or notice.publish_at is None or notice.released_by_id is None:
        return None
    return timezone.localdate(notice.publish_at)


def sort_by_day(rows: Iterable[tuple[int, date, date | None]], today: date) -> Sorted:
    """(key, last day, day it was done or None) → in time, open and in time, late."""
    good, pending, late = set(), set(), set()
    for key, due, done in rows:
        if done is not None and done <= due:
            good.add(key)
        elif done is None and today <= due:
            pending.add(key)
        else:
            late.add(key)
    return Sorted(frozenset(good), frozenset(pending), frozenset(late))


def _outcome_line(outcome: Any, today: date) -> tuple[str, ...]:
    done = _published_on(outcome)
    return (
        outcome.words,
        outcome.text[:40],
        cn_day(outcome.made_on, today),
        cn_day(done, today) if done else "还没公布",
    )


# Opinions of the party organisation


def _opinions(question: Question) -> "QuerySet[Any]":
    return opinions_given(question.span.first, question.span.last)


def _opinions_sorted(question: Question, rows: Iterable[Any]) -> Sorted:
    within = timedelta(days=question.number)
    told = ((row.pk, row.given_on + within, row.answered_on) for row in rows)
    return sort_by_day(told, timezone.localdate(question.now))


def _opinion_line(opinion: Any, today: date) -> tuple[str, ...]:
    answered = opinion.answered_on
    return (
        cn_day(opinion.given_on, today),
        opinion.given[:40],
        cn_day(answered, today) if answered else "还没答复",
    )


SHIFT_HEAD = ("日期", "班次", "值班", "签到")
MEETING_HEAD = ("什么时候开的", "会议", "地点")

SOURCES: dict[str, Source] = {
    Measure.DUTY_COVERAGE: Source(
        "班", SHIFT_HEAD, _shifts, _shift_line, ("person",), ("-starts_at", "-pk"), _manned,
        start="/duty/", start_words="看值班表",
    ),
    Measure.MEETINGS_HELD: Source(
        "次", MEETING_HEAD, _meetings, _meeting_line, order=("-starts_at", "-pk"),
        start="/meetings/new/?kind={kind}", start_words="发会议通知",
    ),
    Measure.REPRESENTATIVES_MEETINGS: Source(
        "次", MEETING_HEAD, _representatives, _meeting_line, order=("-starts_at", "-pk"),
        start="/meetings/new/?kind=representatives", start_words="发会议通知",
    ),
    Measure.STUDY_SESSIONS: Source(
        "次", MEETING_HEAD, _study, _meeting_line, order=("-starts_at", "-pk"),
        start="/meetings/new/?kind=study", start_words="安排学习会",
    ),
    Measure.WORK_REPORTS: Source(
        "次", ("哪天报的", "汇报", "谁报的"), _reports, _report_line, ("sent_by",),
        ("-sent_at", "-pk"), start="/work-reports/new/", start_words="写工作汇报",
    ),
    Measure.HOME_VISITS: Source(
        "户", ("最近一次", "哪一户", "谁去的"), _visits, _visit_line,
        ("author", "household__dwelling"), ("-happened_on", "-pk"),
        start="/log/new/?kind=home", start_words="记走访",
    ),
    Measure.OPINIONS_ANSWERED_DAYS: Source(
        "条按时", ("哪天提的", "意见", "哪天答复"), _opinions, _opinion_line,
        order=("-given_on", "-pk"), sort=_opinions_sorted,
        start="/opinions/", start_words="去答复",
    ),
    Measure.OUTCOMES_PUBLISHED_DAYS: Source(
        "件按时", ("编号", "内容", "哪天定的", "哪天公布"), _outcomes, _outcome_line,
        ("notice",), ("-made_on", "-pk"), sort=_outcomes_sorted,
        start="/resolutions/", start_words="去公布",
    ),
}  # fmt: skip
"""Measures whose records exist. A requirement in another measure waits for its slice."""


def address_of(question: Question, committee: Any) -> str:
    """The page of the rows behind a figure."""
    span = question.span
    query = f"?month={span.first:%Y-%m}&every={every_of(span)}&number={question.number}"
    if question.meeting_kind:
        query += f"&kind={question.meeting_kind}"
    return reverse("measure", args=[committee.slug, question.measure]) + query
