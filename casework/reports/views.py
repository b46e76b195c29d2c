"""Pages of work reports: the list, one report, its editor, its answers, its paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.reports.actions import answer_report, save_report, send_report, take_back_report
from casework.reports.forms import AnswerForm, ReportForm
from casework.reports.models import WorkReport
from casework.reports.policies import may_edit, may_send, reader_of
from casework.reports.states import ReportState
from committees.people.access import at_work_or_street, elected, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other, word_attachment
from jiedao.common.official import Paper, lines_of
from jiedao.common.pages import keyset_page

PAGE = 20
readers = posted_as(Role.BRANCH, Role.CLERK)
director = posted_as(Role.DIRECTOR)


@require_GET
@at_work_or_street
def report_list(request: HttpRequest) -> HttpResponse:
    """The own reports, or for the street those that were sent, the newest first."""
    rows = WorkReport.objects.visible_to(me(request)).select_related("committee")
    page = keyset_page(rows, ("-first", "-id"), request.GET.get("after"), PAGE)
    context = {"page": page, "writes": bool(me(request).reach.elected_in)}
    return render(request, "casework/reports/list.html", context)


@require_GET
@at_work_or_street
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _report(request, pk), AnswerForm())


@require_http_methods(["GET", "POST"])
@elected
@once
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    allowed = may_edit(me(request), report)
    if not allowed and request.method == "GET":
        messages.warning(request, allowed.reason)
        return see_other(_address(report))
    first = {"title": report.title, "text": report.text, "version": report.version}
    form = ReportForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            save_report(report, by=me(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both(request, form, conflict.current)
        else:
            messages.success(request, "保存好了。")
            return see_other(_address(report))
    context = {"form": form, "report": report}
    status = 422 if form.is_bound else 200
    return render(request, "casework/reports/edit.html", context, status=status)


@require_POST
@director
@once
def report_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Send it, or take it back."""
    report = _report(request, pk)
    try:
        if step == "send":
            send_report(report, by=me(request), at=timezone.now())
            messages.success(request, "送出了。党组织和街道会收到消息。")
        elif step == "back":
            take_back_report(report, by=me(request))
            messages.success(request, "收回来了，可以接着改。")
        else:
            raise Http404
    except Refused as refused:
        messages.warning(request, refused.reason)
    return see_other(_address(report))


@require_POST
@readers
@once
def report_answer(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_report(report, by=me(request), text=form.cleaned_data["text"], at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "回复送出了。")
            return see_other(_address(report))
    return _page(request, report, form, status=422)


@require_GET
@at_work_or_street
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    sent = timezone.localtime(report.sent_at or timezone.now())
    paper = Paper(
        title=report.title,
        lines=lines_of(report.text),
        issuer=str(report.committee),
        day=f"{sent.year}年{sent.month}月{sent.day}日",
    )
    return word_attachment(paper, f"{report.title}.docx")


def _page(
    request: HttpRequest, report: WorkReport, form: AnswerForm, status: int = 200
) -> HttpResponse:
    answers = list(report.answers.select_related("by"))
    reader = reader_of(me(request), report)
    answered = {answer.reader for answer in answers}
    context: dict[str, Any] = {
        "report": report,
        "lines": lines_of(report.text),
        "answers": answers,
        "form": form,
        "may_edit": bool(may_edit(me(request), report)),
        "may_send": bool(may_send(me(request), report)),
        "may_answer": reader is not None
        and reader not in answered
        and report.state == ReportState.SENT,
    }
    return render(request, "casework/reports/page.html", context, status=status)


def _both(request: HttpRequest, form: ReportForm, current: WorkReport) -> HttpResponse:
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    context = {
        "form": ReportForm(typed),
        "report": current,
        "theirs": [("标题", current.title), ("正文", current.text)],
        "mine": [("标题", form.cleaned_data["title"]), ("正文", form.cleaned_data["text"])],
    }
    return render(request, "casework/reports/conflict.html", context, status=409)


def _report(request: HttpRequest, pk: int) -> WorkReport:
    rows = WorkReport.objects.visible_to(me(request)).select_related("committee", "sent_by")
    report: WorkReport = get_object_or_404(rows, pk=pk)
    return report


def _address(report: WorkReport) -> str:
    return reverse("work-report", args=[report.pk])
