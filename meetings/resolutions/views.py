"""The register of outcomes, one outcome with its story, and writing one down."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.journal.actions import last_hand
from committees.people.access import at_work, at_work_or_street, home_committee, me
from committees.submissions.once import once
from committees.territory.models import PartnerBody
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.masks import hide_known
from jiedao.common.pages import keyset_page
from meetings.convening.models import Meeting, Topic
from meetings.convening.rules import when_words
from meetings.convening.states import MeetingState
from meetings.kinds.states import Decides
from meetings.resolutions.absence import Absence, absent_twice
from meetings.resolutions.actions import add_item, change_outcome, write_outcome
from meetings.resolutions.forms import (
    ChangeForm,
    ItemForm,
    Leads,
    OutcomeForm,
    RegisterFilter,
    refusal_in,
)
from meetings.resolutions.hiding import residents_named
from meetings.resolutions.models import ActionItem, Adoption, Resolution
from meetings.resolutions.panel import ItemRow, panel_of
from meetings.resolutions.policies import may_write
from meetings.resolutions.states import ResolutionKind
from meetings.resolutions.undoing import may_take_back, take_back_outcome
from meetings.votes.models import Vote

PAGE = 30
YEARS_BACK = 10
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# The register


@require_safe
@at_work_or_street
def register(request: HttpRequest) -> HttpResponse:
    """Every outcome by number, newest first; two characters are enough to find one."""
    user, street = me(request), me(request).reach.whole_street
    this_year = timezone.localdate().year
    form = RegisterFilter(
        request.GET, street=street, years=range(this_year, this_year - YEARS_BACK, -1)
    )
    form.is_valid()
    rows = Resolution.objects.visible_to(user).for_lists()
    if not street:
        rows = rows.filter(committee=home_committee(request))
    said = form.cleaned_data
    rows = rows.matching(said.get("q") or "")
    for name, column in (("kind", "kind"), ("year", "year"), ("c", "committee")):
        if said.get(name):
            rows = rows.filter(**{column: said[name]})
    page = keyset_page(rows, ("-made_on", "-id"), request.GET.get("after"), PAGE)
    names = _names(request, page.rows)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, hide_known(row.text, names=names)) for row in page.rows],
        "street": street,
        "narrowed": any(said.values()),
    }
    return render(request, "meetings/resolutions/register.html", context)


def _names(request: HttpRequest, rows: Sequence[Resolution]) -> list[str]:
    if not me(request).reach.whole_street or not rows:
        return []
    return residents_named([row.text for row in rows], {row.committee_id for row in rows})


# One outcome


@require_safe
@at_work_or_street
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, words, where it comes from, its items, and when residents read it."""
    found, user = _visible(request, pk), me(request)
    items = list(found.items.all())
    works = user.reach.works_in(found.committee_id)
    texts = [found.text, found.topic.text, *(item.what for item in items)]
    names = [] if works else residents_named(texts, [found.committee_id])
    context = {
        "resolution": found,
        "text": hide_known(found.text, names=names),
        "topic": hide_known(found.topic.text, names=names),
        "items": [ItemRow(item, hide_known(item.what, names=names)) for item in items],
        "vote": found.vote.outcome if found.vote else None,
        "works": works,
        "elected": found.committee_id in user.reach.elected_in,
        "adoption": Adoption.objects.filter(resolution=found)
        .select_related("version__regulation")
        .first(),
        "now": timezone.now(),
        "may_take_back": works and bool(may_take_back(user, found, timezone.now())),
    }
    return render(request, "meetings/resolutions/resolution.html", context)


def _visible(request: HttpRequest, pk: int) -> Resolution:
    rows = (
        Resolution.objects.for_lists()
        .visible_to(me(request))
        .select_related("vote__meeting__rules", "meeting__kind", "written_by", "topic__body")
        .prefetch_related(
            Prefetch(
                "items",
                queryset=ActionItem.objects.select_related("body", "person").order_by(
                    "due_on", "pk"
                ),
            )
        )
    )
    found: Resolution = get_object_or_404(rows, pk=pk)
    return found


@get_or_post
@at_work
@once
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the words right; who comes second sees both texts."""
    found = _visible(request, pk)
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, initial=ChangeForm.first(found))
    if form.is_valid():
        with refusal_in(form):
            said = form.cleaned_data
            try:
                change_outcome(
                    found,
                    by=me(request),
                    kind=said["kind"],
                    text=said["text"],
                    version=said["version"] or 0,
                )
            except Conflict as conflict:
                return _both_texts(request, found, conflict.current, form)
            messages.success(request, "改好了。")
            return see_other(reverse("resolution", args=[pk]))
    return _edit_page(request, found, form, status=422 if form.is_bound else 200)


def _edit_page(
    request: HttpRequest, resolution: Resolution, form: ChangeForm, *, status: int, **more: Any
) -> HttpResponse:
    context = {"resolution": resolution, "form": form, **more}
    return render(request, "meetings/resolutions/edit.html", context, status=status)


def _both_texts(
    request: HttpRequest, resolution: Resolution, current: Resolution, form: ChangeForm
) -> HttpResponse:
    said = form.cleaned_data
    mine = [("议定了什么", said["text"]), ("类别", ResolutionKind(said["kind"]).label)]
    theirs = [("议定了什么", current.text), ("类别", current.get_kind_display())]
    form.data = {**request.POST.dict(), "version": current.version}
    who = last_hand(current)
    return _edit_page(request, resolution, form, status=409, who=who, mine=mine, theirs=theirs)


@require_POST
@at_work
@once
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销: written by mistake today."""
    found = _visible(request, pk)
    try:
        take_back_outcome(found, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return see_other(reverse("resolution", args=[pk]))
    messages.success(request, f"{found.words} 撤销了，议题可以重新写。")
    return see_other(reverse("meeting", args=[found.meeting_id]))


@get_or_post
@at_work
@once
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more item of an outcome."""
    found = _visible(request, pk)
    data = request.POST if request.method == "POST" else None
    form = ItemForm(data, leads=Leads.of(found.committee))
    if form.is_valid():
        with refusal_in(form):
            item = add_item(found, form.plan, by=me(request), at=timezone.now())
            messages.success(request, f"写好了，{item.lead}会收到消息。")
            return see_other(reverse("resolution", args=[pk]))
    context = {"resolution": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/resolutions/item_new.html", context, status=status)


# Of one meeting


@require_safe
@at_work_or_street
def of_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """What the meeting agreed, what came back to it, and which letters lie ready."""
    meeting = _meeting(request, pk)
    panel = panel_of(meeting, me(request), timezone.now())
    if panel is None:
        raise Http404
    context = {"meeting": meeting, "panel": panel}
    return render(request, "meetings/resolutions/of_meeting.html", context)


@get_or_post
@at_work
@once
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed on a topic, and who does what by when. 再加一条 works without script."""
    meeting = _meeting(request, pk)
    if not may_write(me(request), meeting):
        raise Http404
    topics = _topics(meeting)
    data = request.POST if request.method == "POST" else None
    first = request.GET.get("topic", "")
    form = OutcomeForm(data, topics=topics, leads=Leads.of(meeting.committee), first=first)
    if form.wants_more:
        return _new_page(request, meeting, form, status=200)
    if form.is_valid():
        with refusal_in(form):
            said = form.cleaned_data
            made = write_outcome(
                form.chosen,
                by=me(request),
                kind=said["kind"],
                text=said["text"],
                items=form.plans,
                vote=_vote_on(meeting, form.chosen),
                at=timezone.now(),
            )
            undo = reverse("resolution-undo", args=[made.pk])
            messages.success(request, f"写好了，编号是{made.words}。", extra_tags=f"undo:{undo}")
            return see_other(reverse("resolution", args=[made.pk]))
    return _new_page(request, meeting, form, status=422 if form.is_bound else 200)


def _new_page(
    request: HttpRequest, meeting: Meeting, form: OutcomeForm, *, status: int
) -> HttpResponse:
    context = {"meeting": meeting, "form": form}
    return render(request, "meetings/resolutions/new.html", context, status=status)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(me(request)).select_related("committee", "kind", "rules")
    found: Meeting = get_object_or_404(rows, pk=pk)
    return found


def _topics(meeting: Meeting) -> list[Topic]:
    return list(meeting.topics.to_settle())


def _vote_on(meeting: Meeting, topic: Topic) -> Vote | None:
    """The last closed vote on the topic, where the kind of meeting votes."""
    if meeting.rules.decides != Decides.VOTE:
        return None
    closed = Vote.objects.closed().filter(topic=topic).select_related("meeting__rules")
    found: Vote | None = closed.order_by("-closed_at", "-pk").first()
    return found


@require_safe
@at_work_or_street
def letter(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """函: a body stayed away twice; drafted for the street's section, to be printed (R5, R23)."""
    meeting = _meeting(request, pk)
    if meeting.state != MeetingState.HELD:
        raise Http404
    absence = _absence(meeting, body)
    today = timezone.localdate()
    items = ActionItem.objects.open().filter(body=absence.body).select_related("resolution")
    context = {
        "meeting": meeting,
        "body": absence.body,
        "first": when_words(absence.before.starts_at, None, today),
        "second": when_words(meeting.starts_at, None, today),
        "before": absence.before,
        "items": items.order_by("due_on", "pk"),
        "today": today,
    }
    return render(request, "meetings/resolutions/letter.html", context)


def _absence(meeting: Meeting, body: int) -> Absence:
    bodies = PartnerBody.objects.filter(committee=meeting.committee_id)
    wanted = get_object_or_404(bodies, pk=body)
    found = next((one for one in absent_twice(meeting) if one.body == wanted), None)
    if found is None:
        raise Http404
    return found
