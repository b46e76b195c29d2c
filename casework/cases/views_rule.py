"""设置 → 事项交接: the street's hours."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from casework.cases.forms_rule import RuleForm
from casework.cases.handover import answer_due
from casework.cases.models import CaseRule
from casework.cases.settling import settle_answer_hours
from casework.cases.views import get_or_post
from committees.people.access import me, posted_as, sent
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


@get_or_post
@posted_as(Role.CLERK)
@once
def rule(request: HttpRequest) -> HttpResponseBase:
    """One number, what it means today, and what it does not touch."""
    now = CaseRule.current()
    initial = {"answer_hours": now.answer_hours, "version": now.version}
    form = RuleForm(sent(request), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            settle_answer_hours(said["answer_hours"], by=me(request), version=said["version"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_numbers(request, form, conflict.current)
        else:
            messages.success(request, "改好了。从现在起交给别人的事项，这样算。")
            return see_other(reverse("case-rule"))
    return _page(request, form, status=422 if form.is_bound else 200)


def _both_numbers(request: HttpRequest, form: RuleForm, current: CaseRule) -> HttpResponse:
    mine = [("几小时内答复", form.cleaned_data["answer_hours"])]
    theirs = [("几小时内答复", current.answer_hours)]
    form.data = {**request.POST.dict(), "version": current.version}
    return _page(request, form, status=409, mine=mine, theirs=theirs)


def _page(
    request: HttpRequest, form: RuleForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"form": form, "until": answer_due(timezone.now()), "who": "同事", **more}
    return render(request, "casework/cases/rule.html", context, status=status)
