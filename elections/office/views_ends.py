"""任职变动: offices that end with their papers, and the lists of change of director."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.files.actions import serve_file
from committees.people.access import at_work_or_street, me, posted_as, sent, street_staff
from committees.reach.states import ELECTED_ROLES, Role
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.office.ends import confirm_end, report_end, turn_down_end
from elections.office.forms import EndForm, TurnDownForm
from elections.office.models import Handover, OfficeEnd
from elections.office.policies import may_confirm_end
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

writers = posted_as(*ELECTED_ROLES, Role.CLERK)
readers_of_paper = posted_as(*ELECTED_ROLES, Role.STREET_LEADER, Role.CLERK)
MOST = 100


def _found(request: HttpRequest, pk: int) -> OfficeEnd:
    rows = OfficeEnd.objects.visible_to(me(request)).select_related(
        "committee", "mandate__person", "made_by", "confirmed_by", "turned_down_by", "paper"
    )
    found: OfficeEnd = get_object_or_404(rows, pk=pk)
    return found


def _writes(request: HttpRequest) -> bool:
    reach = me(request).reach
    return bool(reach.elected_in) or reach.is_clerk


@at_work_or_street
@require_safe
def ends(request: HttpRequest) -> HttpResponse:
    """The newest first; nothing is ever deleted here."""
    user = me(request)
    rows = OfficeEnd.objects.visible_to(user).select_related("committee", "mandate__person")
    lists = Handover.objects.visible_to(user).select_related("committee", "leaver", "taker")
    context = {
        "rows": rows[:MOST],
        "handovers": lists[:MOST],
        "writes": _writes(request),
        "today": timezone.localdate(),
        "street": user.reach.whole_street,
    }
    return render(request, "elections/office/ends.html", context)


@get_or_post
@writers
@once
def end_new(request: HttpRequest) -> HttpResponseBase:
    """Who leaves, how, with which paper; the street answers."""
    form = EndForm(sent(request), request.FILES or None, by=me(request), today=timezone.localdate())
    if form.is_valid():
        paper = form.cleaned_data["paper"]
        try:
            made = report_end(form.end(), paper, by=me(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "写好了，等街道确认。确认以前，任职和账号不变。")
            return see_other(reverse("office-end", args=[made.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "elections/office/end_new.html", {"form": form}, status=status)


@at_work_or_street
@require_safe
def end(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


def _page(
    request: HttpRequest, found: OfficeEnd, form: TurnDownForm | None = None, problem: str = ""
) -> HttpResponse:
    user = me(request)
    here = found.committee_id in user.reach.elected_in
    context = {
        "end": found,
        "reads_paper": found.paper and (here or user.reach.whole_street),
        "answers": found.is_waiting and user.reach.whole_street,
        "verdict": may_confirm_end(user, found),
        "form": form or TurnDownForm(),
        "problem": problem,
    }
    status = 422 if form is not None or problem else 200
    return render(request, "elections/office/end.html", context, status=status)


@readers_of_paper
@require_safe
def end_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The resignation, the decision: the elected of the committee and the street."""
    found, reach = _found(request, pk), me(request).reach
    if found.paper is None or not (reach.whole_street or found.committee_id in reach.elected_in):
        raise Http404
    return serve_file(found.paper)


@require_POST
@street_staff
@once
def end_confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _found(request, pk)
    try:
        found = confirm_end(found, by=me(request), at=timezone.now())
    except Refused as refused:
        return _page(request, found, problem=refused.reason)
    messages.success(request, "确认了，任职和账号到这一天结束。")
    return see_other(reverse("office-end", args=[pk]))


@require_POST
@street_staff
@once
def end_turn_down(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _found(request, pk)
    form = TurnDownForm(request.POST)
    if form.is_valid():
        try:
            turn_down_end(found, by=me(request), why=form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "退回了，任职不变。")
            return see_other(reverse("office-end", args=[pk]))
    return _page(request, found, form)
