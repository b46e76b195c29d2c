"""What follows from an entry: a case, or nothing more to do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.cases.actions import open_case, words_of_entry
from casework.cases.forms import PlanForm, refusal_in
from casework.cases.models import Case
from casework.log.actions import settle_entry
from casework.log.households import place_words
from casework.log.models import LogEntry
from casework.log.views import entry_page, find_entry, get_or_post
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def make_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """变成事项: with the usual answers in one tap, or after choosing kind, person and day."""
    entry = find_entry(request, pk)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, committee=entry.committee, by=me(request))
    if form.is_valid():
        with refusal_in(form):
            case = case_of_entry(entry, form, request)
            messages.success(
                request,
                f"已变成事项，号码是 {case}。请告诉居民这个号。",
                extra_tags=f"undo:{reverse('case-undo', args=[case.pk])}",
            )
            return see_other(reverse("case", args=[case.pk]))
    context = {"entry": entry, "form": form, "place": place_words(entry)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/log/make_case.html", context, status=status)


def case_of_entry(entry: LogEntry, form: PlanForm, request: HttpRequest) -> Case:
    words = words_of_entry(
        entry,
        kind=form.chosen_kind,
        cares=form.cleaned_data["cares"],
        urgency=form.chosen_urgency,
        harm=form.cleaned_data["harm"],
    )
    return open_case(
        entry.committee, by=me(request), words=words, plan=form.plan, entry=entry, at=timezone.now()
    )


@require_POST
@at_work
@once
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """当场办结, later on."""
    entry = find_entry(request, pk)
    try:
        settle_entry(entry, by=me(request))
    except Refused as refused:
        return entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(request, "已记为当场办结。")
    return see_other(reverse("log-entry", args=[pk]))
