"""Lists of cases: one's own committee's, the street's, and what was taken back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.figures import SOON_DAYS
from casework.cases.forms_finding import CaseFilter, StreetCaseFilter
from casework.cases.models import Case
from casework.cases.querysets import CaseQuerySet
from casework.cases.shown import shown_to
from committees.people.access import at_work, home_committee, me, street_staff
from committees.people.models import User
from committees.territory.models import Building, Committee
from jiedao.common.forms import PortalForm
from jiedao.common.pages import keyset_page

PAGE = 30
TO_DO, OTHERS, CLOSED = "todo", "others", "closed"


@require_safe
@at_work
def cases(request: HttpRequest) -> HttpResponse:
    """要办, 等别人, 办结: every open case of the committee stands in one of the first two."""
    tab = request.GET.get("tab", TO_DO)
    tab = tab if tab in (OTHERS, CLOSED) else TO_DO
    by, committee, now = me(request), home_committee(request), timezone.now()
    own = Case.objects.visible_to(by).filter(committee=committee)
    form = CaseFilter(request.GET, buildings=Building.objects.filter(estate__committee=committee))
    form.is_valid()
    said = form.cleaned_data
    rows = _of_tab(own, tab, by, now)
    found = _narrowed(rows.legible_to(by, now) if said.get("q") else rows, said)
    order = ("-closed_at", "-id") if tab == CLOSED else ("due_on", "id")
    page = keyset_page(found.for_lists(), order, request.GET.get("after"), PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [shown_to(by, case) for case in page.rows],
        "tab": tab,
        "tabs": _tabs(own, tab, by, now),
        "chips": _chips(request, form),
    }
    return render(request, "casework/cases/list.html", context)


def _of_tab(own: CaseQuerySet, tab: str, by: User, at: datetime) -> CaseQuerySet:
    if tab == CLOSED:
        return own.closed()
    return own.of_others(by, at) if tab == OTHERS else own.to_do_by(by, at)


def _tabs(own: CaseQuerySet, tab: str, by: User, at: datetime) -> list[dict[str, object]]:
    """Only open cases are counted."""
    labels = ((TO_DO, "要办"), (OTHERS, "等别人"), (CLOSED, "办结"))
    return [
        {
            "label": label,
            "href": reverse("cases") + (f"?tab={key}" if key != TO_DO else ""),
            "current": key == tab,
            "count": None if key == CLOSED else _of_tab(own, key, by, at).count(),
        }
        for key, label in labels
    ]


def _narrowed(rows: CaseQuerySet, said: Mapping[str, Any]) -> CaseQuerySet:
    if said.get("q"):
        rows = rows.matching(said["q"])
    if said.get("kind"):
        rows = rows.filter(kind=said["kind"])
    if said.get("building"):
        rows = rows.filter(household__dwelling__building=said["building"])
    return _due(rows, said.get("due", ""))


def _due(rows: CaseQuerySet, due: str) -> CaseQuerySet:
    today = timezone.localdate()
    if due == "late":
        return rows.filter(due_on__lt=today)
    if due == "soon":
        return rows.filter(due_on__range=(today, today + timedelta(days=SOON_DAYS)))
    return rows


def _chips(request: HttpRequest, form: PortalForm) -> list[dict[str, str]]:
    """Each filter in force, with the address that takes it away."""
    chips = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not value:
            continue
        rest = request.GET.copy()
        rest.pop(name, None)
        rest.pop("after", None)
        words = dict(getattr(field, "choices", ())).get(value) if isinstance(value, str) else value
        chips.append({"label": f"{field.label}：{words or value}", "href": f"?{rest.urlencode()}"})
    return chips


@require_safe
@street_staff
def street_cases(request: HttpRequest) -> HttpResponse:
    """Open cases of the 34, masked. `?due=late|open|soon&c=`; its count is the overview's."""
    form = StreetCaseFilter(request.GET, committees=Committee.objects.in_street_order())
    form.is_valid()
    found = _due(Case.objects.visible_to(me(request)).open(), form.cleaned_data.get("due", ""))
    if form.cleaned_data.get("c"):
        found = found.filter(committee=form.cleaned_data["c"])
    page = keyset_page(found.for_lists(), ("due_on", "id"), request.GET.get("after"), PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [shown_to(me(request), case) for case in page.rows],
        "count": found.count(),
        "chips": _chips(request, form),
    }
    return render(request, "casework/cases/street.html", context)


@require_safe
@at_work
def recycle_bin(request: HttpRequest) -> HttpResponse:
    """What was taken back in the last 30 days."""
    own = Case.objects.visible_to(me(request)).filter(committee=home_committee(request))
    removed = own.in_bin(timezone.now()).for_lists().select_related("removed_by")
    page = keyset_page(removed, ("-removed_at", "-id"), request.GET.get("after"), PAGE)
    rows = [shown_to(me(request), case) for case in page.rows]
    return render(request, "casework/cases/bin.html", {"page": page, "rows": rows})
