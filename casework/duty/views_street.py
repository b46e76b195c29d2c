"""The street's pages: who is manned, the holiday roster of all committees, 今天平安."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.duty.boards import (
    GAP_DAYS,
    Figures,
    Gaps,
    Line,
    gaps_ahead,
    lines_of,
    published_shifts,
    shift_figures,
)
from casework.duty.forms import MOST_ROSTER_DAYS, SpanForm
from casework.duty.handover import put_on_call_list
from casework.duty.models import DayReport, Shift
from casework.duty.rules import NOT_IN, month_of
from casework.duty.states import Slot
from casework.duty.views import day_asked
from committees.calendar.querysets import work_calendar
from committees.journal.actions import record
from committees.people.access import me, street_staff
from committees.people.models import User
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.http import see_other
from jiedao.common.masks import mask_phone
from jiedao.common.pages import keyset_page
from jiedao.common.workdays import WorkCalendar

SHOWN = {"": "全部", "manned": "有人", "unmanned": "没记到人", "empty": "没安排人"}
SEARCH_DAYS = 180
"""How far ahead the next holiday is looked for."""


def _committees(request: HttpRequest) -> list[Committee]:
    return list(Committee.objects.visible_to(me(request)).in_street_order())


# Today and the next fortnight


@dataclass(frozen=True)
class Row:
    """One committee on the street's page."""

    committee: Committee
    lines: list[Line]
    gaps: Gaps
    figures: Figures

    @property
    def unmanned(self) -> bool:
        """A shift is running, somebody is on the rota, and nobody checked in; or nobody is."""
        return any(line.running and (line.gap or line.word == NOT_IN) for line in self.lines)

    @property
    def needs(self) -> bool:
        return self.unmanned or bool(self.gaps)


@require_safe
@street_staff
def today(request: HttpRequest) -> HttpResponse:
    """All committees in the street's order, those in need first."""
    committees, at = _committees(request), timezone.now()
    day = timezone.localdate(at)
    calendar = work_calendar()
    rows = published_shifts().visible_to(me(request)).on(day)
    by_committee: dict[int, list[Line]] = defaultdict(list)
    for line in lines_of(rows, me(request), at):
        by_committee[line.shift.committee_id].append(line)
    gaps = gaps_ahead(committees, at, calendar)
    figures = shift_figures(committees, month_of(day), day, at)
    table = [
        Row(one, by_committee[one.pk], gaps[one.pk], figures.get(one.pk, Figures(0, 0)))
        for one in committees
    ]
    context = {
        "rows": sorted(table, key=lambda row: not row.needs),
        "in_need": sum(row.needs for row in table),
        "unmanned": sum(row.unmanned for row in table),
        "with_gaps": sum(bool(row.gaps) for row in table),
        "day": day,
        "month": month_of(day),
        "gap_days": GAP_DAYS,
        "at": at,
        "missing_years": calendar.missing(day),
    }
    return render(request, "casework/duty/street_today.html", context)


@require_safe
@street_staff
def shifts(request: HttpRequest) -> HttpResponse:
    """Every single shift behind a figure: `c` committee, `from`, `to`, `show`, over by now."""
    at = timezone.now()
    day = timezone.localdate(at)
    first, last = day_asked(request, month_of(day)), day_asked(request, day, "to")
    committees = _committees(request)
    chosen = [one for one in committees if one.slug == request.GET.get("c")] or committees
    show = request.GET.get("show", "")
    over = _shown(show, chosen, first, last, at)
    page = keyset_page(over, ("-starts_at", "-id"), request.GET.get("after"))
    found = shift_figures(chosen, first, last, at).values()
    context = {
        "page": page,
        "lines": lines_of(page.rows, me(request), at),
        "figures": Figures(sum(one.manned for one in found), sum(one.ended for one in found)),
        "first": first,
        "last": last,
        "chosen": chosen[0] if len(chosen) == 1 else None,
        "show": show if show in SHOWN else "",
        "choices": SHOWN.items(),
    }
    return render(request, "casework/duty/street_shifts.html", context)


def _shown(show: str, committees: list[Committee], first: date, last: date, at: datetime) -> Any:
    rows = published_shifts().filter(committee__in=committees).between(first, last).ended(at)
    if show == "manned":
        return rows.manned()
    if show == "unmanned":
        return rows.unmanned()
    return rows.filter(person=None) if show == "empty" else rows


# The holiday roster


@dataclass
class Duty:
    """A person of the roster with the days, as short as paper wants it: 「15、18日」."""

    person: User
    days: list[date] = field(default_factory=list)
    nights: bool = False
    phone: str = ""


@dataclass
class RosterRow:
    """One committee of the roster."""

    committee: Committee
    leads: dict[int, Duty] = field(default_factory=dict)
    people: dict[int, Duty] = field(default_factory=dict)
    empty: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
@street_staff
def holiday(request: HttpRequest) -> HttpResponse:
    """One A4 for all committees (R1, R27). A POST shows the phone numbers and is recorded."""
    at, calendar = timezone.now(), work_calendar()
    day = timezone.localdate(at)
    first, last, name = next_holiday(day, calendar)
    form = SpanForm({"from": str(first), "to": str(last), **request.GET.dict()})
    if form.is_valid():
        first, last = form.cleaned_data["from"], form.cleaned_data["to"]
        named = (calendar.names[one] for one in _days(first, last) if one in calendar.rest)
        name = next(named, "")
    reveal = request.method == "POST"
    rows = roster(_committees(request), first, last, reveal=reveal)
    if reveal:
        _record_reveal(me(request), first, last)
    context = {
        "form": form,
        "rows": rows,
        "name": name,
        "first": first,
        "last": last,
        "days": (last - first).days + 1,
        "reveal": reveal,
        "empty": sum(row.empty for row in rows),
        "unplanned": sum(not row.people for row in rows),
    }
    return render(request, "casework/duty/holiday.html", context)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def next_holiday(day: date, calendar: WorkCalendar) -> tuple[date, date, str]:
    """First and last day and the name of the holiday running or coming; otherwise a week."""
    for first in _days(day, day + timedelta(days=SEARCH_DAYS)):
        if first in calendar.rest:
            last = first
            while last + timedelta(days=1) in calendar.rest:
                last += timedelta(days=1)
            while first - timedelta(days=1) in calendar.rest:
                first -= timedelta(days=1)
            return (
                first,
                min(last, first + timedelta(days=MOST_ROSTER_DAYS - 1)),
                (calendar.names.get(first, "")),
            )
    return day, day + timedelta(days=6), ""


def roster(
    committees: list[Committee], first: date, last: date, *, reveal: bool
) -> list[RosterRow]:
    """Who leads and who is on duty at each committee, person by person. One query."""
    rows = {one.pk: RosterRow(one) for one in committees}
    shifts = published_shifts().filter(committee__in=committees).between(first, last)
    for shift in shifts.order_by("starts_at", "seat"):
        row = rows[shift.committee_id]
        if shift.person is None:
            row.empty += 1
        else:
            _note(row.people, shift.person, shift, reveal)
        if shift.lead is not None:
            _note(row.leads, shift.lead, shift, reveal)
    return list(rows.values())


def _note(people: dict[int, Duty], person: User, shift: Shift, reveal: bool) -> None:
    number = person.phone or ""
    duty = people.setdefault(
        person.pk, Duty(person, phone=number if reveal else mask_phone(number))
    )
    if shift.day not in duty.days:
        duty.days.append(shift.day)
    duty.nights = duty.nights or shift.slot == Slot.NIGHT


def _record_reveal(by: User, first: date, last: date) -> None:
    with transaction.atomic():
        record("duty.reveal", by, by=by, label=f"节日值班表 {first} – {last}")


# 今天平安


@require_safe
@street_staff
def safe(request: HttpRequest) -> HttpResponse:
    """Who reported today, the missing ones first with the phone."""
    day = timezone.localdate()
    committees = _committees(request)
    reports = {
        report.committee_id: report
        for report in DayReport.objects.visible_to(me(request)).filter(day=day).select_related("by")
    }
    rows = [(one, reports.get(one.pk)) for one in committees]
    context = {
        "day": day,
        "missing": [one for one, report in rows if report is None],
        "events": [(one, report) for one, report in rows if report and not report.quiet],
        "quiet": [(one, report) for one, report in rows if report and report.quiet],
        "total": len(committees),
    }
    return render(request, "casework/duty/safe.html", context)


@require_POST
@street_staff
@once
def call_missing(request: HttpRequest) -> HttpResponseBase:
    """Put all that have not reported on the call list, in one tap."""
    made, nobody = put_on_call_list(_committees(request), by=me(request), at=timezone.now())
    if made:
        messages.success(request, f"{made} 个居委会进了电话名单。")
    else:
        messages.info(request, "没有要添的，电话名单里都有了。")
    if nobody:
        names = "、".join(one.short_name for one in nobody)
        messages.warning(request, f"这几个居委会还没有主任的账号，请打办公电话：{names}。")
    return see_other(reverse("street-duty-safe"))
