"""Pages of the three meetings: the matter, its steps one by one, its papers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.files.actions import serve_file
from committees.people.access import at_work, at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from meetings.convening.models import Meeting
from meetings.convening.policies import may_write
from meetings.convening.rules import when_words
from meetings.convening.views import visible_meeting
from meetings.sanhui import forms
from meetings.sanhui.coordinating import finish_deed, tell_side
from meetings.sanhui.models import Deed, Side
from meetings.sanhui.panels import Outcome, matter_of, outcome_panel
from meetings.sanhui.policies import kind_of
from meetings.sanhui.states import Part
from meetings.sanhui.steps import STEPS, Case, Writing
from meetings.sanhui.undoing import Slip, slips_of, take_back


@require_GET
@at_work_or_street
def outcome_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The matter of a hearing, a coordination or an appraisal: where it stands, what comes next."""
    meeting = visible_meeting(request, pk)
    panel = _panel(request, meeting)
    context = {
        "meeting": meeting,
        "panel": panel,
        "slips": _slips(request, panel),
        "opinion_url": f"{reverse('opinion-new')}?meeting={meeting.pk}",
    }
    return render(request, "meetings/sanhui/outcome.html", context)


@require_http_methods(["GET", "POST"])
@at_work
@once
def outcome_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of the way: a form of its own."""
    writing = STEPS.get(step)
    meeting = _written_by_me(request, pk)
    if writing is None or writing.part not in (None, kind_of(meeting)):
        raise Http404
    panel = _panel(request, meeting)
    case = Case(request, meeting, panel.matter, me(request))
    first = writing.first(panel) if writing.first else {}
    return _write(request, writing, case, first)


@require_http_methods(["GET", "POST"])
@at_work
@once
def outcome_side(request: HttpRequest, pk: int, side: int) -> HttpResponse:
    """The written notice was handed to a party."""
    meeting = _written_by_me(request, pk)
    case = Case(request, meeting, matter_of(meeting), me(request))
    rows = Side.objects.filter(matter=case.matter).select_related("matter")
    found: Side = get_object_or_404(rows, pk=side)

    def act(case: Case, said: dict[str, Any]) -> None:
        tell_side(found, by=case.by, told_on=said["told_on"], at=timezone.now())

    writing = Writing(f"已经书面通知{found.name}", forms.TellForm, act, "记好了。")
    return _write(request, writing, case, {"told_on": timezone.localdate()})


@require_http_methods(["GET", "POST"])
@at_work
@once
def outcome_deed(request: HttpRequest, pk: int, deed: int) -> HttpResponse:
    """A step of the agreement was done."""
    meeting = _written_by_me(request, pk)
    case = Case(request, meeting, matter_of(meeting), me(request))
    rows = Deed.objects.filter(agreement__matter=case.matter).select_related("agreement__matter")
    found: Deed = get_object_or_404(rows, pk=deed)

    def act(case: Case, said: dict[str, Any]) -> None:
        when = timezone.now()
        finish_deed(found, by=case.by, done_on=said["on"], note=said["note"], at=when)

    writing = Writing(f"做好了：{found.what}", forms.DoneForm, act, "记好了。")
    return _write(request, writing, case, {"on": timezone.localdate()})


@require_POST
@at_work
@once
def outcome_undo(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """撤销 a step that was written by mistake today."""
    meeting = _written_by_me(request, pk)
    matter = matter_of(meeting)
    if matter is None:
        raise Http404
    try:
        words = take_back(matter, by=me(request), key=key, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, f"撤销了：{words}。")
    return see_other(reverse("outcome", args=[pk]))


@require_GET
@at_work_or_street
def outcome_paper(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """On paper: the written notice to the parties, the agreement to sign (R25), the scores."""
    meeting = visible_meeting(request, pk)
    panel = _panel(request, meeting)
    wanted = {
        "notice": Part.COORDINATION,
        "agreement": Part.COORDINATION,
        "scores": Part.APPRAISAL,
    }
    if panel.matter is None or wanted.get(paper) != panel.part:
        raise Http404
    context = {
        "meeting": meeting,
        "panel": panel,
        "when": when_words(meeting.starts_at, meeting.ends_at, timezone.localdate()),
        "came": meeting.attendees.filter(arrived_at__isnull=False).order_by("pk"),
    }
    return render(request, f"meetings/sanhui/paper_{paper}.html", context)


@require_GET
@at_work_or_street
def outcome_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stamped rectification plan, for whoever may see its meeting."""
    panel = _panel(request, visible_meeting(request, pk))
    if panel.appraisal is None or panel.appraisal.plan_file is None:
        raise Http404
    return serve_file(panel.appraisal.plan_file)


def _write(
    request: HttpRequest, writing: Writing, case: Case, first: dict[str, Any]
) -> HttpResponse:
    about: dict[str, Any] = {
        "meeting": case.meeting,
        "matter": case.matter,
        "part": kind_of(case.meeting),
    }
    posted = request.method == "POST"
    files = request.FILES if posted else None
    form = writing.form(request.POST if posted else None, files, initial=first, **about)
    theirs = None
    if form.is_valid():
        try:
            where = writing.act(case, dict(form.cleaned_data))
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            theirs = conflict.current
        else:
            messages.success(request, writing.done)
            return see_other(where or reverse("outcome", args=[case.meeting.pk]))
    if theirs is not None:
        return _both_texts(request, writing, case, theirs, about)
    context = {"form": form, "writing": writing, "meeting": case.meeting, "matter": case.matter}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/sanhui/step.html", context, status=status)


def _both_texts(
    request: HttpRequest, writing: Writing, case: Case, current: Any, about: dict[str, Any]
) -> HttpResponse:
    """Both texts; the form keeps what was typed and now fits the newer version."""
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    form = writing.form(typed, **about)
    panel = _panel(request, case.meeting)
    saved = writing.first(panel) if writing.first else {}
    names = [name for name in form.fields if name not in ("version", "body")]
    labels = {name: str(form.fields[name].label) for name in names}
    context = {
        "form": form,
        "writing": writing,
        "meeting": case.meeting,
        "matter": case.matter,
        "theirs": [(labels[name], saved.get(name, "")) for name in names],
        "mine": [(labels[name], typed.get(name, "")) for name in names],
    }
    return render(request, "meetings/sanhui/step.html", context, status=409)


def _slips(request: HttpRequest, panel: Outcome) -> list[Slip]:
    if panel.matter is None:
        return []
    return slips_of(panel.matter, me(request), timezone.now(), panel.story)


def _panel(request: HttpRequest, meeting: Meeting) -> Outcome:
    panel = outcome_panel(meeting, me(request), timezone.now())
    if panel is None:
        raise Http404
    return panel


def _written_by_me(request: HttpRequest, pk: int) -> Meeting:
    """A meeting of the three at which the person may write; 404 for everybody else."""
    meeting = visible_meeting(request, pk)
    if not may_write(me(request), meeting) or kind_of(meeting) is None:
        raise Http404
    return meeting
