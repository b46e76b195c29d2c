"""Pages of the duty log."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases.actions import (
    bring_back_entry,
    open_case,
    take_back_entry,
    words_of_entry,
)
from casework.cases.forms import PlanForm, refusal_in
from casework.cases.models import Case
from casework.log.actions import edit_entry, settle_entry, write_entry
from casework.log.forms import CASE, EntryEditForm, EntryForm, LogFilter
from casework.log.households import door_words, place_words, recent_households
from casework.log.models import LogEntry, LogPhoto
from casework.log.policies import may_edit, may_remove, may_restore
from casework.log.querysets import LogEntryQuerySet
from casework.log.rules import written_later
from casework.log.states import SHORT, LogKind
from committees.files.actions import serve_file
from committees.journal.actions import last_hand
from committees.people.access import at_work, home_committee, me
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from jiedao.common.dates import cn_day, cn_moment
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.outbox import written_on
from jiedao.common.pages import keyset_page

ICONS = {
    LogKind.VISIT: "door-open-fill",
    LogKind.CALL: "telephone-fill",
    LogKind.HOME: "person-walking",
    LogKind.PATROL: "binoculars-fill",
    LogKind.INCIDENT: "exclamation-triangle-fill",
}
PAGE = 30
MANY_VALUES = ("cares",)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# Writing


@get_or_post
@at_work
@once
def new(request: HttpRequest) -> HttpResponseBase:
    """记一笔. `switch` on a POST only changes the kind and keeps what was typed."""
    kind = _kind(request)
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
            return see_other(reverse("log-entry", args=[entry.pk]))
    return _new_page(request, form, kind, status=422)


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
        return entry, _case_of(entry, form, request)


def _case_of(entry: LogEntry, form: PlanForm, request: HttpRequest) -> Case:
    words = words_of_entry(entry, kind=form.chosen_kind, cares=form.cleaned_data["cares"])
    return open_case(
        entry.committee, by=me(request), words=words, plan=form.plan, entry=entry, at=timezone.now()
    )


def _saved_words(entry: LogEntry, case: Case | None) -> str:
    """「记好了。3 号楼 502 室，今天 10:42。」, and the number to say on the phone."""
    now = timezone.now()
    when = cn_moment(entry.recorded_at, now)
    if written_later(entry.happened_on, timezone.localdate(entry.recorded_at)):
        when = f"{cn_day(entry.happened_on, timezone.localdate(now))}的事"
    where = door_words(entry.household) if entry.household else entry.who
    said = f"记好了。{where}，{when}。"
    return f"{said}已变成事项，号码是 {case}。" if case else said


@get_or_post
@at_work
@once
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change an entry; who comes second sees both texts."""
    entry = _entry(request, pk)
    allowed = may_edit(me(request), entry)
    if not allowed:
        return _entry_page(request, entry, problem=allowed.reason, status=_refused(request))
    form = _edit_form(request, entry)
    if form.is_valid():
        with refusal_in(form):
            try:
                _save_edit(request, form, entry)
            except Conflict as conflict:
                return _both_texts(request, entry, conflict.current, form)
            messages.success(request, "改好了。")
            return see_other(reverse("log-entry", args=[pk]))
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


def _save_edit(request: HttpRequest, form: EntryEditForm, entry: LogEntry) -> None:
    edit_entry(
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


# Reading


@require_safe
@at_work
def entries(request: HttpRequest) -> HttpResponse:
    """The log, newest day first."""
    form = LogFilter(request.GET, committee=home_committee(request))
    form.is_valid()
    rows = LogEntry.objects.visible_to(me(request)).kept()
    found = _narrowed(rows.filter(committee=home_committee(request)), form.cleaned_data)
    page = keyset_page(
        found.for_lists().prefetch_related("cases"),
        ("-happened_on", "-id"),
        request.GET.get("after"),
        PAGE,
    )
    kind = form.cleaned_data.get("kind")
    context = {
        "form": form,
        "page": page,
        "heading": LogKind(kind).label if kind else "记录",
        "kind": kind,
        "chips": _chips(request, form),
    }
    return render(request, "casework/log/list.html", context)


def _narrowed(rows: LogEntryQuerySet, said: Mapping[str, Any]) -> LogEntryQuerySet:
    if said.get("q"):
        rows = rows.matching(said["q"])
    wanted = {
        "kind": said.get("kind"),
        "author": said.get("author"),
        "happened_on__gte": said.get("since"),
        "happened_on__lte": said.get("until"),
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _chips(request: HttpRequest, form: LogFilter) -> list[dict[str, str]]:
    """Each filter in force, with the address that takes it away."""
    chips = []
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if not value:
            continue
        rest = request.GET.copy()
        rest.pop(name, None)
        rest.pop("after", None)
        shown = LogKind(value).label if name == "kind" else request.GET[name]
        if name == "author":
            shown = str(value)
        label = f"{form.fields[name].label}：{shown}"
        chips.append({"label": label, "href": f"?{rest.urlencode()}"})
    return chips


@require_safe
@at_work
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, and what can be done with it."""
    return _entry_page(request, _entry(request, pk))


def _entry(request: HttpRequest, pk: int) -> LogEntry:
    rows = LogEntry.objects.visible_to(me(request)).for_lists().select_related("committee")
    found: LogEntry = get_object_or_404(rows, pk=pk)
    return found


def _entry_page(
    request: HttpRequest, entry: LogEntry, *, problem: str = "", status: int = 200
) -> HttpResponse:
    by, now = me(request), timezone.now()
    cases = [case for case in entry.cases.all() if case.is_kept]
    context = {
        "entry": entry,
        "icon": ICONS[LogKind(entry.kind)],
        "place": place_words(entry),
        "later": written_later(entry.happened_on, timezone.localdate(entry.recorded_at)),
        "cases": cases,
        "photos": _photos(entry),
        "problem": problem,
        "may_edit": bool(may_edit(by, entry)),
        "may_remove": bool(may_remove(by, entry, timezone.localdate(now))),
        "may_restore": bool(may_restore(by, entry, now)),
        "may_follow": entry.is_kept and not cases and not entry.settled,
    }
    return render(request, "casework/log/entry.html", context, status=status)


def _photos(entry: LogEntry) -> list[dict[str, str]]:
    return [
        {"url": reverse("log-photo", args=[entry.pk, photo.pk]), "caption": photo.file.name}
        for photo in entry.photos.select_related("file").order_by("pk")
    ]


@require_safe
@at_work
def photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """A photo, for whoever may see its entry."""
    seen = LogEntry.objects.visible_to(me(request)).filter(pk=pk)
    rows = LogPhoto.objects.filter(entry__in=seen).select_related("file")
    return serve_file(get_object_or_404(rows, pk=photo_pk).file)


# What follows


@get_or_post
@at_work
@once
def make_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """变成事项: with the usual answers in one tap, or after choosing kind, person and day."""
    entry = _entry(request, pk)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, committee=entry.committee, by=me(request))
    if form.is_valid():
        with refusal_in(form):
            case = _case_of(entry, form, request)
            messages.success(
                request,
                f"已变成事项，号码是 {case}。请告诉居民这个号。",
                extra_tags=f"undo:{reverse('case-undo', args=[case.pk])}",
            )
            return see_other(reverse("case", args=[case.pk]))
    context = {"entry": entry, "form": form, "place": place_words(entry)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/log/make_case.html", context, status=status)


@require_POST
@at_work
@once
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """当场办结, later on."""
    entry = _entry(request, pk)
    try:
        settle_entry(entry, by=me(request))
    except Refused as refused:
        return _entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(request, "已记为当场办结。")
    return see_other(reverse("log-entry", args=[pk]))


# Taking back


@require_POST
@at_work
@once
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """撤销, today."""
    entry = _entry(request, pk)
    try:
        take_back_entry(entry, by=me(request), at=timezone.now())
    except Refused as refused:
        return _entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(request, "已撤销。30 天内可以在“撤销的记录”里恢复。")
    return see_other(reverse("log"))


@require_POST
@at_work
@once
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back out of the recycle bin."""
    entry = _entry(request, pk)
    try:
        bring_back_entry(entry, by=me(request), at=timezone.now())
    except Refused as refused:
        return _entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(request, "已恢复。")
    return see_other(reverse("log-entry", args=[pk]))


@require_safe
@at_work
def recycle_bin(request: HttpRequest) -> HttpResponse:
    """What was taken back in the last 30 days."""
    rows = LogEntry.objects.visible_to(me(request)).filter(committee=home_committee(request))
    removed = rows.in_bin(timezone.now()).for_lists().select_related("removed_by")
    page = keyset_page(removed, ("-removed_at", "-id"), request.GET.get("after"), PAGE)
    return render(request, "casework/log/bin.html", {"page": page})
