"""导出: ask with a reason, have somebody agree to whole numbers, fetch the file within a day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_otp import login as otp_login

from committees.exports.actions import ask, decide, download
from committees.exports.forms import AskForm
from committees.exports.models import ExportRequest
from committees.exports.policies import may_decide, may_download
from committees.exports.states import State
from committees.imports.jobs import WORK_ON_EXPORTS, again_soon, is_forgotten, wake
from committees.people.access import elected, home_committee, me, sent
from committees.people.forms_entry import CodeForm
from committees.people.second_factor import check_second_factor, has_second_factor
from committees.people.sessions import is_demo
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.sheets import XLSX_TYPE

MOST_LISTED = 30


def _own(request: HttpRequest) -> Committee:
    """The committee one is elected in, the home one first."""
    home = home_committee(request)
    elected_in = me(request).reach.elected_in
    if home.pk in elected_in:
        return home
    own: Committee = Committee.objects.in_street_order().filter(pk__in=elected_in)[0]
    return own


@elected
@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    rows = ExportRequest.objects.visible_to(me(request)).select_related("asked_by")
    return render(request, "committees/exports/list.html", {"exports": rows[:MOST_LISTED]})


@get_or_post
@elected
@once
def export_new(request: HttpRequest) -> HttpResponseBase:
    committee = _own(request)
    form = AskForm(sent(request), committee=committee)
    if form.is_valid():
        try:
            asked = ask(committee, by=me(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return see_other(reverse("export", args=[asked.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "committees/exports/new.html", {"form": form}, status=status)


def _export(request: HttpRequest, pk: int) -> ExportRequest:
    found = ExportRequest.objects.visible_to(me(request)).select_related(
        "committee", "asked_by", "decided_by", "building"
    )
    asked: ExportRequest = get_object_or_404(found, pk=pk)
    return asked


@elected
@require_safe
def export_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _export(request, pk), CodeForm(), status=200)


def _page(
    request: HttpRequest, asked: ExportRequest, form: CodeForm, *, status: int
) -> HttpResponse:
    """Comes again by itself while the file is being made."""
    user = me(request)
    if is_forgotten(asked, timezone.now()):
        wake(WORK_ON_EXPORTS)
    mine = bool(may_download(user, asked)) and asked.state == State.READY
    proved = not asked.whole or _is_proved(request)
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "decides": asked.state == State.ASKED and bool(may_decide(user, asked)),
        "downloads": mine and proved,
        "must_prove": mine and not proved,
        "has_device": mine and not proved and has_second_factor(user),
    }
    response = render(request, "committees/exports/export.html", context, status=status)
    return again_soon(response) if asked.is_at_work else response


def _is_proved(request: HttpRequest) -> bool:
    """Past the second factor in this session; the demo entry is exempt (CONTRACTS)."""
    return is_demo(request) or bool(me(request).is_verified())  # type: ignore[attr-defined]


@elected
@require_POST
@once
def export_decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    asked = _export(request, pk)
    agreed = request.POST.get("answer") == "yes"
    try:
        decide(asked, agreed=agreed, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "同意了，申请人可以下载。" if agreed else "没有同意，记下了。")
    return see_other(reverse("export", args=[pk]))


@elected
@require_POST
def export_code(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The six digits that whole numbers ask for; good for the rest of the session.

    Without `once`: what a wrong code counts must not be taken back with the refused form.
    """
    asked, form = _export(request, pk), CodeForm(request.POST)
    if form.is_valid():
        try:
            device = check_second_factor(me(request), form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", refused.reason)
        else:
            otp_login(request, device)
            return see_other(reverse("export", args=[pk]))
    return _page(request, asked, form, status=422)


@elected
@require_safe
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for whoever may not have it, and once it is gone: the page says why."""
    asked = _export(request, pk)
    if asked.whole and not _is_proved(request):
        raise Http404
    try:
        content = download(asked, by=me(request), at=timezone.now())
    except Refused:
        raise Http404 from None
    name = f"{asked.committee.short_name}_{asked.get_kind_display().partition('（')[0]}.xlsx"
    return attachment(content, name, XLSX_TYPE)
