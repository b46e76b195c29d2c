"""敲门没人应: the list, the page with its ladder, one tap for a call, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.knocks import actions
from casework.knocks.forms import CallOffForm, SeenForm, StepForm
from casework.knocks.ladder import note_reading, rungs_of
from casework.knocks.models import Knock, KnockStep
from casework.knocks.policies import may_reopen
from casework.knocks.shown import open_knocks, shown_to
from casework.knocks.states import Outcome, Rung
from committees.people.access import at_work, home_committee, me, street_staff
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

PAGE = 30
ORDER = ("-opened_at", "-id")


@require_safe
@at_work
def knocks(request: HttpRequest) -> HttpResponse:
    """Open ones first, all of them; what is over a page at a time."""
    user, committee = me(request), home_committee(request)
    own = Knock.objects.visible_to(user).filter(committee=committee)
    page = keyset_page(own.ended().for_lists(), ORDER, request.GET.get("after"), PAGE)
    context = {
        "open": open_knocks(user, committee),
        "page": page,
        "rows": [shown_to(user, knock) for knock in page.rows],
    }
    return render(request, "casework/knocks/list.html", context)


@require_safe
@street_staff
def street_knocks(request: HttpRequest) -> HttpResponse:
    """Every open alarm of the street, the longest first; doors and names masked."""
    user = me(request)
    rows = Knock.objects.visible_to(user).open().for_lists()
    context = {"rows": [shown_to(user, knock) for knock in rows], "at": timezone.now()}
    return render(request, "casework/knocks/street.html", context)


def find_knock(request: HttpRequest, pk: int) -> Knock:
    """The street has its list and no more: this page opens for the committee's own people."""
    rows = Knock.objects.visible_to(me(request))
    found: Knock = get_object_or_404(
        rows.select_related(
            "committee",
            "household__dwelling__building",
            "household__dwelling__group__leader",
            "resident",
            "opened_by",
            "ended_by",
        ),
        pk=pk,
    )
    return found


@require_safe
@at_work
def knock(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_knock(request, pk)
    if found.is_open:
        note_reading(found, by=me(request))
    return knock_page(request, found)


@dataclass(frozen=True)
class Line:
    """A line of the timeline component."""

    at: datetime
    who: str
    text: str
    system: bool = False


def knock_page(
    request: HttpRequest, found: Knock, *, problem: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    """The ladder while it is open, and everything that was done, newest first."""
    user, now = me(request), timezone.now()
    own = user.reach.works_in(found.committee_id)
    steps = list(KnockStep.objects.visible_to(user).filter(knock=found).select_related("by"))
    entries = list(found.entries.kept().select_related("author").prefetch_related("cases"))
    cases = [case for entry in entries for case in entry.cases.all() if case.is_kept]
    context = {
        "knock": found,
        "shown": shown_to(user, found),
        "rungs": rungs_of(found, steps) if found.is_open and own else [],
        "lines": _lines(found, steps, entries),
        "cases": cases,
        "may_reopen": bool(may_reopen(user, found, now)),
        "problem": problem,
        "seen_form": SeenForm(at=now, initial={"who": user.name}),
        "step_form": StepForm(),
        "off_form": CallOffForm(),
        **forms,
    }
    return render(request, "casework/knocks/knock.html", context, status=status)


def _lines(found: Knock, steps: list[KnockStep], entries: list[Any]) -> list[Line]:
    lines = [Line(step.at, step.by.name, step_words(step)) for step in steps]
    lines += [
        Line(entry.recorded_at, entry.author.name, f"上门走访：{entry.text}") for entry in entries
    ]
    if found.ended_at is not None and found.ended_by is not None:
        seen = f"（{found.seen_by}）" if found.seen_by else ""
        told = f"{found.get_state_display()}{seen}{'：' if found.words else ''}{found.words}"
        lines.append(Line(found.ended_at, found.ended_by.name, told))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def step_words(step: KnockStep) -> str:
    """「打紧急联系人 王丽（女儿）：没人接」."""
    outcome = step.words or Outcome(step.outcome).label
    if step.words and step.outcome == Outcome.REACHED:
        outcome = f"打通了，{step.words}"
    where = f"{Rung(step.rung).label} {step.whom}".strip()
    return outcome if step.rung == Rung.OTHER and not step.whom else f"{where}：{outcome}"


@require_POST
@at_work
@once
def step(request: HttpRequest, pk: int) -> HttpResponseBase:
    """打了没人接 · 打通了 · 说…, one tap each."""
    form = StepForm(request.POST)
    data = form.cleaned_data if form.is_valid() else {}
    if not data:
        return knock_page(request, find_knock(request, pk), status=422, step_form=form)

    def write(found: Knock) -> None:
        actions.write_step(
            found,
            by=me(request),
            rung=data["rung"] or Rung.OTHER,
            whom=data["whom"] or "",
            outcome=data["outcome"],
            words=data["words"],
            at=timezone.now(),
        )

    return _act(request, pk, write, "记下了。见到本人以前，这一条一直在“今日”最上面。")


@require_POST
@at_work
@once
def seen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """见到本人."""
    now = timezone.now()
    form = SeenForm(request.POST, at=now)
    if not form.is_valid():
        return knock_page(request, find_knock(request, pk), status=422, seen_form=form)
    data = form.cleaned_data

    def write(found: Knock) -> None:
        actions.write_seen(
            found, by=me(request), who=data["who"], how=data["how"], seen_at=form.seen_at, at=now
        )

    return _act(request, pk, write, "记好了，大家都会知道。", undo="knock-reopen", seen_form=form)


@require_POST
@at_work
@once
def call_off(request: HttpRequest, pk: int) -> HttpResponseBase:
    """不用找了, in words."""
    form = CallOffForm(request.POST)
    if not form.is_valid():
        return knock_page(request, find_knock(request, pk), status=422, off_form=form)

    def write(found: Knock) -> None:
        actions.call_off(found, by=me(request), words=form.cleaned_data["words"], at=timezone.now())

    return _act(request, pk, write, "记好了，不用再找了。", undo="knock-reopen", off_form=form)


@require_POST
@at_work
@once
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """撤销 of the end."""

    def write(found: Knock) -> None:
        actions.reopen(found, by=me(request), at=timezone.now())

    return _act(request, pk, write, "撤销了，请接着找人。")


def _act(
    request: HttpRequest,
    pk: int,
    write: Callable[[Knock], None],
    words: str,
    *,
    undo: str = "",
    **forms: Any,
) -> HttpResponseBase:
    found = find_knock(request, pk)
    try:
        write(found)
    except Refused as refused:
        again = find_knock(request, pk)
        return knock_page(request, again, problem=refused.reason, status=422, **forms)
    tag = f"undo:{reverse(undo, args=[pk])}" if undo else ""
    messages.success(request, words, extra_tags=tag)
    return see_other(reverse("knock", args=[pk]))
