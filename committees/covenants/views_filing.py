"""The street's list of charters and covenants to be filed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from committees.covenants import actions
from committees.covenants.forms import FilingForm
from committees.covenants.models import Filing
from committees.covenants.policies import may_answer_filing
from committees.covenants.states import FilingState
from committees.people.access import me, sent, street_staff
from committees.regulations.rules import read_text
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
ANSWERED_SHOWN = 30


@street_staff
@require_safe
def filings(request: HttpRequest) -> HttpResponse:
    """Waiting ones first, the oldest on top; below them what was answered, newest first."""
    rows = Filing.objects.visible_to(request.user).select_related("version__regulation__committee")
    rows = rows.defer("version__text", "version__tokens")
    answered = rows.exclude(state=FilingState.SENT)
    context = {
        "open": rows.open(),
        "page": keyset_page(
            answered, ("-sent_at", "-id"), request.GET.get("after"), ANSWERED_SHOWN
        ),
    }
    return render(request, "committees/covenants/filings.html", context)


@street_staff
@form_page
@once
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, how it was adopted, and 已备案 or a remark. The leader reads along."""
    rows = Filing.objects.visible_to(request.user)
    found = cast(
        Filing,
        get_object_or_404(
            rows.select_related("version__regulation__committee", "sent_by", "answered_by"), pk=pk
        ),
    )
    form = FilingForm(sent(request), initial={"filed_on": timezone.localdate()})
    if form.is_valid():
        try:
            return _answered(request, found, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
    context = {
        "filing": found,
        "form": form,
        "version": found.version,
        "text": read_text(found.version.text),
        "may_answer": found.state == FilingState.SENT and bool(may_answer_filing(me(request))),
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/covenants/filing.html", context, status=status)


def _answered(request: HttpRequest, found: Filing, form: FilingForm) -> HttpResponse:
    given, by, at = form.cleaned_data, me(request), timezone.now()
    if given["outcome"] == "filed":
        actions.confirm_filing(found, by=by, filed_on=given["filed_on"], at=at)
        messages.success(request, "已备案，告诉居委会了。")
    else:
        actions.return_filing(found, by=by, remark=given["remark"], at=at)
        messages.success(request, "意见送出去了。")
    return see_other(reverse("filings"))
