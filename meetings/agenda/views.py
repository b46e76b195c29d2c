"""Pages of topics: those that wait, proposing, the agenda's order, and what was agreed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.journal.actions import last_hand
from committees.people.access import at_work, at_work_or_street, home_committee, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from meetings.agenda.actions import (
    Proposal,
    accept,
    arrange,
    decline,
    propose,
    reconsider,
    write_outcome,
)
from meetings.agenda.forms import (
    AcceptForm,
    BodyTopicForm,
    DeclineForm,
    OutcomeForm,
    TopicForm,
    outcome_as_typed,
    with_sentence_added,
)
from meetings.agenda.panels import Line
from meetings.agenda.policies import may_arrange
from meetings.agenda.rules import time_words
from meetings.convening.fund import guards_fund
from meetings.convening.invitations import page_of
from meetings.convening.links import by_link, token_of
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.convening.policies import may_write
from meetings.convening.states import TopicState
from meetings.convening.views import visible_meeting

director = posted_as(Role.DIRECTOR)
WAITING_SHOWN, DECLINED_SHOWN = 100, 20


# Those that wait


@require_GET
@at_work
def topics(request: HttpRequest) -> HttpResponse:
    """What waits for a meeting, the oldest first, and what was not listed, with the reason."""
    committee = home_committee(request)
    mine = Topic.objects.visible_to(me(request)).filter(committee=committee).select_related("body")
    declined = mine.filter(state=TopicState.DECLINED).order_by("-proposed_at", "-pk")
    context = {
        "committee": committee,
        "waiting": [Line(one) for one in mine.waiting()[:WAITING_SHOWN]],
        "declined": [Line(one) for one in declined[:DECLINED_SHOWN]],
        "leads": me(request).reach.leads(committee.pk),
    }
    return render(request, "meetings/agenda/topics.html", context)


@require_http_methods(["GET", "POST"])
@at_work
@once
def topic_new(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.POST or None)
    if form.is_valid():
        try:
            propose(
                home_committee(request),
                by=me(request),
                proposal=form.proposal(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "提好了，等主任安排到会上。")
            return see_other(reverse("topics"))
    return _page(request, "meetings/agenda/propose.html", {"form": form})


@require_http_methods(["GET", "POST"])
@director
@once
def topic_accept(request: HttpRequest, pk: int) -> HttpResponse:
    topic = _led(request, pk)
    form = AcceptForm(request.POST or None, topic=topic, today=timezone.localdate())
    if form.is_valid():
        meeting = form.cleaned_data["meeting"]
        minutes = form.cleaned_data["minutes"]
        try:
            accept(topic, by=me(request), meeting=meeting, minutes=minutes, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"列入了{meeting.title}。")
            return see_other(page_of(meeting))
    return _page(request, "meetings/agenda/accept.html", {"form": form, "topic": topic})


@require_http_methods(["GET", "POST"])
@director
@once
def topic_decline(request: HttpRequest, pk: int) -> HttpResponse:
    topic = _led(request, pk)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        try:
            decline(topic, by=me(request), answer=form.cleaned_data["answer"], at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了，提的人会看到原因。")
            return see_other(reverse("topics"))
    return _page(request, "meetings/agenda/decline.html", {"form": form, "topic": topic})


@require_POST
@director
@once
def topic_reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    topic = _led(request, pk)
    try:
        reconsider(topic, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "放回等安排的议题里了。")
    return see_other(reverse("topics"))


@require_http_methods(["GET", "POST"])
@by_link
@once
def partner_topic(request: HttpRequest, invited: InvitedBody, /) -> HttpResponse:
    """A body proposes through its link; the chair decides, the answer stands behind the link."""
    form = BodyTopicForm(request.POST or None)
    home = reverse("partner-link", args=[token_of(request)])
    if form.is_valid():
        fields = form.cleaned_data
        proposal = Proposal(fields["text"], fields["background"], body=invited.body)
        committee = invited.meeting.committee
        try:
            propose(committee, by=None, proposal=proposal, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "提好了。居委会主任安排以后，这里能看到。")
            return see_other("../../")  # what is kept of a sent form knows no link
    context = {"form": form, "body": invited.body, "home": home}
    return _page(request, "meetings/agenda/partner_propose.html", context)


# The agenda of one meeting


@require_http_methods(["GET", "POST"])
@at_work_or_street
@once
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Order and minutes; every button saves the minutes too. Works without JavaScript."""
    meeting = visible_meeting(request, pk)
    if not may_arrange(me(request), meeting):
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            _arrange(request, meeting)
        except Refused as refused:
            problem = refused.reason
        else:
            messages.success(request, "议程改好了。")
            return see_other(reverse("meeting-agenda", args=[pk]))
    lines = [Line(one) for one in meeting.topics.select_related("body").order_by("order", "pk")]
    planned = sum(line.topic.minutes or 0 for line in lines)
    context = {
        "meeting": meeting,
        "lines": lines,
        "time": time_words(planned) if planned else "",
        "problem": problem,
        "waiting": Topic.objects.waiting().filter(committee=meeting.committee_id)[:WAITING_SHOWN],
    }
    return _page(request, "meetings/agenda/agenda.html", context, refused=bool(problem))


def _arrange(request: HttpRequest, meeting: Meeting) -> None:
    named = [(key[8:], text) for key, text in request.POST.items() if key.startswith("minutes-")]
    arrange(
        meeting,
        by=me(request),
        minutes={_whole(key): _minutes(str(text)) for key, text in named},
        up=_whole(request.POST.get("up", "")),
        down=_whole(request.POST.get("down", "")),
        off=_whole(request.POST.get("off", "")),
    )


def _whole(text: str) -> int:
    """The number, 0 where there is none: no row has it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _minutes(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not plain.isdecimal() or len(plain) > 4:
        raise Refused("讨论时间请写数字，例如 15。")
    return int(plain)


# What was agreed


@require_http_methods(["GET", "POST"])
@at_work_or_street
@once
def topic_outcome(request: HttpRequest, pk: int, topic: int) -> HttpResponse:
    """Write what was said; the next page is the next topic."""
    meeting, found = _written_by(request, pk, topic)
    if request.method == "GET":
        return _outcome_page(request, found, _form_of(found))
    typed = with_sentence_added(request.POST) if "add-sentence" in request.POST else request.POST
    form = _form_of(found, typed)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = write_outcome(
                found, by=me(request), said=form.said, version=version, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        else:
            messages.success(request, _saved_words(saved))
            return see_other(_next_page(meeting, saved))
    return _outcome_page(request, found, form, status=422)


def _form_of(topic: Topic, typed: QueryDict | None = None) -> OutcomeForm:
    decides = topic.meeting.rules.decides if topic.meeting else ""
    if typed is None:
        return OutcomeForm(initial=outcome_as_typed(topic), topic=topic, decides=decides)
    return OutcomeForm(typed, topic=topic, decides=decides)


def _saved_words(topic: Topic) -> str:
    return "记好了，这个议题议过了。" if topic.state == TopicState.SETTLED else "讨论记好了。"


def _next_page(meeting: Meeting, topic: Topic) -> str:
    following = meeting.topics.filter(order__gt=topic.order).order_by("order").first()
    if following is None:
        return page_of(meeting)
    return reverse("meeting-topic", args=[meeting.pk, following.pk])


def _outcome_page(
    request: HttpRequest, topic: Topic, form: OutcomeForm, *, status: int = 200
) -> HttpResponse:
    conclusion = form.data.get("conclusion", "") if form.is_bound else ""
    context = {
        "meeting": topic.meeting,
        "topic": topic,
        "form": form,
        "offers_sentence": bool(conclusion) and not guards_fund(conclusion),
    }
    return render(request, "meetings/agenda/outcome.html", context, status=status)


def _both_texts(request: HttpRequest, form: OutcomeForm, current: Topic) -> HttpResponse:
    """Both versions side by side; the form keeps what was typed and fits the newer version."""
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    mine = form.said
    context: dict[str, Any] = {
        "meeting": current.meeting,
        "topic": current,
        "form": _form_of(current, typed),
        "who": last_hand(current),
        "theirs": _words(current.discussion, current.conclusion, current.differing),
        "mine": _words(mine.discussion, mine.conclusion, mine.differing),
    }
    return render(request, "meetings/agenda/outcome.html", context, status=409)


def _words(discussion: str, conclusion: str, differing: str) -> list[tuple[str, str]]:
    return [("讨论", discussion), ("议定", conclusion), ("不同意见", differing)]


def _written_by(request: HttpRequest, pk: int, topic: int) -> tuple[Meeting, Topic]:
    """The meeting and its topic, for whoever may write there; 404 for everybody else."""
    meeting = visible_meeting(request, pk)
    rows = meeting.topics.all() if may_write(me(request), meeting) else Topic.objects.none()
    found: Topic = get_object_or_404(rows, pk=topic)
    found.meeting = meeting
    return meeting, found


def _led(request: HttpRequest, pk: int) -> Topic:
    """A topic of a committee that the person leads."""
    led = me(request).reach.committees_as([Role.DIRECTOR])
    rows = Topic.objects.visible_to(me(request)).filter(committee__in=led)
    topic: Topic = get_object_or_404(rows.select_related("body", "committee"), pk=pk)
    return topic


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    form = context.get("form")
    bad = refused or (form is not None and form.is_bound)
    return render(request, template, context, status=422 if bad else 200)
