"""超期事项 of the committee, and of the 34 in the street's order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.models import Case
from casework.response.late import KINDS, MOST, late_cases, rows_of, street_table
from committees.people.access import at_work, home_committee, me, street_staff
from committees.territory.models import Committee


@require_safe
@at_work
def late(request: HttpRequest) -> HttpResponse:
    """What is late in the own committee, seriously late first."""
    by, now = me(request), timezone.now()
    own = Case.objects.visible_to(by).filter(committee=home_committee(request))
    found = late_cases(own, "late", now).for_lists().order_by("due_on", "pk")[:MOST]
    rows = sorted(rows_of(found, by, now), key=lambda row: not row.serious)
    return render(request, "casework/response/late.html", {"rows": rows})


@require_safe
@street_staff
def street(request: HttpRequest) -> HttpResponse:
    """The table of the 34; a figure opens its list. `?kind=late&c=<slug>`."""
    by, now = me(request), timezone.now()
    kind = request.GET.get("kind", "")
    committee = Committee.objects.filter(slug=request.GET.get("c", "")).first()
    context: dict[str, object] = {"kinds": KINDS, "here": reverse("street-response")}
    if kind in KINDS:
        cases = Case.objects.visible_to(by)
        if committee is not None:
            cases = cases.filter(committee=committee)
        found = late_cases(cases, kind, now).for_lists().order_by("due_on", "pk")[:MOST]
        context |= {
            "rows": rows_of(found, by, now),
            "heading": KINDS[kind],
            "committee": committee,
        }
        return render(request, "casework/response/street_list.html", context)
    context["table"] = street_table(by, now)
    return render(request, "casework/response/street.html", context)
