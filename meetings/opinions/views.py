"""Pages of opinions: who still waits for what, one opinion, and its four steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.people.access import at_work, at_work_or_street, home_committee, me
from committees.submissions.once import once
from jiedao.common.errors import Refused, Verdict
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from meetings.convening.models import Meeting
from meetings.opinions.actions import answer, ask_branch, follow, give, note_hearing, page_of
from meetings.opinions.forms import AskForm, HearingForm, StepForm
from meetings.opinions.models import Opinion
from meetings.opinions.policies import gives_itself, may_answer, may_follow, may_give
from meetings.opinions.rules import ANSWER_DAYS, source_of
from meetings.opinions.states import Source, Stage

OPEN_MOST, PAGE = 100, 20
COLOURS = {
    Stage.ASKED: "blue",
    Stage.GIVEN: "grey",
    Stage.ANSWERED: "green",
    Stage.FOLLOWED: "green",
}


def _coloured(opinions: list[Opinion]) -> list[Opinion]:
    for opinion in opinions:
        opinion.colour = COLOURS[opinion.stage]  # type: ignore[attr-defined]
    return opinions


@require_GET
@at_work
def opinion_list(request: HttpRequest) -> HttpResponse:
    """What waits first; then what is done, the newest first."""
    committee = home_committee(request)
    rows = Opinion.objects.visible_to(me(request)).filter(committee=committee)
    rows = rows.select_related("body", "meeting")
    page = keyset_page(rows.done(), ("-asked_on", "-id"), request.GET.get("after"), PAGE)
    context = {
        "committee": committee,
        "open": _coloured(list(rows.open().waiting_first()[:OPEN_MOST])),
        "done": _coloured(page.rows),
        "page": page,
        "answer_days": ANSWER_DAYS,
    }
    return render(request, "meetings/opinions/list.html", context)


@require_http_methods(["GET", "POST"])
@at_work
@once
def opinion_new(request: HttpRequest) -> HttpResponse:
    """Ask the party organisation; from the page of a hearing, write down what it has to say."""
    meeting = _meeting_asked(request)
    if meeting is not None and _source(meeting) == Source.HEARING:
        return _hearing_new(request, meeting)
    committee = meeting.committee if meeting else home_committee(request)
    first = {"asked_on": timezone.localdate(), "meeting": meeting}
    form = AskForm(request.POST or None, initial=first, committee=committee)
    if form.is_valid():
        try:
            opinion = ask_branch(committee, by=me(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了，党组织会收到消息。")
            return see_other(page_of(opinion))
    return _form(request, form, "听取党组织意见", "记下", reverse("opinions"))


def _hearing_new(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    first = {"asked": meeting.title, "given_on": timezone.localdate(meeting.starts_at)}
    form = HearingForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            opinion = note_hearing(meeting, by=me(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了。对方回复以后，请记在这里。")
            return see_other(page_of(opinion))
    return _form(request, form, "记下听证会的意见", "记下", _meeting_url(meeting), meeting)


@require_GET
@at_work_or_street
def opinion_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One opinion with its four steps, and the next one to take."""
    opinion = _opinion(request, pk)
    by = me(request)
    may = {
        Stage.ASKED: may_give(by, opinion),
        Stage.GIVEN: may_answer(by, opinion),
        Stage.ANSWERED: may_follow(by, opinion),
    }
    context = {
        "opinion": opinion,
        "steps": _steps(opinion),
        "colour": COLOURS[opinion.stage],
        "may_go_on": bool(may.get(opinion.stage, False)),
        "gives_itself": gives_itself(by, opinion),
        "street": by.reach.whole_street,
    }
    return render(request, "meetings/opinions/opinion.html", context)


def _steps(opinion: Opinion) -> list[dict[str, str]]:
    """As `components/stepper.html` reads them: 问 · 提 · 回复 · 落实."""
    days = (opinion.asked_on, opinion.given_on, opinion.answered_on, opinion.followed_on)
    made: list[dict[str, str]] = []
    for label, day in zip(("问意见", "提意见", "回复", "落实"), days, strict=True):
        is_now = day is None and all(one["state"] == "done" for one in made)
        state = "done" if day else "now" if is_now else "wait"
        made.append({"label": label, "state": state, "note": f"{day:%-m月%-d日}" if day else ""})
    return made


@require_http_methods(["GET", "POST"])
@at_work
@once
def opinion_give(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = _opinion(request, pk)
    heading = "写意见" if gives_itself(me(request), opinion) else "记下党组织的意见"

    def act(words: str, on: Any) -> None:
        give(opinion, by=me(request), given=words, given_on=on, at=timezone.now())

    labels = ("意见", "哪天提的")
    return _step(request, opinion, may_give, labels, heading, act, "记好了，主任会收到消息。")


@require_http_methods(["GET", "POST"])
@at_work
@once
def opinion_answer(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = _opinion(request, pk)
    heading = "回复意见" if opinion.is_of_branch else f"记下{opinion.to_whom}的回复"

    def act(words: str, on: Any) -> None:
        answer(opinion, by=me(request), words=words, answered_on=on, at=timezone.now())

    labels = ("回复", "哪天回复的")
    return _step(request, opinion, may_answer, labels, heading, act, "回复记好了。")


@require_http_methods(["GET", "POST"])
@at_work
@once
def opinion_follow(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = _opinion(request, pk)

    def act(words: str, on: Any) -> None:
        follow(opinion, by=me(request), words=words, followed_on=on, at=timezone.now())

    labels = ("办了什么", "哪天落实的")
    return _step(request, opinion, may_follow, labels, "写落实情况", act, "落实情况记好了。")


def _step(
    request: HttpRequest,
    opinion: Opinion,
    may: Callable[[Any, Opinion], Verdict],
    labels: tuple[str, str],
    heading: str,
    act: Callable[[str, Any], None],
    done: str,
) -> HttpResponse:
    """The page of one step. Whoever may not take it is told so on the page of the opinion."""
    allowed = may(me(request), opinion)
    if not allowed:
        messages.warning(request, allowed.reason)
        return see_other(page_of(opinion))
    what, day = labels
    first = {"on": timezone.localdate()}
    form = StepForm(request.POST or None, initial=first, what=what, day=day)
    if form.is_valid():
        try:
            act(form.cleaned_data["words"], form.cleaned_data["on"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, done)
            return see_other(page_of(opinion))
    return _form(request, form, heading, "记下", page_of(opinion), opinion=opinion)


def _opinion(request: HttpRequest, pk: int) -> Opinion:
    rows = Opinion.objects.visible_to(me(request)).select_related(
        "committee", "body", "meeting", "asked_by", "given_by", "answered_by", "followed_by"
    )
    opinion: Opinion = get_object_or_404(rows, pk=pk)
    return opinion


def _meeting_asked(request: HttpRequest) -> Meeting | None:
    """The meeting named in the address; 404 for one that is not one's own or forms no opinion."""
    text = request.GET.get("meeting", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    rows = Meeting.objects.visible_to(me(request)).select_related("committee", "rules")
    rows = rows.filter(committee__in=me(request).reach.committee_ids)
    meeting: Meeting = get_object_or_404(rows, pk=int(text))
    if _source(meeting) is None:
        raise Http404
    return meeting


def _source(meeting: Meeting) -> Source | None:
    return source_of(meeting.rules.decides, meeting.rules.bodies)


def _meeting_url(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def _form(
    request: HttpRequest,
    form: Any,
    heading: str,
    button: str,
    back: str,
    meeting: Meeting | None = None,
    opinion: Opinion | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "back": back,
        "meeting": meeting,
        "opinion": opinion,
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/opinions/form.html", context, status=status)
