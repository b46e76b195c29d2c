"""The timetable of an election: its dates, what is too near, and a date moved with a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.calendar.querysets import work_calendar
from committees.people.access import me, sent, street_staff
from committees.submissions.once import once
from elections.timetable.access import WRITERS, at_election, find_election, writers
from elections.timetable.forms import RetimeForm
from elections.timetable.models import Election, Step
from elections.timetable.moving import TICKED, retime, tick
from elections.timetable.policies import may_lead, may_retime
from elections.timetable.rules import gaps
from elections.timetable.states import CUT_OFFS, OVER, StepCode
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.workdays import WEEKEND

BOTH = ["GET", "POST"]


@dataclass(frozen=True)
class Shown:
    """A step as its page shows it. `gap`: what is too near, in words; `off`: the holiday on which
    it falls (a weekend shows by its name)."""

    step: Step
    gap: str
    off: str
    is_late: bool
    may_tick: bool

    @property
    def label(self) -> str:
        return str(StepCode(self.step.code).label)

    @property
    def is_cut_off(self) -> bool:
        return self.step.code in CUT_OFFS


def page_of_form(
    request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    """A form: 422 with everything typed when it was refused."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def shown_steps(election: Election, today: date) -> list[Shown]:
    """Every step with what is wrong about it. Two queries."""
    steps = list(election.steps.select_related("done_by").order_by("due_on", "pk"))
    calendar = work_calendar()
    days = {step.code: step.due_on for step in steps}
    found: dict[str, str] = {}
    for gap in gaps(days, election.rule_set.rules(), calendar):
        found.setdefault(gap.code, gap.words)
    over = election.stage in OVER
    return [
        Shown(
            step,
            found.get(step.code, ""),
            "" if step.due_on.weekday() in WEEKEND else calendar.off_reason(step.due_on),
            not over and step.done_on is None and step.due_on < today and step.code not in CUT_OFFS,
            not over and step.done_on is None and step.code in TICKED,
        )
        for step in steps
    ]


@require_GET
@at_election
def timetable_page(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key)
    context = {
        "election": election,
        "steps": shown_steps(election, timezone.localdate()),
        "may_retime": bool(may_retime(me(request))) and election.stage not in OVER,
        "may_lead": bool(may_lead(me(request), election)),
    }
    return render(request, "elections/timetable/page.html", context)


def _step(election: Election, code: str) -> Step:
    step: Step = get_object_or_404(election.steps.all(), code=code)
    step.election = election
    return step


@require_http_methods(BOTH)
@street_staff
@once
def retime_page(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Move one date; the page says why it stands where it stands."""
    election = find_election(request, key)
    step = _step(election, code)
    form = RetimeForm(sent(request), initial={"to": step.due_on})
    if form.is_valid():
        try:
            retime(step, **form.cleaned_data, by=me(request), on=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "日期改好了，理由写在日程里。")
            return see_other(reverse("election-timetable", args=[election.key]))
    context = {"election": election, "step": step, "label": StepCode(step.code).label}
    return page_of_form(request, "elections/timetable/retime.html", form, context)


@require_POST
@writers
@once
def tick_step(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """「做好了」, for what happens on paper."""
    election = find_election(request, key, WRITERS)
    if not may_lead(me(request), election):
        raise Http404
    try:
        tick(_step(election, code), by=me(request), on=timezone.localdate())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "记好了。")
    return see_other(reverse("election-timetable", args=[election.key]))
