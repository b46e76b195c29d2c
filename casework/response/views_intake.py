"""登记事项: five fields, or two when it is urgent; then the number, big, and a slip of paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases import actions
from casework.cases.forms import CaseForm, refusal_in
from casework.cases.models import Case
from casework.cases.shown import shown_to
from casework.cases.views import find_case, get_or_post
from casework.log.households import recent_households
from casework.response.forms import HelpForm
from casework.response.intake import open_for_help
from committees.people.access import at_work, home_committee, me, sent
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def new(request: HttpRequest) -> HttpResponseBase:
    """A case that did not begin in the log."""
    committee, by = home_committee(request), me(request)
    form = CaseForm(sent(request), committee=committee, by=by, initial=draft_fields(request))
    if form.is_valid():
        with refusal_in(form):
            opened = actions.open_case(
                committee, by=by, words=form.words, plan=form.plan, at=timezone.now()
            )
            return _registered(request, opened)
    context = {"form": form, "recent": recent_households(by, committee)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/response/new.html", context, status=status)


@get_or_post
@at_work
@once
def help_first(request: HttpRequest) -> HttpResponseBase:
    """先帮后补."""
    committee, by = home_committee(request), me(request)
    form = HelpForm(sent(request), committee=committee, initial=draft_fields(request))
    if form.is_valid():
        with refusal_in(form):
            opened = open_for_help(committee, by=by, at=timezone.now(), **form.said)
            return _registered(request, opened)
    context = {"form": form, "recent": recent_households(by, committee)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/response/help.html", context, status=status)


def _registered(request: HttpRequest, case: Case) -> HttpResponseBase:
    """To the number; suspected harm to a child goes to the report first."""
    undo = f"undo:{reverse('case-undo', args=[case.pk])}"
    messages.success(request, f"登记好了，号码是 {case}。", extra_tags=undo)
    return see_other(reverse("case-report" if case.harm else "case-number", args=[case.pk]))


@require_safe
@at_work
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """What the resident is told: the number, big, and a slip to take home."""
    case = find_case(request, pk)
    ask = request.build_absolute_uri(f"{reverse('ask')}?c={case.committee.slug}")
    context = {"case": case, "shown": shown_to(me(request), case), "ask": ask}
    return render(request, "casework/response/number.html", context)
