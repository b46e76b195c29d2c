"""Pages of a vote: put the question, tick who said what, count, annul."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.people.access import at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.attendance.models import Attendee
from meetings.attendance.quorum import is_here, quorum_line
from meetings.attendance.states import Capacity
from meetings.convening.models import Meeting, Topic
from meetings.convening.policies import may_run, may_write, not_sealed
from meetings.convening.views import visible_meeting
from meetings.kinds.words import decides_words
from meetings.votes.actions import annul_vote, cast, close_vote, open_vote
from meetings.votes.forms import AnnulForm, QuestionForm, TotalsForm
from meetings.votes.models import Cast, Vote
from meetings.votes.panels import Line
from meetings.votes.states import Choice

_SAID = re.compile(r"choice-([0-9]{1,12})")


@require_http_methods(["GET", "POST"])
@at_work_or_street
@once
def vote_new(request: HttpRequest, pk: int, topic: int) -> HttpResponse:
    meeting = _run(request, pk)
    found: Topic = get_object_or_404(meeting.topics, pk=topic)
    found.meeting = meeting
    form = QuestionForm(request.POST or None, initial={"question": f"同意：{found.text}"[:200]})
    if form.is_valid():
        question = form.cleaned_data["question"]
        try:
            vote = open_vote(found, by=me(request), question=question, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "开始表决了。")
            return see_other(_page_of(vote))
    context = {
        "meeting": meeting,
        "topic": found,
        "form": form,
        "rule": decides_words(meeting.rules),
        "line": quorum_line(meeting, Attendee.objects.filter(meeting=meeting)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/votes/new.html", context, status=status)


@require_GET
@at_work_or_street
def vote_page(request: HttpRequest, pk: int, vote: int) -> HttpResponse:
    """The question, the rule, who said what; the result once it is closed."""
    meeting = visible_meeting(request, pk)
    return _vote_page(request, meeting, _vote(meeting, vote))


@require_POST
@at_work_or_street
@once
def vote_cast(request: HttpRequest, pk: int, vote: int) -> HttpResponse:
    """Save the ticks of a named vote; with `close` also count it, with `rest` whoever is not
    ticked is in favour, as a show of hands is taken: who is against, who abstains."""
    meeting = visible_meeting(request, pk)
    if not may_write(me(request), meeting):
        raise Http404
    found = _vote(meeting, vote)
    try:
        count = cast(found, by=me(request), choices=_choices(request))
        if "close" in request.POST:
            close_vote(found, by=me(request), at=timezone.now())
    except Refused as refused:
        return _vote_page(request, meeting, found, problem=refused.reason)
    done = "表决结束了。" if "close" in request.POST else f"记好了，{count} 人已经表示。"
    messages.success(request, done)
    return see_other(_page_of(found))


@require_POST
@at_work_or_street
@once
def vote_close(request: HttpRequest, pk: int, vote: int) -> HttpResponse:
    """Count a secret vote: totals and two counters."""
    meeting = _run(request, pk)
    found = _vote(meeting, vote)
    form = TotalsForm(request.POST)
    if form.is_valid():
        try:
            close_vote(found, by=me(request), at=timezone.now(), totals=form.totals)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "表决结束了。")
            return see_other(_page_of(found))
    return _vote_page(request, meeting, found, form=form)


@require_http_methods(["GET", "POST"])
@at_work_or_street
@once
def vote_annul(request: HttpRequest, pk: int, vote: int) -> HttpResponse:
    meeting = _run(request, pk)
    found = _vote(meeting, vote)
    form = AnnulForm(request.POST or None)
    if form.is_valid():
        try:
            annul_vote(found, by=me(request), why=form.cleaned_data["why"], at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "作废了。请重新表决。")
            return see_other(reverse("meeting-topic", args=[pk, found.topic_id]))
    context = {"meeting": meeting, "vote": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/votes/annul.html", context, status=status)


def _choices(request: HttpRequest) -> dict[int, str]:
    named = ((_SAID.fullmatch(key), str(value)) for key, value in request.POST.items())
    known = {*Choice.values, ""}
    rest = Choice.YES if "rest" in request.POST else ""
    return {int(key[1]): value or rest for key, value in named if key and value in known}


def _vote_page(
    request: HttpRequest,
    meeting: Meeting,
    vote: Vote,
    *,
    problem: str = "",
    form: TotalsForm | None = None,
) -> HttpResponse:
    rows = list(Attendee.objects.filter(meeting=meeting).order_by("pk"))
    said = dict(Cast.objects.filter(vote=vote).values_list("attendee_id", "choice"))
    if problem:
        said |= _choices(request)
    voters = [
        (row, said.get(row.pk, ""))
        for row in rows
        if row.pk in said or (row.capacity == Capacity.ATTENDS and is_here(row, meeting))
    ]
    is_open = vote.closed_at is None and vote.annulled_at is None
    open_to_change = bool(not_sealed(meeting))
    inside = me(request).reach.works_in(meeting.committee_id) or meeting.whole_street
    context = {
        "meeting": meeting,
        "vote": vote,
        "line": Line(vote),
        "rule": decides_words(meeting.rules),
        "quorum": quorum_line(meeting, rows),
        "voters": voters if inside else [],
        "choices": Choice.choices,
        "is_open": is_open,
        "may_write": is_open and open_to_change and bool(may_write(me(request), meeting)),
        "may_run": open_to_change and bool(may_run(me(request), meeting)),
        "form": form or TotalsForm(),
        "problem": problem,
    }
    refused = bool(problem) or form is not None
    return render(request, "meetings/votes/vote.html", context, status=422 if refused else 200)


def _vote(meeting: Meeting, pk: int) -> Vote:
    rows = Vote.objects.filter(meeting=meeting).select_related("topic", "opened_by", "closed_by")
    vote: Vote = get_object_or_404(rows, pk=pk)
    vote.meeting = meeting
    return vote


def _run(request: HttpRequest, pk: int) -> Meeting:
    meeting = visible_meeting(request, pk)
    if not may_run(me(request), meeting):
        raise Http404
    return meeting


def _page_of(vote: Vote) -> str:
    return reverse("meeting-vote", args=[vote.meeting_id, vote.pk])
