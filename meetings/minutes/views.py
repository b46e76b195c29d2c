"""Pages of minutes: the text, its editor, the round of signatures, addenda, the release."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.people.access import at_work, at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.documents import PDF_TYPE, pdf_available, render_pdf
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import attachment, see_other, word_attachment
from jiedao.common.official import lines_of
from meetings.convening.models import Meeting
from meetings.minutes.actions import (
    add_addendum,
    lock_minutes,
    note_signatures,
    proposed_public,
    release_minutes,
    save_minutes,
    send_round,
    start_minutes,
    take_back,
    take_down,
)
from meetings.minutes.drafting import presence_of
from meetings.minutes.forms import AddendumForm, BodyForm, PublicForm, SignaturesForm
from meetings.minutes.models import Minutes
from meetings.minutes.papers import file_name, paper_of
from meetings.minutes.policies import may_edit, may_release, may_write
from meetings.minutes.states import MinutesState


@require_http_methods(["GET", "POST"])
@at_work_or_street
@once
def minutes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they stand; a POST drafts them from the record."""
    if request.method == "POST":
        return _start(request, pk)
    meeting = _meeting(request, pk)
    minutes = Minutes.objects.visible_to(me(request)).filter(meeting=meeting).first()
    context: dict[str, Any] = {"meeting": meeting, "minutes": minutes, "pdf": pdf_available()}
    if minutes is None:
        context["may_write"] = may_write(me(request), meeting)
    else:
        minutes.meeting = meeting
        context |= _about(request, minutes)
    return render(request, "meetings/minutes/page.html", context)


def _about(request: HttpRequest, minutes: Minutes) -> dict[str, Any]:
    signatures = list(minutes.signatures.all())
    return {
        "lines": lines_of(minutes.body),
        "presence": presence_of(minutes.meeting).groups,
        "addenda": minutes.addenda.select_related("by"),
        "signatures": signatures,
        "signed": [line.name for line in signatures if line.signed_at],
        "unsigned": [line for line in signatures if not line.signed_at],
        "may_edit": bool(may_edit(me(request), minutes)),
        "may_sign": _works_here(request, minutes) and minutes.state == MinutesState.SIGNING,
        "may_add": _works_here(request, minutes) and minutes.state == MinutesState.LOCKED,
        "may_release": bool(may_release(me(request), minutes)),
    }


def _start(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    _inside(request, meeting)
    try:
        start_minutes(meeting, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return see_other(_address(meeting))
    messages.success(request, "草稿排好了，请看一遍，有要改的直接改。")
    return see_other(reverse("minutes-edit", args=[meeting.pk]))


@require_http_methods(["GET", "POST"])
@at_work
@once
def minutes_edit(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    allowed = may_edit(me(request), minutes)
    if not allowed and request.method == "GET":
        messages.warning(request, allowed.reason)
        return see_other(_address(minutes.meeting))
    typed = request.POST if request.method == "POST" else None
    form = BodyForm(typed, initial={"body": minutes.body, "version": minutes.version})
    if form.is_valid():
        try:
            return _saved(request, minutes, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both(request, form, conflict.current)
    return _form(request, "edit", minutes, form)


def _saved(request: HttpRequest, minutes: Minutes, form: BodyForm) -> HttpResponse:
    fields = form.cleaned_data
    _, together = save_minutes(
        minutes,
        by=me(request),
        body=fields["body"],
        version=fields["version"],
        at=timezone.now(),
    )
    words = "保存好了。别的同事刚才也改了别的段落，两边的改动都在。" if together else "保存好了。"
    messages.success(request, words)
    return see_other(_address(minutes.meeting))


def _both(request: HttpRequest, form: BodyForm, current: Minutes) -> HttpResponse:
    """Both texts side by side; the form keeps what was typed and fits the newer version."""
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    last = current.revisions.select_related("by").order_by("-number").first()
    context = {
        "form": BodyForm(typed),
        "meeting": current.meeting,
        "who": last.by.name if last else "别的同事",
        "theirs": [("纪要正文", current.body)],
        "mine": [("纪要正文", form.cleaned_data["body"])],
    }
    return render(request, "meetings/minutes/conflict.html", context, status=409)


@require_http_methods(["GET", "POST"])
@at_work
@once
def minutes_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The round of signatures: who has signed on paper, and who could not."""
    minutes = _minutes(request, pk)
    if minutes.state != MinutesState.SIGNING:
        messages.warning(request, "纪要现在不在签字。")
        return see_other(_address(minutes.meeting))
    form = SignaturesForm(request.POST or None, minutes=minutes)
    if form.is_valid():
        try:
            note_signatures(
                minutes, by=me(request), signed=form.signed, notes=form.notes, at=timezone.now()
            )
            if request.POST.get("then") == "lock":
                lock_minutes(minutes, by=me(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了。")
            return see_other(_address(minutes.meeting))
    return _form(request, "sign", minutes, form, may_lock=_leads(request, minutes))


@require_POST
@at_work
@once
def minutes_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Acts of one tap: send round, take back, lock, take down."""
    acts = {
        "round": (send_round, "可以打印签字了。"),
        "back": (take_back, "退回修改了，改好再送签。"),
        "lock": (lock_minutes, "纪要锁定了。"),
        "down": (take_down, "居民看不到了。"),
    }
    if step not in acts:
        raise Http404
    act, words = acts[step]
    minutes = _minutes(request, pk)
    try:
        act(minutes, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, words)
    return see_other(_address(minutes.meeting))


@require_http_methods(["GET", "POST"])
@at_work
@once
def addendum_new(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    form = AddendumForm(request.POST or None)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            added = add_addendum(minutes, by=me(request), text=text, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"补正第 {added.number} 号写好了。")
            return see_other(_address(minutes.meeting))
    return _form(request, "addendum", minutes, form)


@require_http_methods(["GET", "POST"])
@at_work
@once
def minutes_public(request: HttpRequest, pk: int) -> HttpResponse:
    """What residents will read, before they do."""
    minutes = _minutes(request, pk)
    proposed = proposed_public(minutes)
    first = {"text": minutes.public_body or proposed.text}
    form = PublicForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            release_minutes(minutes, by=me(request), text=text, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "公开了，居民现在能看到。")
            return see_other(_address(minutes.meeting))
    allowed = may_release(me(request), minutes)
    return _form(request, "preview", minutes, form, proposed=proposed, allowed=allowed)


@require_GET
@at_work_or_street
def minutes_word(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    return word_attachment(paper_of(minutes), f"{file_name(minutes)}.docx")


@require_GET
@at_work_or_street
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as PDF; where the machine cannot make one, the page says which command adds it."""
    minutes = _minutes(request, pk)
    if not pdf_available().ok:
        return see_other(reverse("minutes-print", args=[minutes.meeting_id]))
    content = render_pdf("meetings/minutes/paper_pdf.html", {"paper": paper_of(minutes)}, request)
    return attachment(content, f"{file_name(minutes)}.pdf", PDF_TYPE)


@require_GET
@at_work_or_street
def minutes_print(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    context = {"paper": paper_of(minutes), "minutes": minutes, "meeting": minutes.meeting}
    return render(request, "meetings/minutes/print.html", {**context, "pdf": pdf_available()})


@require_GET
def public_minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Released minutes as residents read them."""
    released = Minutes.objects.released().select_related("meeting__committee")
    minutes = get_object_or_404(released, meeting__committee__slug=slug, meeting_id=pk)
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "committee": minutes.meeting.committee,
        "lines": lines_of(minutes.public_body),
    }
    return render(request, "meetings/minutes/public.html", context)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    found = Meeting.objects.visible_to(me(request)).select_related("committee", "chair", "rules")
    meeting: Meeting = get_object_or_404(found, pk=pk)
    return meeting


def _minutes(request: HttpRequest, pk: int) -> Minutes:
    rows = Minutes.objects.visible_to(me(request))
    found = rows.select_related("meeting__committee", "meeting__chair", "meeting__rules")
    minutes: Minutes = get_object_or_404(found, meeting_id=pk)
    return minutes


def _inside(request: HttpRequest, meeting: Meeting) -> None:
    """Writing is for the people of the committee; the street reads."""
    if not me(request).reach.works_in(meeting.committee_id):
        raise Http404


def _works_here(request: HttpRequest, minutes: Minutes) -> bool:
    return me(request).reach.works_in(minutes.meeting.committee_id)


def _leads(request: HttpRequest, minutes: Minutes) -> bool:
    return me(request).reach.leads(minutes.meeting.committee_id)


def _address(meeting: Meeting) -> str:
    return reverse("minutes", args=[meeting.pk])


def _form(
    request: HttpRequest, name: str, minutes: Minutes, form: Any, **more: Any
) -> HttpResponse:
    context = {"form": form, "minutes": minutes, "meeting": minutes.meeting, **more}
    status = 422 if form.is_bound else 200
    return render(request, f"meetings/minutes/{name}.html", context, status=status)
