"""Pages of a date poll: propose, answer in one tap, write down a call, take one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from committees.people.access import at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.attendance.models import Attendee
from meetings.convening.invitations import page_of
from meetings.convening.links import by_link
from meetings.convening.models import InvitedBody, Meeting
from meetings.convening.policies import may_run, may_write
from meetings.convening.views import visible_meeting
from meetings.dates.actions import (
    answer_by_phone,
    answer_date,
    answer_date_for_body,
    ask_dates,
    drop_poll,
    take_date,
)
from meetings.dates.forms import DatesForm, PhoneForm, as_planned
from meetings.dates.models import DatePoll, ProposedDate
from meetings.kinds.words import brief

post_or_get = require_http_methods(["GET", "POST"])
THANKS = "记好了，谢谢您。"


@post_or_get
@at_work_or_street
@once
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """问哪天方便: two to four dates, the first one that of the meeting."""
    meeting = _run(request, pk)
    form = DatesForm(request.POST or None, initial=as_planned(meeting))
    if form.is_valid():
        try:
            ask_dates(meeting, by=me(request), starts=form.starts, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "问出去了，请的人都会收到消息。")
            return _back(meeting)
    return _form(request, "meetings/dates/ask.html", meeting, form)


@require_POST
@at_work_or_street
@once
def my_date(request: HttpRequest, pk: int, date: int) -> HttpResponse:
    """Somebody who signs in answers for one date."""
    meeting = visible_meeting(request, pk)
    get_object_or_404(Attendee.objects.filter(meeting=meeting), user=me(request))
    found = _date(meeting, date)
    return _done(
        request,
        lambda: answer_date(found, by=me(request), can=_said(request), at=timezone.now()),
        THANKS,
        _back(meeting),
    )


@require_POST
@by_link
@once
def partner_date(request: HttpRequest, invited: InvitedBody, /, date: int) -> HttpResponse:
    """A body answers for one date through its link."""
    found = _date(invited.meeting, date)
    return _done(
        request,
        lambda: answer_date_for_body(found, invited, can=_said(request), at=timezone.now()),
        "记好了，居委会能看到。谢谢您。",
        see_other("../../#dates"),  # what is kept of a sent form knows no link
    )


@post_or_get
@at_work_or_street
@once
def by_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody said on the phone, written down by whoever took the call."""
    meeting = visible_meeting(request, pk)
    if not may_write(me(request), meeting):
        raise Http404
    poll = _latest(meeting)
    form = PhoneForm(request.POST or None, poll=poll)
    if form.is_valid():
        row = form.cleaned_data["who"]
        try:
            answer_by_phone(row, by=me(request), said=form.said, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{row.name}的回答记好了。")
            return _back(meeting)
    return _form(request, "meetings/dates/phone.html", meeting, form)


@require_POST
@at_work_or_street
@once
def taking(request: HttpRequest, pk: int, date: int) -> HttpResponse:
    """就定这天."""
    meeting = _run(request, pk)
    found = _date(meeting, date)
    return _done(
        request,
        lambda: take_date(found, by=me(request), at=timezone.now()),
        "日期定好了，请的人都会收到消息。",
        _back(meeting),
    )


@require_POST
@at_work_or_street
@once
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """不问了."""
    meeting = _run(request, pk)
    poll = _latest(meeting)
    return _done(
        request,
        lambda: drop_poll(poll, by=me(request), at=timezone.now()),
        "不问了，会议时间不变。",
        _back(meeting),
    )


def _run(request: HttpRequest, pk: int) -> Meeting:
    meeting = visible_meeting(request, pk)
    if not may_run(me(request), meeting):
        raise Http404
    return meeting


def _latest(meeting: Meeting) -> DatePoll:
    poll: DatePoll | None = meeting.date_polls.first()
    if poll is None:
        raise Http404
    return poll


def _date(meeting: Meeting, pk: int) -> ProposedDate:
    rows = ProposedDate.objects.filter(poll__meeting=meeting).select_related("poll__meeting")
    found: ProposedDate = get_object_or_404(rows, pk=pk)
    return found


def _said(request: HttpRequest) -> bool:
    """Which of the two buttons it was; nothing else is an answer."""
    said = request.POST.get("can")
    if said not in ("yes", "no"):
        raise Refused("请点“可以”或者“不行”。")
    return said == "yes"


def _done(
    request: HttpRequest, act: Callable[[], object], thanks: str, back: HttpResponse
) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, thanks)
    return back


def _back(meeting: Meeting) -> HttpResponse:
    return see_other(f"{page_of(meeting)}#dates")


def _form(request: HttpRequest, template: str, meeting: Meeting, form: Any) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "rules": brief(meeting.rules)}
    return render(request, template, context, status=422 if form.is_bound else 200)
