"""排班: draft, adjust, publish, all on one page."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.duty.boards import days_of, grid_span, weeks_of
from casework.duty.drafting import (
    REMEMBERED,
    complete_rota,
    copy_last_month,
    draft_rota,
    publish_rota,
)
from casework.duty.fairness import shortfalls, spreads, why_empty
from casework.duty.lines import lines_of
from casework.duty.models import Rota, Shift
from casework.duty.rosters import filled_of, lacking, members_of, plans_of
from casework.duty.rules import (
    last_day_of,
    last_month,
    month_of,
    needs_between,
    next_month,
)
from casework.duty.states import RotaState
from casework.duty.views import WEEKDAYS, day_asked, director
from committees.calendar.querysets import work_calendar
from committees.people.access import home_committee, me
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.dates import cn_month, parse_day
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.workdays import WorkCalendar

MOST_WHY = 5
MONTHS_AHEAD = 3


def plan_url(month: date) -> str:
    return f"{reverse('duty-plan')}?month={month:%Y-%m-%d}"


@require_safe
@director
def plan(request: HttpRequest) -> HttpResponse:
    """Members and slots → draft → adjust → publish, all on one page."""
    today = timezone.localdate()
    return _plan_page(request, month_of(day_asked(request, today, "month")))


def _plan_page(
    request: HttpRequest, month: date, *, problem: str = "", status: int = 200
) -> HttpResponse:
    user, committee, at = me(request), home_committee(request), timezone.now()
    today, calendar = timezone.localdate(at), work_calendar()
    rota = Rota.objects.visible_to(user).filter(committee=committee, month=month).first()
    first, last = grid_span(month)
    shifts = list(
        Shift.objects.visible_to(user)
        .filter(committee=committee, rota__month=month)
        .select_related("rota", "person", "lead", "committee")
        .order_by("starts_at", "seat")
    )
    lines = lines_of(shifts, user, at)
    context = {
        "month": month,
        "months": _months(today, month),
        "before": last_month(month),
        "rota": rota,
        "published": rota is not None and rota.state == RotaState.PUBLISHED,
        "weeks": weeks_of(days_of(first, last, lines, calendar, today, month=month)),
        "days": days_of(month, last_day_of(month), lines, calendar, today),
        "weekdays": WEEKDAYS,
        "empty_seats": sum(line.gap for line in lines),
        "filled_seats": len(lines),
        "missing_years": calendar.missing(today),
        "problem": problem,
        "over": last_day_of(month) < today,
        **_findings(committee, month, shifts, calendar, at),
    }
    return render(request, "casework/duty/plan.html", context, status=status)


def _months(today: date, month: date) -> list[date]:
    """This month and the next three, and the one looked at."""
    months = [month_of(today)]
    for _ in range(MONTHS_AHEAD):
        months.append(next_month(months[-1]))
    return sorted({*months, month})


def _findings(
    committee: Committee, month: date, shifts: list[Shift], calendar: WorkCalendar, at: datetime
) -> dict[str, Any]:
    """How even the rota is, why places are empty, and which places it lacks."""
    plans, members = plans_of(committee), members_of(committee)
    filled = filled_of(shifts, plans, calendar)
    year = Shift.objects.filter(committee=committee).between(
        last_day_of(month) - REMEMBERED, last_day_of(month)
    )
    needs = needs_between(month, last_day_of(month), plans, calendar)
    empty = [place.need for place in filled if place.person_id is None]
    people = {member.id: member.name for member in members}
    counts = {member.id: 0 for member in members if member.until is None}
    for place in filled:
        if place.person_id in counts:
            counts[place.person_id] += 1
    return {
        "members": [member for member in members if member.until is None],
        "plans": plans,
        "counts": [(people[person], count) for person, count in counts.items()],
        "uneven": shortfalls(filled, members)
        + spreads(filled_of(year.order_by("starts_at"), plans, calendar), members),
        "why_empty": [why_empty(need, members) for need in empty if need.starts_at > at][:MOST_WHY],
        "lacking": len(lacking([need for need in needs if need.starts_at > at], shifts)),
    }


@require_POST
@director
@once
def draft(request: HttpRequest) -> HttpResponseBase:
    """生成草稿, or 照上月排."""
    committee, at = home_committee(request), timezone.now()
    month = month_of(_month_sent(request, timezone.localdate(at)))
    act = copy_last_month if request.POST.get("how") == "copy" else draft_rota
    try:
        act(committee, month, by=me(request), at=at)
    except Refused as refused:
        return _plan_page(request, month, problem=refused.reason, status=422)
    messages.success(request, f"{cn_month(month)}的草稿排好了。看一看，改一改，再公布。")
    return see_other(plan_url(month))


def _month_sent(request: HttpRequest, today: date) -> date:
    """The month of the form; this one when it cannot be read or is no real month of the office."""
    try:
        return parse_day(request.POST.get("month", "")[:30], today)
    except ValueError:
        return today


def _rota(request: HttpRequest, pk: int) -> Rota:
    return get_object_or_404(Rota.objects.visible_to(me(request)), pk=pk)


@require_POST
@director
@once
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """公布: everybody sees it, and the reminders are set."""
    rota = _rota(request, pk)
    try:
        publish_rota(rota, by=me(request), at=timezone.now())
    except Refused as refused:
        return _plan_page(request, rota.month, problem=refused.reason, status=422)
    messages.success(request, f"{cn_month(rota.month)}的值班表公布了，到时候会提醒每个人。")
    first = max(rota.month, timezone.localdate())
    return see_other(f"{reverse('duty')}?from={first:%Y-%m-%d}")


@require_POST
@director
@once
def complete(request: HttpRequest, pk: int) -> HttpResponseBase:
    """补上缺的班次: places that the slots ask for and the rota lacks."""
    rota = _rota(request, pk)
    try:
        made = complete_rota(rota, by=me(request), at=timezone.now())
    except Refused as refused:
        return _plan_page(request, rota.month, problem=refused.reason, status=422)
    messages.success(request, f"补上了 {made} 班。")
    return see_other(plan_url(rota.month))
