"""Changing what a case is called and about."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from casework.cases import actions
from casework.cases.forms import CaseEditForm, refusal_in
from casework.cases.models import Case
from casework.cases.policies import may_manage
from casework.cases.views import case_page, case_to_show, find_case, get_or_post
from committees.journal.actions import last_hand
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.errors import Conflict
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what is written about a case; who comes second sees both texts."""
    found = find_case(request, pk)
    allowed = may_manage(me(request), found)
    if not allowed:
        status = 422 if request.method == "POST" else 200
        return case_page(request, case_to_show(request, pk), problem=allowed.reason, status=status)
    form = CaseEditForm(
        request.POST if request.method == "POST" else None,
        case=found,
        committee=found.committee,
        by=me(request),
    )
    if form.is_valid():
        with refusal_in(form):
            version = form.cleaned_data["version"]
            try:
                actions.edit_case(found, by=me(request), version=version, words=form.words)
            except Conflict as conflict:
                return _both_texts(request, found, conflict.current, form)
            messages.success(request, "改好了。")
            return see_other(reverse("case", args=[pk]))
    return _edit_page(request, found, form, status=422 if form.is_bound else 200)


def _edit_page(
    request: HttpRequest, case: Case, form: CaseEditForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"case": case, "form": form, **more}
    return render(request, "casework/cases/edit.html", context, status=status)


def _both_texts(
    request: HttpRequest, case: Case, current: Case, form: CaseEditForm
) -> HttpResponse:
    said = form.words
    mine = [("什么事", said.title), ("详细说说", said.text)]
    theirs = [("什么事", current.title), ("详细说说", current.text)]
    form.data = {**request.POST.dict(), "cares": said.cares, "version": current.version}
    who = last_hand(current)
    return _edit_page(request, case, form, status=409, who=who, mine=mine, theirs=theirs)
