"""Telling us about a mistake, and the desk's list of what was told."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.feedback import actions
from committees.feedback.forms import PageReportForm
from committees.feedback.limits import within_limit
from committees.feedback.models import PageReport
from committees.people.access import at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.error_pages import error_page
from jiedao.common.errors import Refused
from jiedao.common.http import local_url, see_other
from jiedao.common.pages import keyset_page

MOST_AN_HOUR = 60
THANKS = "谢谢，我们收到了，会尽快看。"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def report_page(request: HttpRequest) -> HttpResponse:
    """Public. 429 after 60 from one address in an hour; a filled trap is thanked and dropped."""
    if request.method != "POST":
        page = local_url(request.GET.get("page", "/"))[:300]
        return _form(request, PageReportForm(initial={"page": page}))
    if not within_limit("report", request, most=MOST_AN_HOUR):
        response = error_page(429, request)
        response["Retry-After"] = "3600"
        return response
    form = PageReportForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    told = form.cleaned_data
    if not form.sent_by_a_machine:
        actions.report_page(
            path=told["page"], text=told["text"], phone=told["phone"], at=timezone.now()
        )
    messages.success(request, THANKS)
    return see_other(told["page"])


def _form(request: HttpRequest, form: PageReportForm, status: int = 200) -> HttpResponse:
    page = form["page"].value()
    return render(
        request, "committees/feedback/form.html", {"form": form, "page": page}, status=status
    )


@at_work_or_street
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, shown: PageReport | None = None, phone: str = "") -> HttpResponse:
    """The open ones; `?all=1` shows settled ones too. `shown`: whose phone stands in full."""
    everything = bool(request.GET.get("all"))
    rows = PageReport.objects.visible_to(request.user).select_related("committee", "settled_by")
    page = keyset_page(
        rows if everything else rows.unsettled(), ("-at", "-id"), request.GET.get("after")
    )
    here = reverse("page-reports")
    tabs = [
        {"label": "要看的", "href": here, "current": not everything},
        {"label": "全部", "href": f"{here}?all=1", "current": everything},
    ]
    return render(
        request,
        "committees/feedback/list.html",
        {"page": page, "tabs": tabs, "shown": shown, "shown_phone": phone},
    )


def _report_of(request: HttpRequest, pk: int) -> PageReport:
    return cast(PageReport, get_object_or_404(PageReport.objects.visible_to(request.user), pk=pk))


@at_work_or_street
@require_POST
@once
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report_of(request, pk)
    try:
        actions.settle_report(report, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        undo = reverse("page-report-reopen", args=[report.pk])
        messages.success(request, "记好了，这一条已经看过。", extra_tags=f"undo:{undo}")
    return see_other(reverse("page-reports"))


@at_work_or_street
@require_POST
@once
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actions.reopen_report(_report_of(request, pk), by=me(request))
    messages.success(request, "放回去了。")
    return see_other(reverse("page-reports"))


@at_work_or_street
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """显示: the page again with one number in full, and one journal row."""
    report = _report_of(request, pk)
    return _list(request, report, actions.reveal_phone(report, by=me(request)))
