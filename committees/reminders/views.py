"""The ladders of reminders, edited by the street."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, posted_as
from committees.reach.states import Role
from committees.reminders import ladders as editing
from committees.reminders.forms import StepForm
from committees.reminders.models import LadderStep
from committees.reminders.rules import minutes_ahead
from committees.reminders.states import LADDER_RULES, Rule
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

keeps_settings = posted_as(Role.CLERK, Role.ADMIN)


@keeps_settings
@require_safe
def ladders(request: HttpRequest) -> HttpResponse:
    """Every ladder, its earliest step first."""
    steps = sorted(LadderStep.objects.all(), key=minutes_ahead, reverse=True)
    groups = [(rule, [step for step in steps if step.rule == rule]) for rule in LADDER_RULES]
    return render(request, "committees/reminders/ladders.html", {"groups": groups})


@keeps_settings
@once
def new_step(request: HttpRequest, rule: str) -> HttpResponse:
    if rule not in LADDER_RULES:
        raise Http404
    return step_form(request, LadderStep(rule=rule))


@keeps_settings
@once
def step(request: HttpRequest, pk: int) -> HttpResponse:
    return step_form(request, get_object_or_404(LadderStep, pk=pk))


@keeps_settings
@require_POST
@once
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_object_or_404(LadderStep, pk=pk)
    try:
        editing.remove_step(step, by=me(request), at=timezone.now())
    except Refused as refused:
        form = StepForm(instance=step)
        return step_page(request, form, status=422, refusal=refused.reason)
    messages.success(request, "这一步不用了，还没发的提醒已经重排。")
    return see_other(reverse("ladders"))


def step_form(request: HttpRequest, step: LadderStep) -> HttpResponse:
    """Show the form of a step, or save it."""
    if request.method != "POST":
        return step_page(request, StepForm(instance=step))
    form = StepForm(request.POST, instance=step)
    if form.is_valid():
        try:
            editing.save_step(form.save(commit=False), by=me(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "存好了，还没发的提醒已经按新的时间重排。")
            return see_other(reverse("ladders"))
    return step_page(request, form, status=422)


def step_page(
    request: HttpRequest, form: StepForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    rule = Rule(form.instance.rule)
    context = {"form": form, "rule": rule, "step": form.instance, "refusal": refusal}
    return render(request, "committees/reminders/step.html", context, status=status)
