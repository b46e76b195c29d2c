"""The street's holiday pages: one roster of all committees, and who reported today."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.duty.models import DayReport
from casework.duty.views_street import committees_of
from casework.holidays.actions import REPORT_BY, put_on_call_list, what_to_say
from casework.holidays.forms import SpanForm
from casework.holidays.rosters import days_between, next_holiday, roster
from committees.calendar.querysets import work_calendar
from committees.journal.actions import record
from committees.people.access import me, street_staff
from committees.people.models import User
from committees.reminders.models import Call
from committees.submissions.once import once
from committees.territory.models import Street
from jiedao.common.http import see_other


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
        named = (calendar.names[one] for one in days_between(first, last) if one in calendar.rest)
        name = next(named, "")
    reveal = request.method == "POST"
    rows = roster(committees_of(request), first, last, reveal=reveal)
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
        "leads": any(row.leads for row in rows),
        "street": Street.objects.first(),
        "empty": sum(row.empty for row in rows),
        "unplanned": sum(not row.people for row in rows),
    }
    return render(request, "casework/holidays/holiday.html", context)


def _record_reveal(by: User, first: date, last: date) -> None:
    with transaction.atomic():
        record("duty.reveal", by, by=by, label=f"节日值班表 {first} – {last}")


@require_safe
@street_staff
def safe(request: HttpRequest) -> HttpResponse:
    """Who reported today, the missing ones first with the phone and how far the calls are."""
    day = timezone.localdate()
    committees = committees_of(request)
    reports = {
        report.committee_id: report
        for report in DayReport.objects.visible_to(me(request)).filter(day=day).select_related("by")
    }
    calls = {
        call.committee_id: call
        for call in Call.objects.visible_to(me(request)).filter(text=what_to_say(day))
    }
    rows = [(one, reports.get(one.pk)) for one in committees]
    missing = [(one, calls.get(one.pk)) for one, report in rows if report is None]
    context = {
        "day": day,
        "missing": missing,
        "unlisted": any(call is None for _, call in missing),
        "report_by": REPORT_BY,
        "events": [(one, report) for one, report in rows if report and not report.quiet],
        "quiet": [(one, report) for one, report in rows if report and report.quiet],
        "total": len(committees),
    }
    return render(request, "casework/holidays/safe.html", context)


@require_POST
@street_staff
@once
def call_missing(request: HttpRequest) -> HttpResponseBase:
    """Put all that have not reported on the call list, in one tap."""
    made, nobody = put_on_call_list(committees_of(request), by=me(request), at=timezone.now())
    if made:
        messages.success(request, f"{made} 个居委会进了电话名单。")
    else:
        messages.info(request, "没有要添的，电话名单里都有了。")
    if nobody:
        names = "、".join(one.short_name for one in nobody)
        messages.warning(request, f"这几个居委会还没有主任的账号，请打办公电话：{names}。")
    return see_other(reverse("street-duty-safe"))
