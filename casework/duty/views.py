"""值班表: who is when."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.duty.boards import (
    days_of,
    grid_span,
    monday_of,
    open_swaps,
    turn_words,
    turns,
    weeks_of,
)
from casework.duty.figures import coverage
from casework.duty.gaps import gaps_ahead
from casework.duty.lines import lines_of, published_shifts
from casework.duty.models import Rota
from casework.duty.rules import last_month, month_of, next_month
from committees.calendar.querysets import work_calendar
from committees.people.access import at_work, home_committee, me, posted_as
from committees.reach.states import Role
from committees.territory.night import nights_covered
from jiedao.common.dates import parse_day

director = posted_as(Role.DIRECTOR)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ONE_WEEK = 6
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@require_safe
@at_work
def board(request: HttpRequest) -> HttpResponse:
    """A month as a grid (desk) and a week as a list (phone); `view` shows one of them alone."""
    user, committee, at = me(request), home_committee(request), timezone.now()
    today, calendar = timezone.localdate(at), work_calendar()
    chosen = day_asked(request, today)
    month, monday = month_of(chosen), monday_of(chosen)
    first, last = grid_span(month)
    rows = published_shifts().visible_to(user).filter(committee=committee).between(first, last)
    lines = lines_of(rows.order_by("starts_at", "seat"), user, at)
    days = days_of(first, last, lines, calendar, today, month=month)
    of_month = [line for line in lines if month_of(line.shift.day) == month]
    swaps = open_swaps(committee, at)
    leads = user.reach.leads(committee.pk)
    context = {
        "committee": committee,
        "view": _view_asked(request),
        "month": month,
        "weeks": weeks_of(days),
        "week": [day for day in days if 0 <= (day.on - monday).days <= ONE_WEEK],
        "weekdays": WEEKDAYS,
        "before": last_month(month),
        "after": next_month(month),
        "week_before": date.fromordinal(monday.toordinal() - 7),
        "week_after": date.fromordinal(monday.toordinal() + 7),
        "today": today,
        "rota": Rota.objects.visible_to(user).filter(committee=committee, month=month).first(),
        "figures": coverage(of_month),
        "empty_seats": sum(line.gap for line in of_month),
        "gaps": gaps_ahead([committee], at, calendar)[committee.pk],
        "turns": turn_words(turns(committee, today)),
        "missing_years": calendar.missing(today),
        "swaps": swaps,
        "swapping": {swap.shift_id for swap in swaps},
        "plans": leads,
        "nights": nights_covered(committee) if leads else None,
    }
    return render(request, "casework/duty/board.html", context)


def day_asked(request: HttpRequest, today: date, name: str = "from") -> date:
    """The day in the address; today when there is none or it cannot be read."""
    try:
        return parse_day(request.GET.get(name, "")[:30], today)
    except ValueError:
        return today


def _view_asked(request: HttpRequest) -> str:
    view = request.GET.get("view", "")
    return view if view in ("month", "week") else ""
