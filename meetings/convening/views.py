"""Pages of meetings: the list, one meeting, its papers, and the link for a body."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.people.access import at_work, at_work_or_street, home_committee, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from jiedao.common.shown_once import keep_for_next_page
from meetings.convening.actions import (
    cancel_meeting,
    change,
    convene,
    make_link,
    mark_held,
)
from meetings.convening.forms import CancelForm, HeldForm, MeetingForm, as_typed
from meetings.convening.invitations import page_of, sign_in_groups
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_change
from meetings.convening.querysets import representatives_held
from meetings.convening.rules import Facts, when_words
from meetings.kinds.states import KindKey

director = posted_as(Role.DIRECTOR)
COMING_MOST = 50
PAGE = 20


@require_GET
@at_work
def meeting_list(request: HttpRequest) -> HttpResponse:
    """What is planned, the nearest first, and what is over, the newest first."""
    committee = home_committee(request)
    mine = Meeting.objects.visible_to(me(request)).filter(committee=committee)
    year = timezone.localdate().year
    context = {
        "committee": committee,
        "year": year,
        "now": timezone.now(),
        "planned": mine.planned().order_by("starts_at", "pk")[:COMING_MOST],
        "page": keyset_page(mine.over(), ("-starts_at", "-id"), request.GET.get("after"), PAGE),
        "held": representatives_held([committee], year)[committee.pk],
        "leads": me(request).reach.leads(committee.pk),
    }
    return render(request, "meetings/convening/list.html", context)


@require_http_methods(["GET", "POST"])
@director
@once
def meeting_new(request: HttpRequest) -> HttpResponse:
    committee = _led_committee(request)
    if request.method == "GET":
        return _form_page(request, MeetingForm(initial=_first(request), committee=committee))
    form = MeetingForm(request.POST, committee=committee)
    if form.is_valid():
        try:
            meeting = convene(committee, by=me(request), plan=form.plan(), at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "会议定好了，请的人都会收到消息。")
            return see_other(page_of(meeting))
    return _form_page(request, form, status=422)


@require_http_methods(["GET", "POST"])
@director
@once
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _own(request, pk)
    if request.method == "GET":
        if not meeting.is_planned:
            return _over(request, meeting)
        form = MeetingForm(initial=as_typed(meeting), committee=meeting.committee)
        return _form_page(request, form, meeting)
    form = MeetingForm(request.POST, committee=meeting.committee)
    if form.is_valid():
        try:
            change(
                meeting,
                by=me(request),
                plan=form.plan(),
                version=form.cleaned_data["version"] or 0,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, "改好了，请的人都会收到消息。")
            return see_other(page_of(meeting))
    return _form_page(request, form, meeting, status=422)


@require_http_methods(["GET", "POST"])
@director
@once
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _own(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            cancel_meeting(meeting, by=me(request), why=why, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "会议取消了，请的人都会收到消息。")
            return see_other(page_of(meeting))
    return _act_page(request, "meetings/convening/cancel.html", meeting, form)


@require_http_methods(["GET", "POST"])
@director
@once
def meeting_held(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _own(request, pk)
    form = HeldForm(request.POST or None, initial=as_typed(meeting))
    if form.is_valid():
        try:
            mark_held(
                meeting,
                by=me(request),
                started_at=form.starts_at,
                ended_at=form.ends_at,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"记好了：{meeting.title}已开。")
            return see_other(page_of(meeting))
    return _act_page(request, "meetings/convening/held.html", meeting, form)


@require_POST
@director
@once
def meeting_link(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """Make the link of a body; the next page shows it, once."""
    meeting = _own(request, pk)
    invited = get_object_or_404(meeting.invited_bodies, pk=guest)
    keep_for_next_page(request, link_name(invited), make_link(invited, by=me(request)))
    messages.success(request, "链接做好了，请现在复制。它只显示这一次。")
    return see_other(f"{page_of(meeting)}#guest-{invited.pk}")


@require_GET
@at_work_or_street
def meeting_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice on paper (R22)."""
    meeting = visible_meeting(request, pk)
    context = {
        "meeting": meeting,
        "facts": meeting.facts(),
        "when": when_words(meeting.starts_at, meeting.ends_at, timezone.localdate()),
    }
    return render(request, "meetings/convening/notice.html", context)


@require_GET
@at_work_or_street
def meeting_sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign-in sheet on paper, body by body, with a column to sign (R22)."""
    meeting = visible_meeting(request, pk)
    context = {
        "meeting": meeting,
        "groups": sign_in_groups(meeting, timezone.localdate()),
        "when": when_words(meeting.starts_at, meeting.ends_at, timezone.localdate()),
    }
    return render(request, "meetings/convening/sign_in_sheet.html", context)


def visible_meeting(request: HttpRequest, pk: int) -> Meeting:
    """With everything that its facts and its policies ask for. 404 for a stranger."""
    meetings = Meeting.objects.visible_to(me(request)).select_related(
        "committee", "chair", "kind", "rules"
    )
    meeting: Meeting = get_object_or_404(meetings, pk=pk)
    return meeting


def _own(request: HttpRequest, pk: int) -> Meeting:
    """A meeting of the committee that the person leads."""
    meeting = visible_meeting(request, pk)
    if not may_change(me(request), meeting):
        raise Http404
    return meeting


def _led_committee(request: HttpRequest) -> Committee:
    """The committee whose director asks: mostly the home one."""
    home = home_committee(request)
    if me(request).reach.leads(home.pk):
        return home
    led = Committee.objects.visible_to(me(request)).in_street_order()
    committee: Committee = get_object_or_404(
        led, pk=min(me(request).reach.committees_as([Role.DIRECTOR]))
    )
    return committee


def _first(request: HttpRequest) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    return {"kind": kind or KindKey.JOINT}


def _form_page(
    request: HttpRequest, form: MeetingForm, meeting: Meeting | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/convening/form.html", context, status=status)


def _act_page(
    request: HttpRequest, template: str, meeting: Meeting, form: CancelForm | HeldForm
) -> HttpResponse:
    """A planned meeting's own page for one act; what is over leads back to its page."""
    if not meeting.is_planned and request.method == "GET":
        return _over(request, meeting)
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "meeting": meeting}, status=status)


def _over(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    messages.warning(request, f"这个会{meeting.get_state_display()}，不能再改。")
    return see_other(page_of(meeting))


def _both_texts(request: HttpRequest, form: MeetingForm, current: Meeting) -> HttpResponse:
    """Both versions side by side; the form keeps what was typed and now fits the newer version."""
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    again = MeetingForm(typed, committee=current.committee)
    context = {
        "form": again,
        "meeting": current,
        "theirs": _in_words(current.facts()),
        "mine": _in_words(form.plan().facts()),
    }
    return render(request, "meetings/convening/conflict.html", context, status=409)


def _in_words(facts: Facts) -> list[tuple[str, str]]:
    return [
        ("会议名称", facts.title),
        ("时间", when_words(facts.starts_at, facts.ends_at, timezone.localdate())),
        ("地点", facts.place),
        ("请的单位", "、".join(facts.bodies)),
        ("议题", "\n".join(facts.topics)),
    ]


def link_name(invited: InvitedBody) -> str:
    """Under which a fresh link waits for the page that shows it once."""
    return f"guest-{invited.pk}"
