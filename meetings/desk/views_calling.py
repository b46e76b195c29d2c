"""Calling, changing, cancelling and closing a meeting."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from committees.journal.actions import last_hand
from committees.people.access import at_work_or_street, home_committee, me, posted_as
from committees.people.models import User
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from meetings.convening.forms import CancelForm, HeldForm, MeetingForm, as_typed
from meetings.convening.invitations import page_of
from meetings.convening.models import Meeting
from meetings.convening.policies import may_change, may_run
from meetings.convening.querysets import bodies_of
from meetings.convening.rules import Facts, when_words
from meetings.convening.states import TopicState
from meetings.convening.views import visible_meeting
from meetings.desk.actions import call_meeting, call_off, change_meeting, close_meeting
from meetings.kinds.models import Kind, KindRules
from meetings.kinds.querysets import rules_in_force
from meetings.kinds.states import Presides
from meetings.kinds.words import brief, sentence

post_or_get = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Choice:
    """A kind that may be called here, with its rules in one sentence."""

    kind: Kind
    rules: KindRules

    @property
    def words(self) -> str:
        return sentence(self.rules)

    @property
    def brief(self) -> str:
        return brief(self.rules)

    @property
    def href(self) -> str:
        return f"{reverse('meeting-new')}?kind={self.kind.key}"


@post_or_get
@posted_as(Role.DIRECTOR, Role.CLERK)
@once
def meeting_new(request: HttpRequest) -> HttpResponse:
    """First the kind (a page of links), then the form with the rules of that kind on top."""
    host, choices = _host(request), _choices(me(request))
    chosen = choices.get(request.POST.get("kind", request.GET.get("kind", "")))
    if request.method == "GET":
        if chosen is None:
            return render(request, "meetings/desk/kinds.html", {"choices": choices.values()})
        form = MeetingForm(initial=_first(chosen, host), committee=host, kinds=_keys(choices))
        return _form_page(request, form, chosen=chosen)
    form = MeetingForm(request.POST, committee=host, kinds=_keys(choices))
    if form.is_valid():
        try:
            meeting = call_meeting(
                form.cleaned_data.get("host") or _need(host),
                by=me(request),
                plan=form.plan(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "会议定好了，请的人都会收到消息。")
            return see_other(page_of(meeting))
    return _form_page(request, form, chosen=chosen, status=422)


@post_or_get
@at_work_or_street
@once
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _own(request, pk)
    if request.method == "GET":
        if not meeting.is_planned:
            return _over(request, meeting)
        return _form_page(request, _form_of(request, meeting), meeting)
    form = _form_of(request, meeting, request.POST)
    if form.is_valid():
        try:
            change_meeting(
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


@post_or_get
@at_work_or_street
@once
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _own(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            call_off(meeting, by=me(request), why=form.cleaned_data["why"], at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "会议取消了，请的人都会收到消息。")
            return see_other(page_of(meeting))
    return _act_page(request, "meetings/convening/cancel.html", meeting, form)


@post_or_get
@at_work_or_street
@once
def meeting_held(request: HttpRequest, pk: int) -> HttpResponse:
    """散会: when it really ran; what was not settled rolls to the next one."""
    meeting = visible_meeting(request, pk)
    if not may_run(me(request), meeting):
        raise Http404
    form = HeldForm(request.POST or None, initial=_as_it_ran(meeting))
    if form.is_valid():
        try:
            close_meeting(
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


def _choices(by: User) -> dict[str, Choice]:
    """Kinds in use that this person may call, in the street's order."""
    found = {}
    rules = rules_in_force(timezone.localdate())
    for kind in Kind.objects.visible_to(by).in_use():
        of_street = rules[kind.key].presides == Presides.STREET
        if of_street == by.reach.is_clerk:
            found[kind.key] = Choice(kind, rules[kind.key])
    return found


def _keys(choices: dict[str, Choice]) -> list[str]:
    return list(choices)


def _host(request: HttpRequest) -> Committee | None:
    """The committee whose director asks: mostly the home one. The clerk chooses a host."""
    if me(request).reach.is_clerk:
        return None
    home = home_committee(request)
    if me(request).reach.leads(home.pk):
        return home
    led = Committee.objects.visible_to(me(request)).in_street_order()
    committee: Committee = get_object_or_404(
        led, pk=min(me(request).reach.committees_as([Role.DIRECTOR]))
    )
    return committee


def _need(host: Committee | None) -> Committee:
    if host is None:
        raise Refused("请选在哪个居委会开。")
    return host


PRESIDING = {Presides.DIRECTOR: Role.DIRECTOR, Presides.BRANCH: Role.BRANCH}


def _first(chosen: Choice, host: Committee | None) -> dict[str, Any]:
    """The kind, and the bodies and the chair that its rules ask for."""
    asked = set(chosen.rules.bodies)
    bodies = bodies_of(host) if host and asked else []
    return {
        "kind": chosen.kind.key,
        "bodies": [body.pk for body in bodies if body.kind in asked],
        "chair": _presides(chosen, host),
    }


def _presides(chosen: Choice, host: Committee | None) -> int | None:
    """Whoever holds the post the rules name, where one person does."""
    role = PRESIDING.get(Presides(chosen.rules.presides))
    if host is None or role is None:
        return None
    holding = User.objects.posted_in(host, [role], timezone.localdate()).order_by("pk")
    found = list(holding.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _as_it_ran(meeting: Meeting) -> dict[str, Any]:
    """As planned; of a meeting that runs now, from when it was opened until now."""
    known = as_typed(meeting)
    if meeting.opened_at is not None:
        opened = timezone.localtime(max(meeting.opened_at, meeting.starts_at))
        now = timezone.localtime()
        known |= {"day": opened.date(), "starts": opened.time(), "ends": now.time()}
    return known


def _form_of(request: HttpRequest, meeting: Meeting, typed: Any = None) -> MeetingForm:
    """The form of a meeting that is there: its kind stays among those that may be chosen."""
    known: dict[str, Any] = {"committee": meeting.committee, "meeting": meeting}
    kinds = [*_choices(me(request)), meeting.kind_id]
    if typed is None:
        return MeetingForm(initial=as_typed(meeting), kinds=kinds, **known)
    return MeetingForm(typed, kinds=kinds, **known)


def _own(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that the person may change; 404 for everybody else."""
    meeting = visible_meeting(request, pk)
    if not may_change(me(request), meeting):
        raise Http404
    return meeting


def _form_page(
    request: HttpRequest,
    form: MeetingForm,
    meeting: Meeting | None = None,
    *,
    chosen: Choice | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "chosen": chosen}
    return render(request, "meetings/convening/form.html", context, status=status)


def _act_page(
    request: HttpRequest, template: str, meeting: Meeting, form: CancelForm | HeldForm
) -> HttpResponse:
    """A meeting's own page for one act; what is over leads back to its page."""
    if not meeting.is_ahead and request.method == "GET":
        return _over(request, meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "left": meeting.topics.filter(state=TopicState.LISTED),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _over(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    messages.warning(request, f"这个会{meeting.get_state_display()}，不能再改。")
    return see_other(page_of(meeting))


def _both_texts(request: HttpRequest, form: MeetingForm, current: Meeting) -> HttpResponse:
    """Both versions side by side; the form keeps what was typed and now fits the newer version."""
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    context = {
        "form": _form_of(request, current, typed),
        "meeting": current,
        "who": last_hand(current),
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
