"""今天平安, told by the committee."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from casework.duty.fields import refusal_in
from casework.duty.models import DayReport
from casework.duty.views import get_or_post
from casework.holidays.actions import report_day
from casework.holidays.forms import ReportForm
from committees.people.access import at_work, home_committee, me
from committees.submissions.once import once
from jiedao.common.http import local_url, see_other


@get_or_post
@at_work
@once
def report(request: HttpRequest) -> HttpResponseBase:
    """今天平安, one tap; 有情况 with a few words."""
    committee, at = home_committee(request), timezone.now()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            report_day(
                committee,
                timezone.localdate(at),
                by=me(request),
                quiet=form.cleaned_data["quiet"] == "yes",
                text=form.cleaned_data["text"],
                at=at,
            )
            messages.success(request, "记好了，街道能看到。")
            return see_other(local_url(request.POST.get("next", ""), fallback=reverse("duty")))
    reports = DayReport.objects.visible_to(me(request)).filter(committee=committee)
    told = reports.filter(day=timezone.localdate(at)).select_related("by").first()
    status = 422 if form.is_bound else 200
    context = {"form": form, "told": told}
    return render(request, "casework/holidays/report.html", context, status=status)
