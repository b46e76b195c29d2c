"""Paper: the month on the wall (S21)."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.duty.boards import Day, days_of
from casework.duty.lines import Line, lines_of, published_shifts
from casework.duty.rules import last_day_of, last_month, month_of, next_month
from casework.duty.states import Slot
from casework.duty.views import day_asked
from committees.calendar.querysets import work_calendar
from committees.people.access import at_work, home_committee, me


def _hours(lines: list[Line], slot: Slot) -> str:
    """What the head of the column says: the hours of most shifts of the slot."""
    counted = Counter(line.hours for line in lines if line.shift.slot == slot)
    return counted.most_common(1)[0][0]


@dataclass(frozen=True)
class WallRow:
    """A day of the wall sheet: one cell for each slot of the month."""

    day: Day
    cells: list[list[Line]]


@require_safe
@at_work
def wall_sheet(request: HttpRequest) -> HttpResponse:
    """A4, large type: every day of the month on which somebody is on duty."""
    user, at = me(request), timezone.now()
    today = timezone.localdate(at)
    month = month_of(day_asked(request, today, "month"))
    last = last_day_of(month)
    committee = home_committee(request)
    rows = published_shifts().visible_to(user).filter(committee=committee).between(month, last)
    lines = lines_of(rows.order_by("starts_at", "seat"), user, at)
    slots = [slot for slot in Slot if any(line.shift.slot == slot for line in lines)]
    days = days_of(month, last, lines, work_calendar(), today)
    context = {
        "committee": committee,
        "month": month,
        "before": last_month(month),
        "after": next_month(month),
        "slots": [(slot, _hours(lines, slot)) for slot in slots],
        "rows": [
            WallRow(day, [[one for one in day.lines if one.shift.slot == slot] for slot in slots])
            for day in days
            if day.lines
        ],
    }
    return render(request, "casework/duty/wall_sheet.html", context)
