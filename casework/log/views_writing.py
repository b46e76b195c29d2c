"""记一笔, and changing it later."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.log.actions import edit_entry, write_entry
from casework.log.forms import CASE, EntryEditForm, EntryForm
from casework.log.households import door_words, place_words, recent_households
from casework.log.models import LogEntry
from casework.log.policies import may_edit
from casework.log.rules import written_later
from casework.log.states import ICONS, SHORT, LogKind
from casework.log.views import entry_page, find_entry, get_or_post
from casework.log.views_follow import case_of_entry
from committees.files.staging import look_at_files
from committees.journal.actions import last_hand
from committees.people.access import at_work, home_committee, me
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from jiedao.common.dates import cn_day, cn_moment
from jiedao.common.errors import Conflict
from jiedao.common.http import see_other
from jiedao.common.outbox import written_on

MANY_VALUES = ("cares",)


@get_or_post
@at_work
@once
def new(request: HttpRequest) -> HttpResponseBase:
    """记一笔. `switch` on a POST only changes the kind and keeps what was typed."""
    kind = _kind(request)
    if "switch" in request.POST:
        look_at_files(request, ("photo",))
    if request.method != "POST" or "switch" in request.POST:
        return _new_page(request, _fresh_form(request, kind), kind)
    form = EntryForm(
        request.POST,
        request.FILES,
        kind=kind,
        said_on=written_on(request),
        committee=home_committee(request),
        by=me(request),
    )
    if form.is_valid():
        with refusal_in(form):
            entry, case = _write(request, form)
            messages.success(
                request,
                _saved_words(entry, case),
                extra_tags=f"undo:{reverse('log-undo', args=[entry.pk])}",
            )
            return see_other(_where_next(entry))
    return _new_page(request, form, kind, status=422)


def _where_next(entry: LogEntry) -> str:
    """The page of the entry; where nobody opened and somebody should have, the alarm's (R2)."""
    if entry.knock is not None and entry.knock.is_open:
        return reverse("knock", args=[entry.knock.pk])
    return reverse("log-entry", args=[entry.pk])


def _kind(request: HttpRequest) -> str:
    """The kind of the tile, of the switch, or of the form sent; a visit when none is named."""
    named = request.POST.get("switch") or request.POST.get("kind") or request.GET.get("kind")
    return named if named in LogKind.values else LogKind.VISIT


def _fresh_form(request: HttpRequest, kind: str) -> EntryForm:
    """An empty form, an opened draft, or what was typed before the kind was switched."""
    typed: Mapping[str, Any] = {"who": request.GET.get("who", ""), **draft_fields(request)}
    if request.method == "POST":
        typed = {name: request.POST[name] for name in request.POST} | {
            name: request.POST.getlist(name) for name in MANY_VALUES
        }
    given = {name: value for name, value in typed.items() if value not in ("", [])}
    return EntryForm(
        kind=kind,
        committee=home_committee(request),
        by=me(request),
        initial={**given, "kind": kind},
    )


def _new_page(
    request: HttpRequest, form: EntryForm, kind: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "kind": LogKind(kind),
        "icon": ICONS[LogKind(kind)],
        "other_kinds": [(one, SHORT[one], ICONS[one]) for one in LogKind if one != kind],
        "recent": recent_households(me(request), home_committee(request)),
        "open_more": any(form[name].errors for name in ("photos", "happened_on", "on_behalf_of")),
    }
    return render(request, "casework/log/new.html", context, status=status)


def _write(request: HttpRequest, form: EntryForm) -> tuple[LogEntry, Case | None]:
    """The entry, and the case when one was asked for: both or neither."""
    by, now = me(request), timezone.now()
    with transaction.atomic():
        entry = write_entry(
            home_committee(request),
            by=by,
            words=form.words,
            household=form.cleaned_data["household"],
            photos=form.cleaned_data["photos"],
            at=now,
        )
        if form.cleaned_data["follow"] != CASE:
            return entry, None
        return entry, case_of_entry(entry, form, request)


def _saved_words(entry: LogEntry, case: Case | None) -> str:
    """「记好了。3 号楼 502 室，今天 10:42。」, and the number to say on the phone."""
    now = timezone.now()
    when = cn_moment(entry.recorded_at, now)
    if written_later(entry.happened_on, timezone.localdate(entry.recorded_at)):
        when = f"{cn_day(entry.happened_on, timezone.localdate(now))}的事"
    where = door_words(entry.household) if entry.household else entry.who
    said = f"记好了。{where}，{when}。"
    if entry.knock is not None:
        said += "这一户要马上找到人，请从上往下一个一个找。"
    return f"{said}已变成事项，号码是 {case}。" if case else said


@get_or_post
@at_work
@once
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change an entry; who comes second sees both texts."""
    entry = find_entry(request, pk)
    allowed = may_edit(me(request), entry)
    if not allowed:
        return entry_page(request, entry, problem=allowed.reason, status=_refused(request))
    form = _edit_form(request, entry)
    if form.is_valid():
        with refusal_in(form):
            try:
                changed = _save_edit(request, form, entry)
            except Conflict as conflict:
                return _both_texts(request, entry, conflict.current, form)
            messages.success(request, "改好了。")
            return see_other(_where_next(changed))
    return _edit_page(request, entry, form, status=422 if form.is_bound else 200)


def _refused(request: HttpRequest) -> int:
    """Asking for the form is no fault; sending it is answered 422."""
    return 422 if request.method == "POST" else 200


def _edit_form(request: HttpRequest, entry: LogEntry) -> EntryEditForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return EntryEditForm(
        *sent,
        entry=entry,
        kind=entry.kind,
        written_on=timezone.localdate(entry.recorded_at),
        committee=entry.committee,
        by=me(request),
        initial=draft_fields(request),
    )


def _save_edit(request: HttpRequest, form: EntryEditForm, entry: LogEntry) -> LogEntry:
    return edit_entry(
        entry,
        by=me(request),
        version=form.cleaned_data["version"],
        words=form.words,
        household=form.cleaned_data["household"],
        photos=form.cleaned_data["photos"],
    )


def _edit_page(
    request: HttpRequest, entry: LogEntry, form: EntryEditForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"entry": entry, "form": form, "place": place_words(entry), **more}
    return render(request, "casework/log/edit.html", context, status=status)


def _both_texts(
    request: HttpRequest, entry: LogEntry, current: LogEntry, form: EntryEditForm
) -> HttpResponse:
    """Both texts side by side; saving again means: mine on top of theirs."""
    said = form.words
    mine = [("谁／哪户", form.cleaned_data["who"]), ("什么事", said.text)]
    theirs = [("谁／哪户", place_words(current)), ("什么事", current.text)]
    form.data = {**request.POST.dict(), "version": current.version}
    who = last_hand(current)
    return _edit_page(request, entry, form, status=409, who=who, mine=mine, theirs=theirs)
