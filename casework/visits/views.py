"""走访计划: who is due, in which order to walk, the month's figures, and the sheet on paper."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.doors.actions import keep_up
from casework.doors.models import DoorRecord
from casework.doors.reading import not_met_since
from casework.duty.rules import last_day_of, last_month, month_of, next_month
from casework.duty.views import day_asked
from casework.knocks.models import Knock
from casework.visits.figures import months_of, visits_of
from casework.visits.forms import DUE, ROUTE, SHOWN, SOON, UNSEEN, PlanFilter, SheetFilter
from casework.visits.querysets import ROUTE_ORDER, URGENT_ORDER, labelled, planned
from casework.visits.rules import LONG, WEEK
from casework.visits.sheets import sheet_rows
from casework.visits.shown import rows_of
from committees.people.access import at_work, home_committee, me, street_staff
from committees.people.models import User
from committees.residents.models import Household
from committees.residents.querysets import HouseholdQuerySet
from committees.territory.models import Committee
from jiedao.common.pages import keyset_page

PAGE = 50
MONTHS = 12


@require_safe
@at_work
def plan(request: HttpRequest) -> HttpResponse:
    """Whom nobody has ever met first, then whose day passed longest ago; or as one walks."""
    user, committee, today = me(request), home_committee(request), timezone.localdate()
    keep_up(committee, on=today)
    form = PlanFilter(request.GET, committee=committee)
    form.is_valid()
    said = form.cleaned_data
    route = said.get("order") == ROUTE or said.get("show") == UNSEEN
    rows = _wanted(user, committee, said, today).with_people().select_related("door")
    order = ROUTE_ORDER if route else URGENT_ORDER
    page = keyset_page(rows, order, request.GET.get("after"), PAGE)
    knocks = Knock.objects.visible_to(user).filter(committee=committee).open()
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page.rows, knocks, today),
        "route": route,
        "route_asked": said.get("order") == ROUTE,
        "tabs": _tabs(request, said.get("show") or DUE),
        "chips": _chips(request, form),
        "counted": _counted(user, committee, today),
    }
    return render(request, "casework/visits/plan.html", context)


def _wanted(
    user: User, committee: Committee, said: Mapping[str, Any], today: date
) -> HouseholdQuerySet:
    if said.get("show") == UNSEEN:
        rows = not_met_since(committee, today, LONG).visible_to(user)
    else:
        until = today + timedelta(days=WEEK if said.get("show") == SOON else 0)
        living = Household.objects.visible_to(user).filter(committee=committee).living_here(today)
        rows = planned(living, committee, until)
    if said.get("kind"):
        rows = labelled(rows, said["kind"], today)
    if said.get("building"):
        rows = rows.filter(dwelling__building=said["building"])
    return rows.filter(dwelling__group=said["group"]) if said.get("group") else rows


def _counted(user: User, committee: Committee, today: date) -> dict[str, int]:
    """Due today, and those of them nobody has ever met; through the index of the plan."""
    due = DoorRecord.objects.visible_to(user).filter(committee=committee).due(today)
    return due.aggregate(due=Count("pk"), never=Count("pk", filter=Q(ever_met=False)))


def _tabs(request: HttpRequest, chosen: str) -> list[dict[str, object]]:
    """该去的, 7 天内, 90 天没走访; the other filters stay."""
    tabs = []
    for key, label in SHOWN:
        rest = request.GET.copy()
        rest.pop("after", None)
        rest["show"] = key
        tabs.append({"label": label, "href": f"?{rest.urlencode()}", "current": key == chosen})
    return tabs


def _chips(request: HttpRequest, form: PlanFilter) -> list[dict[str, str]]:
    """Each filter in force, with the address that takes it away."""
    chips = []
    for name in ("kind", "building", "group"):
        value = form.cleaned_data.get(name)
        if value:
            rest = request.GET.copy()
            rest.pop(name, None)
            rest.pop("after", None)
            words = form.fields[name].label_from_instance(value)  # type: ignore[attr-defined]
            chips.append({"label": words, "href": f"?{rest.urlencode()}"})
    return chips


@require_safe
@at_work
def month(request: HttpRequest) -> HttpResponse:
    """The committee's visits of twelve months, counted from what was written down."""
    committee, today = home_committee(request), timezone.localdate()
    first = month_of(today)
    for _ in range(MONTHS - 1):
        first = last_month(first)
    months = months_of(committee, first, today)
    rows = [(one, min(last_day_of(one), today), figures) for one, figures in months.items()]
    return render(request, "casework/visits/month.html", {"rows": rows, "committee": committee})


@require_safe
@street_staff
def street_visits(request: HttpRequest) -> HttpResponse:
    """One month of all committees, in the street's order and never ranked."""
    user, today = me(request), timezone.localdate()
    first = month_of(day_asked(request, today, "month"))
    last = min(last_day_of(first), today)
    committees = list(Committee.objects.visible_to(user).in_street_order())
    figures = visits_of(committees, first, last)
    context = {
        "rows": [(one, figures[one.pk]) for one in committees],
        "month": first,
        "before": last_month(first),
        "after": next_month(first) if next_month(first) <= today else None,
    }
    return render(request, "casework/visits/street.html", context)


@require_safe
@at_work
def sheet(request: HttpRequest) -> HttpResponse:
    """重点老人巡访表 (R26): A4 for each building, large type, nothing of why beside a name."""
    user, committee, today = me(request), home_committee(request), timezone.localdate()
    keep_up(committee, on=today)
    form = SheetFilter(request.GET, committee=committee)
    form.is_valid()
    said = form.cleaned_data
    everybody = said.get("who") == "all"
    context = {
        "form": form,
        "title": "关爱对象巡访表" if everybody else "重点老人巡访表",
        "committee": committee,
        "month": month_of(day_asked(request, today, "month")),
        "buildings": sheet_rows(
            user, committee, today, building=said.get("building"), everybody=everybody
        ),
    }
    return render(request, "casework/visits/sheet.html", context)
