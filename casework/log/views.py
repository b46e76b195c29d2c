"""The page of one entry, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases.shown import shown_to
from casework.cases.undoing import bring_back_entry, take_back_entry
from casework.log.households import place_words
from casework.log.models import LogEntry
from casework.log.policies import may_edit, may_remove, may_restore
from casework.log.rules import written_later
from casework.log.shown import photos_of
from casework.log.states import ICONS, LogKind
from committees.people.access import at_work, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_work
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, and what can be done with it."""
    return entry_page(request, find_entry(request, pk))


def find_entry(request: HttpRequest, pk: int) -> LogEntry:
    rows = LogEntry.objects.visible_to(me(request)).for_lists().select_related("committee", "knock")
    found: LogEntry = get_object_or_404(rows, pk=pk)
    return found


def entry_page(
    request: HttpRequest, entry: LogEntry, *, problem: str = "", status: int = 200
) -> HttpResponse:
    by, now = me(request), timezone.now()
    cases = [shown_to(by, case, now) for case in entry.cases.all() if case.is_kept]
    photos = photos_of(entry, by=by, at=now)
    context = {
        "entry": entry,
        "icon": ICONS[LogKind(entry.kind)],
        "place": place_words(entry),
        "later": written_later(entry.happened_on, timezone.localdate(entry.recorded_at)),
        "cases": cases,
        "photos": photos.on,
        "photos_off": photos.off,
        "problem": problem,
        "may_edit": bool(may_edit(by, entry)),
        "may_remove": bool(may_remove(by, entry, timezone.localdate(now))),
        "may_restore": bool(may_restore(by, entry, now)),
        "may_follow": entry.is_kept and not cases and not entry.settled,
    }
    return render(request, "casework/log/entry.html", context, status=status)


@require_POST
@at_work
@once
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """撤销, today."""
    entry = find_entry(request, pk)
    try:
        take_back_entry(entry, by=me(request), at=timezone.now())
    except Refused as refused:
        return entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(request, "已撤销。30 天内可以在“撤销的记录”里恢复。")
    return see_other(reverse("log"))


@require_POST
@at_work
@once
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back out of the recycle bin."""
    entry = find_entry(request, pk)
    try:
        bring_back_entry(entry, by=me(request), at=timezone.now())
    except Refused as refused:
        return entry_page(request, entry, problem=refused.reason, status=422)
    messages.success(request, "已恢复。")
    return see_other(reverse("log-entry", args=[pk]))
