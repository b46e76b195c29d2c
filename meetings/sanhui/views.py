"""Pages of the three meetings: the matter, its steps one by one, its papers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.files.actions import serve_file
from committees.people.access import at_work, at_work_or_street, me
from committees.people.models import User
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from meetings.convening.forms import moment
from meetings.convening.models import Meeting
from meetings.convening.policies import may_write
from meetings.convening.rules import when_words
from meetings.convening.views import visible_meeting
from meetings.sanhui import forms
from meetings.sanhui.actions import (
    Proposal,
    add_deed,
    add_side,
    close_matter,
    draft_public,
    file_plan,
    finish_deed,
    finish_rectifying,
    look_again,
    next_round,
    sign_agreement,
    take_up,
    tell_side,
    write_agreement,
    write_appraisal,
)
from meetings.sanhui.models import Deed, Matter, Side
from meetings.sanhui.panels import Outcome, matter_of, outcome_panel, owing_of
from meetings.sanhui.policies import kind_of
from meetings.sanhui.states import Part, Purpose

Act = Callable[["Case", dict[str, Any]], str | None]
First = Callable[[Outcome], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """What a step acts upon: the meeting of the address, its matter, and who asks."""

    request: HttpRequest
    meeting: Meeting
    matter: Matter | None
    by: User

    @property
    def taken_up(self) -> Matter:
        if self.matter is None:
            raise Refused("先写清楚谁提出、哪天受理。")
        return self.matter


@dataclass(frozen=True)
class Writing:
    """One step: its form, what it starts with, its act, and the words of its page."""

    heading: str
    form: type[forms.OfMeetingForm]
    act: Act
    done: str
    first: First | None = None
    part: Part | None = None


def _take_up(case: Case, said: dict[str, Any]) -> None:
    version = said.pop("version") or 0
    proposal = Proposal(**said)
    take_up(case.meeting, by=case.by, proposal=proposal, version=version, at=timezone.now())


def _matter_typed(panel: Outcome) -> dict[str, Any]:
    matter = panel.matter
    if matter is None:
        return {"proposed_on": panel.today, "accepted_on": panel.today}
    names = ("subject", "proposer", "proposed_on", "accepted_on", "unit", "version")
    return {**{name: getattr(matter, name) for name in names}, "body": matter.body_id}


def _round(case: Case, said: dict[str, Any]) -> str:
    made = next_round(
        case.taken_up,
        by=case.by,
        starts_at=moment(said["day"], said["starts"]),
        place=said["place"],
        short_notice_why=said["short_notice_why"],
        at=timezone.now(),
    )
    return reverse("meeting", args=[made.pk])


def _side(case: Case, said: dict[str, Any]) -> None:
    add_side(case.taken_up, by=case.by, name=said["name"], body=said["body"], at=timezone.now())


def _agreement(case: Case, said: dict[str, Any]) -> None:
    write_agreement(
        case.taken_up,
        by=case.by,
        text=said["text"],
        version=said["version"] or 0,
        at=timezone.now(),
    )


def _agreement_typed(panel: Outcome) -> dict[str, Any]:
    there = panel.agreement
    return {"text": there.text, "version": there.version} if there else {}


def _sign(case: Case, said: dict[str, Any]) -> None:
    sign_agreement(
        case.taken_up,
        by=case.by,
        signed_on=said["signed_on"],
        unsigned_why=said["unsigned_why"],
        at=timezone.now(),
    )


def _deed(case: Case, said: dict[str, Any]) -> None:
    what = {name: said[name] for name in ("what", "who", "due_on")}
    add_deed(case.taken_up, by=case.by, at=timezone.now(), **what)


def _scores(case: Case, said: dict[str, Any]) -> None:
    write_appraisal(
        case.taken_up,
        by=case.by,
        present=said["present"],
        lines=said["lines"],
        opinions=said["opinions"],
        made_on=said["made_on"],
        version=said["version"] or 0,
        at=timezone.now(),
    )


def _scores_typed(panel: Outcome) -> dict[str, Any]:
    there = panel.appraisal
    if there is None:
        return {"made_on": panel.today}
    return {
        "made_on": there.made_on,
        "present": there.present,
        "lines": forms.scores_as_typed(panel.scores),
        "opinions": there.opinions,
        "version": there.version,
    }


def _plan(case: Case, said: dict[str, Any]) -> None:
    upload = case.request.FILES.get("file")
    file_plan(
        case.taken_up,
        by=case.by,
        filed_on=said["filed_on"],
        text=said["text"],
        file=said["file"],
        file_name=(upload.name or "") if upload else "",
        at=timezone.now(),
    )


def _check(case: Case, said: dict[str, Any]) -> None:
    look_again(case.taken_up, by=case.by, on=said["on"], text=said["text"], at=timezone.now())


def _rectified(case: Case, said: dict[str, Any]) -> None:
    finish_rectifying(
        case.taken_up, by=case.by, done_on=said["on"], note=said["note"], at=timezone.now()
    )


def _close(case: Case, said: dict[str, Any]) -> None:
    now = timezone.now()
    close_matter(
        case.taken_up,
        by=case.by,
        closed_on=said["on"],
        note=said["note"],
        owing=owing_of(case.meeting, case.by, now),
        at=now,
    )


def _result(case: Case, said: dict[str, Any]) -> str:
    notice = draft_public(
        case.taken_up,
        case.taken_up.meeting,
        by=case.by,
        purpose=Purpose.RESULT,
        result=said["result"],
        at=timezone.now(),
    )
    return reverse("notice-preview", args=[notice.pk])


def _notice(case: Case, said: dict[str, Any]) -> str:
    notice = draft_public(
        case.taken_up,
        case.meeting,
        by=case.by,
        purpose=Purpose.BEFORE,
        result="",
        at=timezone.now(),
    )
    return reverse("notice-preview", args=[notice.pk])


def _on_today(panel: Outcome) -> dict[str, Any]:
    return {"on": panel.today, "filed_on": panel.today}


def _closing(panel: Outcome) -> dict[str, Any]:
    return {"result": panel.matter.closed_note if panel.matter else ""}


STEPS: dict[str, Writing] = {
    "matter": Writing(
        "提出和受理", forms.MatterForm, _take_up, "记好了。", first=_matter_typed
    ),
    "notice": Writing("写会前公示", forms.OfMeetingForm, _notice, "公示的草稿写好了，请看一遍。"),
    "round": Writing("再开一轮", forms.RoundForm, _round, "下一轮定好了，请的人都会收到消息。"),
    "side": Writing("写一方", forms.SideForm, _side, "记好了。", part=Part.COORDINATION),
    "agreement": Writing(
        "写协议", forms.AgreementForm, _agreement, "协议保存好了。", _agreement_typed,
        Part.COORDINATION,
    ),
    "sign": Writing("签了没有", forms.SignForm, _sign, "记好了。", part=Part.COORDINATION),
    "deed": Writing(
        "写一步", forms.DeedForm, _deed, "记好了，到期前会提醒主任。", part=Part.COORDINATION
    ),
    "scores": Writing(
        "记打分和意见", forms.ScoresForm, _scores, "记好了，请把结果告诉被评议的单位。",
        _scores_typed, Part.APPRAISAL,
    ),
    "plan": Writing(
        "收到整改方案", forms.PlanForm, _plan, "方案收好了。", _on_today, Part.APPRAISAL
    ),
    "check": Writing("去看一次", forms.CheckForm, _check, "记好了。", _on_today, Part.APPRAISAL),
    "rectified": Writing(
        "整改好了", forms.DoneForm, _rectified, "记好了。", _on_today, Part.APPRAISAL
    ),
    "close": Writing("办结", forms.CloseForm, _close, "这件事办结了。", _on_today),
    "result": Writing(
        "公开结果", forms.ResultForm, _result, "公开的草稿写好了，请看一遍。", _closing
    ),
}  # fmt: skip


@require_GET
@at_work_or_street
def outcome_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The matter of a hearing, a coordination or an appraisal: where it stands, what comes next."""
    meeting = visible_meeting(request, pk)
    panel = _panel(request, meeting)
    context = {
        "meeting": meeting,
        "panel": panel,
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
