"""Pages of coming to a meeting: answers, signing in, papers, and the screen on the wall."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.feedback.limits import is_used_up, within_limit
from committees.people.access import at_work_or_street, me, posted_as
from committees.reach.states import PARTNER_ROLES
from committees.submissions.once import once
from jiedao.common.documents import qr_svg
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.attendance.actions import (
    answer,
    answer_for_body,
    answer_many,
    close_doors,
    open_meeting,
    sign_in_by_code,
    tick,
    walk_in,
)
from meetings.attendance.forms import AttendForm, OpenForm, ReplyForm, WalkInForm
from meetings.attendance.models import Attendee
from meetings.attendance.panels import attendance_panel, first_reply, lines_of, rows_of, sheet_of
from meetings.attendance.roster import expected_rows
from meetings.attendance.sheets import touched_replies, touched_stays
from meetings.attendance.states import Signed
from meetings.convening.invitations import page_of
from meetings.convening.links import by_link, token_of
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_run, may_write
from meetings.convening.rules import when_words
from meetings.convening.views import visible_meeting
from meetings.kinds.states import Roster

TRIES, SPAN = 5, timedelta(minutes=15)
TOO_OFTEN = "试得太多了，请过一刻钟再试，或者请会场的工作人员帮您签到。"
HEARD = "记好了，居委会能看到。谢谢您。"
post_or_get = require_http_methods(["GET", "POST"])


# Answers


@post_or_get
@at_work_or_street
@once
def my_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who signs in answers for herself."""
    meeting = visible_meeting(request, pk)
    row = get_object_or_404(Attendee.objects.filter(meeting=meeting), user=me(request))
    row.meeting = meeting
    template = "meetings/attendance/answer.html"
    return _answered(request, row, template, thanks="记好了，谢谢您。", to=page_of(meeting))


def _answered(
    request: HttpRequest, row: Attendee, template: str, *, thanks: str, to: str
) -> HttpResponse:
    """Somebody who is signed in says whether she comes."""
    form = ReplyForm(request.POST or None, initial=first_reply(row))
    if form.is_valid():
        try:
            answer(row, by=me(request), reply=form.reply, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, thanks)
            return see_other(to)
    return _form(request, template, row.meeting, form)


@post_or_get
@by_link
@once
def partner_answer(request: HttpRequest, invited: InvitedBody, /) -> HttpResponse:
    """A body answers through its link."""
    home = reverse("partner-link", args=[token_of(request)])
    form = ReplyForm(request.POST or None, initial=first_reply(invited))
    if form.is_valid():
        try:
            answer_for_body(invited, reply=form.reply, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, HEARD)
            return see_other("../")  # what is kept of a sent form knows no link
    more = {"body": invited.body, "home": home}
    return _form(request, "meetings/attendance/partner_answer.html", invited.meeting, form, more)


@post_or_get
@posted_as(*PARTNER_ROLES)
@once
def body_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody of a body who came in with a code answers without looking for the link."""
    mine = Attendee.objects.select_related("meeting__committee", "body").filter(
        meeting__in=Meeting.objects.expected_of(me(request).reach), user=me(request)
    )
    row = get_object_or_404(mine, meeting=pk)
    template = "meetings/attendance/body_answer.html"
    return _answered(request, row, template, thanks=HEARD, to=reverse("actions"))


@post_or_get
@at_work_or_street
@once
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What people said on the phone, for the whole list at once."""
    meeting = _written(request, pk)

    def write() -> str:
        count = answer_many(
            meeting, by=me(request), replies=touched_replies(request.POST), at=timezone.now()
        )
        return f"记好了 {count} 个人的回答。" if count else "没有改动。"

    return _sheet(request, meeting, "meetings/attendance/answers.html", write)


# Opening, arriving


@post_or_get
@at_work_or_street
@once
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """开会签到. Where nobody is on a roster, the number of those entitled is asked first."""
    meeting = _run(request, pk)
    asks = meeting.rules.roster == Roster.OPEN and meeting.rules.quorum_share is not None
    first = {"entitled": meeting.entitled or meeting.committee.households}
    form = OpenForm(request.POST or None, initial=first)
    if request.method == "POST" and (not asks or form.is_valid()):
        entitled = form.cleaned_data["entitled"] if asks else None
        try:
            open_meeting(meeting, by=me(request), at=timezone.now(), entitled=entitled)
        except Refused as refused:
            if not asks:
                messages.warning(request, refused.reason)
                return see_other(page_of(meeting))
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "可以签到了。把签到码写在会场，或者放到大屏幕上。")
            return see_other(reverse("meeting-sign-in", args=[pk]))
    if not asks:
        return see_other(page_of(meeting))
    return _form(request, "meetings/attendance/open.html", meeting, form)


@require_POST
@at_work_or_street
@once
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Opened by mistake."""
    meeting = _run(request, pk)
    try:
        close_doors(meeting, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "退回准备了，到时再开。")
    return see_other(page_of(meeting))


@post_or_get
@at_work_or_street
@once
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole list: everybody reads it, the secretary ticks. Works without JavaScript."""
    meeting = visible_meeting(request, pk)
    if request.method == "POST" and not may_write(me(request), meeting):
        raise Http404

    def write() -> str:
        now = timezone.now()
        stays = touched_stays(meeting, request.POST, now)
        signed = Signed.PAPER if request.POST.get("paper") else Signed.TICK
        count = tick(meeting, by=me(request), stays=stays, signed=signed, at=now)
        return f"记好了 {count} 个人。" if count else "没有改动。"

    return _sheet(request, meeting, "meetings/attendance/attendance.html", write)


@post_or_get
@at_work_or_street
@once
def walk_ins(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who stands on no list."""
    meeting = _written(request, pk)
    form = WalkInForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            row = walk_in(meeting, by=me(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{row.name}签到好了。")
            return see_other(reverse("meeting-attendance", args=[pk]))
    return _form(request, "meetings/attendance/walk_in.html", meeting, form)


@require_GET
@at_work_or_street
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the wall of the room, on a screen or on paper: the code, large, and a QR code."""
    meeting = visible_meeting(request, pk)
    address = request.build_absolute_uri(reverse("attend"))
    context = {
        "meeting": meeting,
        "panel": attendance_panel(meeting, me(request), timezone.now()),
        "qr": qr_svg(f"{address}?code={meeting.code}", title="签到二维码") if meeting.code else "",
        "address": address.partition("://")[2],
    }
    return render(request, "meetings/attendance/screen.html", context)


@post_or_get
@once
def attend(request: HttpRequest) -> HttpResponse:
    """Anybody in the room: the code and a name. Only mistakes are counted, five a quarter-hour:
    forty people behind one router sign in, and nobody tries names."""
    known = getattr(request.user, "name", "")
    first = {"code": request.GET.get("code", "")[:12], "name": known}
    form = AttendForm(request.POST or None, initial=first)
    if form.is_valid():
        if is_used_up("attend", request, most=TRIES):
            form.add_error(None, TOO_OFTEN)
        else:
            try:
                row = sign_in_by_code(
                    form.cleaned_data["code"], form.cleaned_data["name"], at=timezone.now()
                )
            except Refused as refused:
                within_limit("attend", request, most=TRIES, span=SPAN)
                form.add_error(None, refused.reason)
            else:
                messages.success(request, f"{row.name}，签到好了。请就座。")
                return see_other(reverse("attend"))
    status = 422 if form.is_bound else 200
    response = render(request, "meetings/attendance/attend.html", {"form": form}, status=status)
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


# Papers


@require_GET
@at_work_or_street
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice on paper (R22)."""
    meeting = visible_meeting(request, pk)
    context = {"meeting": meeting, "facts": meeting.facts(), "when": _when(meeting)}
    return render(request, "meetings/convening/notice.html", context)


@require_GET
@at_work_or_street
def sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign-in sheet on paper, party by party, with a column to sign (R22)."""
    meeting = visible_meeting(request, pk)
    rows = rows_of(meeting) or expected_rows(meeting)
    lines = lines_of(meeting, rows, me(request))
    context = {"meeting": meeting, "groups": sheet_of(lines, meeting), "when": _when(meeting)}
    return render(request, "meetings/convening/sign_in_sheet.html", context)


def _when(meeting: Meeting) -> str:
    return when_words(meeting.starts_at, meeting.ends_at, timezone.localdate())


def _written(request: HttpRequest, pk: int) -> Meeting:
    """A meeting for which the person writes; 404 for everybody else."""
    meeting = visible_meeting(request, pk)
    if not may_write(me(request), meeting):
        raise Http404
    return meeting


def _run(request: HttpRequest, pk: int) -> Meeting:
    meeting = visible_meeting(request, pk)
    if not may_run(me(request), meeting):
        raise Http404
    return meeting


def _sheet(
    request: HttpRequest, meeting: Meeting, template: str, write: Callable[[], str]
) -> HttpResponse:
    """A page with a row for everybody. What was typed stands there again when it is refused."""
    problem = ""
    if request.method == "POST":
        try:
            messages.success(request, write())
        except Refused as refused:
            problem = refused.reason
        else:
            return see_other(request.path)
    panel = attendance_panel(meeting, me(request), timezone.now())
    context = {
        "meeting": meeting,
        "panel": panel,
        "lines": lines_of(meeting, panel.rows, me(request)),
        "typed": request.POST if problem else None,
        "problem": problem,
    }
    return render(request, template, context, status=422 if problem else 200)


def _form(
    request: HttpRequest,
    template: str,
    meeting: Meeting,
    form: Any,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, template, {"meeting": meeting, "form": form, **(more or {})}, status=status
    )
