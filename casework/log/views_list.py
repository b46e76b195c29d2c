"""The duty log as a list, and what was taken back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.log.forms import LogFilter
from casework.log.models import LogEntry
from casework.log.querysets import LogEntryQuerySet
from casework.log.states import LogKind
from committees.people.access import at_work, home_committee, me
from jiedao.common.pages import keyset_page

PAGE = 30


@require_safe
@at_work
def entries(request: HttpRequest) -> HttpResponse:
    """The log, newest day first."""
    committee = home_committee(request)
    form = LogFilter(request.GET, committee=committee)
    form.is_valid()
    rows = LogEntry.objects.visible_to(me(request)).kept().filter(committee=committee)
    if query := form.cleaned_data.get("q"):
        rows = rows.matching(query, within=[committee.pk])
    found = _narrowed(rows, form.cleaned_data)
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
def recycle_bin(request: HttpRequest) -> HttpResponse:
    """What was taken back in the last 30 days."""
    rows = LogEntry.objects.visible_to(me(request)).filter(committee=home_committee(request))
    removed = rows.in_bin(timezone.now()).for_lists().select_related("removed_by")
    page = keyset_page(removed, ("-removed_at", "-id"), request.GET.get("after"), PAGE)
    return render(request, "casework/log/bin.html", {"page": page})
