"""The duty book that goes into the binder (D.9, S21)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.duty.lines import Line, lines_of, published_shifts
from casework.duty.models import HandoverPoint
from casework.duty.rules import last_day_of, last_month, month_of, next_month
from casework.duty.views import day_asked
from casework.log.models import LogEntry
from committees.people.access import at_work, home_committee, me


@dataclass
class BookDay:
    """A day of the duty book."""

    on: date
    lines: list[Line] = field(default_factory=list)
    entries: list[LogEntry] = field(default_factory=list)
    points: list[HandoverPoint] = field(default_factory=list)

    @property
    def written(self) -> bool:
        return bool(self.lines or self.entries or self.points)


@require_safe
@at_work
def duty_book(request: HttpRequest) -> HttpResponse:
    """A month in the columns of the old paper book: 日期 · 值班人 · 来访/来电 · 处理 · 签名."""
    user, at, committee = me(request), timezone.now(), home_committee(request)
    month = month_of(day_asked(request, timezone.localdate(at), "month"))
    last = min(last_day_of(month), timezone.localdate(at))
    rows = published_shifts().visible_to(user).filter(committee=committee).between(month, last)
    entries = (
        LogEntry.objects.visible_to(user)
        .kept()
        .filter(committee=committee)
        .between(month, last)
        .for_lists()
        .prefetch_related("cases")
        .order_by("happened_on", "pk")
    )
    points = HandoverPoint.objects.visible_to(user).filter(
        committee=committee, left_at__date__gte=month, left_at__date__lte=last
    )
    days = _book(month, last)
    for line in lines_of(rows.order_by("starts_at", "seat"), user, at):
        days[line.shift.day].lines.append(line)
    for entry in entries:
        days[entry.happened_on].entries.append(entry)
    for point in points.select_related("left_by", "taken_by").order_by("left_at"):
        days[timezone.localdate(point.left_at)].points.append(point)
    context = {
        "committee": committee,
        "month": month,
        "before": last_month(month),
        "after": next_month(month),
        "days": [day for day in days.values() if day.written],
    }
    return render(request, "casework/desk/book.html", context)


def _book(first: date, last: date) -> dict[date, BookDay]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: BookDay(day) for day in days}
