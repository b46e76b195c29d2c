"""暂停, 接着办, 定等级, 报告: what is done on one case."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.cases.shown import shown_to
from casework.cases.views import find_case, get_or_post, tap
from casework.cases.views_act import Act, act_page, of_case, plain
from casework.response import actions
from casework.response.forms import HarmForm, LevelForm, PauseForm
from committees.people.access import at_work, me, sent
from committees.submissions.once import once
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def pause(request: HttpRequest, pk: int) -> HttpResponseBase:
    """暂停."""

    def carry_out(case: Case, form: Any) -> None:
        said = form.cleaned_data
        actions.pause(
            case, by=me(request), until=said["until"], reason=said["reason"], at=timezone.now()
        )

    act = Act(
        "case-pause",
        "暂停",
        "暂停",
        "暂停了，到那天会回到“要办”。",
        "已经超期的，暂停了还是超期。居民又来说，就自动接着办。",
    )
    return act_page(request, pk, act, plain(PauseForm), carry_out)


@require_POST
@at_work
@once
def resume(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, actions.resume, "接着办，期限重新算过了。")


@get_or_post
@at_work
@once
def level(request: HttpRequest, pk: int) -> HttpResponseBase:
    """定等级."""

    def carry_out(case: Case, form: Any) -> None:
        why = form.cleaned_data["why"]
        actions.set_level(case, by=me(request), level=form.chosen, why=why, at=timezone.now())

    act = Act("case-level", "定等级", "保存", "等级改好了，期限重新算过了。")
    return act_page(request, pk, act, of_case(LevelForm), carry_out)


@get_or_post
@at_work
@once
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Suspected harm to a child: whom to ring now, and when it was done."""
    case = find_case(request, pk)
    now = timezone.localtime()
    form = HarmForm(sent(request), initial={"to": "110", "clock": now.time()})
    if form.is_valid():
        with refusal_in(form):
            actions.report_harm(
                case,
                by=me(request),
                to=form.cleaned_data["to"],
                reported_at=form.reported_at,
                said=form.cleaned_data["said"],
                at=timezone.now(),
            )
            messages.success(request, "报告记下了。")
            return see_other(reverse("case", args=[pk]))
    context = {
        "case": case,
        "shown": shown_to(me(request), case),
        "form": form,
        "reports": case.harm_reports.select_related("by"),
        "street": case.committee.street,
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/response/report.html", context, status=status)
