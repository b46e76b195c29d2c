"""The lists behind the street's numbers: as many rows as the number says, names masked.

Residents appear to the street as 「3-502 张**」 (PRACTICE §1); texts of entries do not appear.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.shown import Shown, shown_to_street
from casework.cases.states import CaseState
from casework.duty.figures import ended_shifts
from casework.log.models import LogEntry
from casework.referrals.querysets import bounces_of
from committees.calendar.querysets import work_calendar
from committees.indicators.states import IndicatorKey
from committees.residents.models import Household
from jiedao.common.chinese import room_key
from jiedao.common.dates import cn_day, cn_time
from jiedao.common.masks import mask_name
from jiedao.common.pages import keyset_page
from jiedao.portal.context import exists
from jiedao.portal.counted import (
    AGES,
    SOON_DAYS,
    due_items,
    last_visits,
    of_age,
    open_cases,
    unwritten_days,
)
from jiedao.portal.scope import Scope
from meetings.convening.models import Meeting
from meetings.disclosure.board import missing

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One row: what stands in the columns; `due` is drawn as a deadline chip."""

    cells: tuple[str, ...]
    href: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Part:
    """A tab: numerator, denominator, and what is missing between them."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Listing:
    """A list behind a number. `count` is the number; `parts` are empty unless it is a share."""

    title: str
    unit: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    count: int
    next_token: str = ""
    has_previous: bool = False
    parts: tuple[Part, ...] = ()
    part: str = ""
    note: str = ""


@dataclass(frozen=True)
class Wanted:
    """What the address asks for beside committee and period."""

    part: str = ""
    age: str = ""
    after: str = ""
    size: int = PAGE


def listing(name: str, scope: Scope, wanted: Wanted) -> Listing:
    """The list `name`; an unknown name is a missing page."""
    make = LISTS.get(name)
    if make is None:
        raise Http404
    return make(scope, wanted)


def _paged(
    rows: "QuerySet[Any]",
    order: tuple[str, ...],
    wanted: Wanted,
    line: Callable[[Any], Line],
) -> dict[str, Any]:
    page = keyset_page(rows, order, wanted.after, wanted.size)
    return {
        "lines": tuple(line(row) for row in page.rows),
        "next_token": page.next_token,
        "has_previous": page.has_previous,
    }


def _within(rows: "QuerySet[Any]", scope: Scope) -> "QuerySet[Any]":
    seen: QuerySet[Any] = rows.visible_to(scope.user)  # type: ignore[attr-defined]
    return seen.filter(committee__in=scope.ids)


# 接待点有人率


def _manned(scope: Scope, wanted: Wanted) -> Listing:
    """All ended shifts; 有人的 is the numerator, 没人的 is what is missing."""
    ended: Any = _within(ended_shifts(scope.period.first, scope.period.last, scope.now), scope)
    manned = ended.manned()
    whole, there = ended.count(), manned.count()
    parts = (
        Part("denominator", "全部班次", whole),
        Part("numerator", "有人的", there),
        Part("missing", "没人的", whole - there),
    )
    part = next((one for one in parts if one.key == wanted.part), parts[0])
    rows = {
        "denominator": ended,
        "numerator": manned,
        "missing": ended.exclude(pk__in=manned.values("pk")),
    }[part.key]
    there_ids = set(manned.values_list("pk", flat=True)) if part.key == "denominator" else set()

    def line(shift: Any) -> Line:
        is_manned = part.key == "numerator" or shift.pk in there_ids
        return Line(
            (
                shift.committee.short_name,
                cn_day(shift.day, scope.today),
                f"{shift.get_slot_display()} {timezone.localtime(shift.starts_at):%H:%M}",
                str(shift.person or "缺人"),
                cn_time(shift.checked_in_at) if shift.checked_in_at else "未记",
                "有人" if is_manned else "没人",
            )
        )

    page = _paged(rows.select_related("committee", "person"), ("-starts_at", "-id"), wanted, line)
    head = ("居委会", "日期", "班次", "值班", "签到", "接待点")
    title = f"{scope.period.label}接待点的班次"
    return Listing(title, "班", head, count=part.count, parts=parts, part=part.key, **page)


# 待补记


def _unwritten(scope: Scope, wanted: Wanted) -> Listing:
    """The working days since the last entry of one committee."""
    if len(scope.committees) != 1:
        raise Http404
    committee = scope.committees[0]
    last = committee.last_entry_on
    days = unwritten_days(last, scope.today, work_calendar())
    note = f"上次记到 {cn_day(last, scope.today)}。" if last else "还没有记过一笔。"
    return Listing(
        "还没有记录的工作日",
        "天",
        ("居委会", "日期"),
        tuple(Line((committee.short_name, cn_day(day, scope.today))) for day in days),
        len(days),
        note=note,
    )


# 走访


def _visits(scope: Scope, wanted: Wanted) -> Listing:
    rows = _within(last_visits(scope.period), scope)

    def line(entry: LogEntry) -> Line:
        return Line(
            (
                entry.committee.short_name,
                masked_door(entry),
                cn_day(entry.happened_on, scope.today),
                str(entry.author),
            )
        )

    page = _paged(
        rows.select_related("committee", "author", "household__dwelling").prefetch_related(
            "household__residents"
        ),
        ("-happened_on", "-id"),
        wanted,
        line,
    )
    head = ("居委会", "哪一户", "最近一次", "谁去的")
    return Listing(f"{scope.period.label}走访的住户", "户", head, count=rows.count(), **page)


def masked_door(entry: Any) -> str:
    """「3-502 张**」 of an entry or a case; free text only where it is a door, else masked."""
    if entry.household is not None:
        return f"{entry.household.dwelling.door} {_head(entry.household)}".strip()
    return room_key(entry.who) or mask_name(entry.who)


def _head(household: Household) -> str:
    """The masked name of the head, or of whoever is first."""
    people = list(household.residents.all())
    return mask_name(people[0].name) if people else ""


# 事项


def _cases(title: str, rows: "QuerySet[Case]", scope: Scope, wanted: Wanted) -> Listing:
    rows = _within(rows, scope)

    now = timezone.now()

    def line(case: Case) -> Line:
        shown = shown_to_street(case, now)
        return Line(
            (
                case.committee.short_name,
                case.spoken_number,
                shown.title,
                "" if shown.sealed else masked_door(case) or shown.place,
                str(case.waiting_for or case.owner),
                str(CaseState(case.state).label),
            ),
            _page("/cases/", case.pk),
            case.due_on,
        )

    page = _paged(
        rows.select_related("committee", "owner", "household__dwelling").prefetch_related(
            "household__residents"
        ),
        ("due_on", "id"),
        wanted,
        line,
    )
    head = ("居委会", "编号", "什么事", "谁家", "谁来办", "情况", "期限")
    return Listing(title, "件", head, count=rows.count(), **page)


def _overdue(scope: Scope, wanted: Wanted) -> Listing:
    late = Case.objects.overdue(scope.today)
    return _cases("超期的事项", late, scope, wanted)


def _due_soon(scope: Scope) -> "QuerySet[Case]":
    return open_cases().filter(due_on__lte=scope.today + timedelta(days=SOON_DAYS))


def soon_cases(scope: Scope, most: int) -> list[tuple[Shown, str]]:
    """The first of the list 超期和快到期, each with the address of its page or of the list, and
    with how often other bodies sent it back (CAPABILITIES 62)."""
    rows = _within(_due_soon(scope), scope).select_related("committee", "owner", "household")
    rows = rows.annotate(bounces=bounces_of("pk"))
    elsewhere, now = scope.list_of("soon"), timezone.now()
    return [
        (shown_to_street(case, now), _page("/cases/", case.pk) or elsewhere)
        for case in rows.prefetch_related("household__residents").order_by("due_on", "id")[:most]
    ]


def _soon(scope: Scope, wanted: Wanted) -> Listing:
    return _cases("超期和快到期的事项", _due_soon(scope), scope, wanted)


def _open(scope: Scope, wanted: Wanted) -> Listing:
    words = {age.key: age.words for age in AGES}
    if not wanted.age:
        return _cases("没办结的事项", open_cases(), scope, wanted)
    rows = of_age(open_cases(), wanted.age, scope.today)
    return _cases(f"用了 {words.get(wanted.age, '')}的事项", rows, scope, wanted)


# 代表会议


def _representatives(scope: Scope, wanted: Wanted) -> Listing:
    year = scope.period.last.year
    rows = _within(Meeting.objects.representatives_of(year), scope)

    def line(meeting: Meeting) -> Line:
        held = timezone.localtime(meeting.starts_at)
        return Line(
            (
                meeting.committee.short_name,
                meeting.title,
                f"{cn_day(held.date(), scope.today)} {cn_time(held)}",
                meeting.place,
            ),
            reverse("meeting", args=[meeting.pk]),
        )

    page = _paged(rows.select_related("committee"), ("starts_at", "id"), wanted, line)
    head = ("居委会", "会议", "什么时候开的", "地点")
    return Listing(f"{year}年开过的居民代表会议", "次", head, count=rows.count(), **page)


# 议定事项按期办结


def _items(scope: Scope, wanted: Wanted) -> Listing:
    """All items whose day is over; 按期 is the numerator, 没按期 is what is missing."""
    due: Any = _within(due_items(scope.period, scope.today), scope)
    in_time = due.settled_in_time()
    whole, good = due.count(), in_time.count()
    parts = (
        Part("denominator", "全部", whole),
        Part("numerator", "按期办好的", good),
        Part("missing", "没有按期的", whole - good),
    )
    part = next((one for one in parts if one.key == wanted.part), parts[0])
    rows = {
        "denominator": due,
        "numerator": in_time,
        "missing": due.exclude(pk__in=in_time.values("pk")),
    }[part.key]

    def line(item: Any) -> Line:
        lead = item.body or item.person or "居委会"
        return Line(
            (
                item.committee.short_name,
                item.resolution.words,
                item.what,
                str(lead),
                str(item.get_state_display()),
                cn_day(item.due_on, scope.today),
            ),
            _page("/actions/", item.pk),
        )

    page = _paged(rows.for_lists(), ("due_on", "id"), wanted, line)
    head = ("居委会", "编号", "做什么", "牵头", "情况", "说好哪天前")
    title = f"{scope.period.label}到期的商定事项"
    return Listing(title, "件", head, count=part.count, parts=parts, part=part.key, **page)


# 居务公开


def _disclosure(scope: Scope, wanted: Wanted) -> Listing:
    """What should be public by now and is not, committee by committee."""
    found = missing(scope.committees, scope.now)
    lines = tuple(
        Line((committee.short_name, duty.title, cn_day(duty.publish_by, scope.today)))
        for committee in scope.committees
        for duty in found[committee.pk]
    )
    head = ("居委会", "该公开什么", "最晚哪天")
    return Listing("该公开还没公开的", "项", head, lines, len(lines))


def _page(folder: str, pk: int) -> str:
    """The address of a record where the portal has such pages; otherwise none."""
    path = f"{folder}{pk}/"
    return get_script_prefix() + path.removeprefix("/") if exists(path) else ""


LISTS: dict[str, Callable[[Scope, Wanted], Listing]] = {
    IndicatorKey.MANNED: _manned,
    IndicatorKey.UNWRITTEN: _unwritten,
    IndicatorKey.VISITS: _visits,
    IndicatorKey.OVERDUE: _overdue,
    IndicatorKey.REPRESENTATIVES: _representatives,
    IndicatorKey.ITEMS: _items,
    IndicatorKey.DISCLOSURE: _disclosure,
    "soon": _soon,
    "open": _open,
}
