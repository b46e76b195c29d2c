"""/street/rectification/: appraised units whose plan is late, so that the street can help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import me, street_staff
from jiedao.common.pages import keyset_page
from meetings.sanhui.forms import PlanFilter
from meetings.sanhui.models import Appraisal
from meetings.sanhui.querysets import AppraisalQuerySet

PAGE = 50
ORDER = ("matter__meeting__committee__order", "plan_due_on", "id")


@require_safe
@street_staff
def street_plans(request: HttpRequest) -> HttpResponse:
    """Late plans in the street's order, with the phone to call; or those that are being kept."""
    form = PlanFilter(request.GET)
    form.is_valid()
    view = form.cleaned_data.get("view") or ""
    rows = _chosen(Appraisal.objects.visible_to(me(request)), view)
    found = rows.select_related("matter__meeting__committee", "matter__body")
    page = keyset_page(found, ORDER, request.GET.get("after"), PAGE)
    context = {"form": form, "view": view, "page": page}
    return render(request, "meetings/sanhui/street.html", context)


def _chosen(rows: AppraisalQuerySet, view: str) -> AppraisalQuerySet:
    if view == "open":
        return rows.owing_a_plan()
    return rows.to_rectify() if view == "rectify" else rows.overdue(timezone.localdate())
