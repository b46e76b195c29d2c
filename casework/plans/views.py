"""Steps of a case, one small page each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.cases.shown import shown_to
from casework.cases.views import get_or_post
from casework.cases.views_act import Act, act_page, plain
from casework.plans import actions
from casework.plans.forms import BeginForm, StepForm, WordForm
from casework.plans.models import PlanStep
from committees.people.access import at_work, me, sent
from committees.submissions.once import once
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    """照样子排步骤."""

    def carry_out(case: Case, form: PortalForm) -> str:
        template = form.cleaned_data["template"]
        made = actions.begin_plan(case, by=me(request), template=template, at=timezone.now())
        return f"排好了 {len(made)} 步，到时候会提醒。"

    hint = "日期按工作日算。排好以后可以再加自己的，不用的可以去掉。"
    act = Act("case-plan", "排帮扶步骤", "排好", "", hint)
    return act_page(request, pk, act, plain(BeginForm), carry_out)


@get_or_post
@at_work
@once
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """自己加一步."""

    def carry_out(case: Case, form: PortalForm) -> None:
        said = form.cleaned_data
        actions.add_step(
            case, by=me(request), text=said["text"], due_on=said["due_on"], at=timezone.now()
        )

    act = Act("case-plan-add", "加一步", "保存", "加好了，到时候会提醒。")
    return act_page(request, pk, act, plain(StepForm), carry_out)


@get_or_post
@at_work
@once
def done(request: HttpRequest, pk: int) -> HttpResponseBase:
    """做完了, with a word."""
    return _step_page(request, pk, "做完了", "做得怎么样", "plan-step-done")


@get_or_post
@at_work
@once
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """不用做了, with a reason."""
    return _step_page(request, pk, "不用做了", "为什么不用做了", "plan-step-drop")


def _step_page(request: HttpRequest, pk: int, heading: str, label: str, url: str) -> HttpResponse:
    by, now = me(request), timezone.now()
    rows = PlanStep.objects.visible_to(by).select_related("case__committee")
    step = get_object_or_404(rows.prefetch_related("case__household__residents"), pk=pk)
    form = WordForm(sent(request), label=label)
    if form.is_valid():
        with refusal_in(form):
            word = form.cleaned_data["word"]
            if url == "plan-step-done":
                actions.finish_step(step, by=by, word=word, at=now)
            else:
                actions.drop_step(step, by=by, why=word, at=now)
            messages.success(request, "记好了。")
            return see_other(reverse("case", args=[step.case_id]))
    shown = shown_to(by, step.case)
    context = {"form": form, "step": step, "shown": shown, "heading": heading, "url": url}
    status = 422 if form.is_bound else 200
    return render(request, "casework/plans/step.html", context, status=status)
