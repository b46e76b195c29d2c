"""超期事项 of the committee, and of the 34 in the street's order."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.models import Case
from casework.cases.querysets import CaseQuerySet
from casework.response.late import (
    KINDS,
    LATE_FIRST,
    in_late_order,
    late_cases,
    rows_of,
    street_table,
)
from committees.people.access import at_work, home_committee, me, street_staff
from committees.territory.models import Committee
from jiedao.common.pages import keyset_page

PAGE = 50
OF_ITS_OWN = {"late": "超期的事项", "serious": "严重超期的事项", "harm": "还没报告的伤害"}


@require_safe
@at_work
def late(request: HttpRequest) -> HttpResponse:
    """What is late in the own committee, seriously late first. `?kind=serious|harm` narrows it."""
    own = Case.objects.visible_to(me(request)).filter(committee=home_committee(request))
    kind = request.GET.get("kind", "")
    kind = kind if kind in OF_ITS_OWN else "late"
    context = _listed(request, own, kind) | {"kind": kind, "heading": OF_ITS_OWN[kind]}
    return render(request, "casework/response/late.html", context)


def _listed(request: HttpRequest, cases: CaseQuerySet, kind: str) -> dict[str, Any]:
    """A page of the list, and how long all of it is."""
    by, now = me(request), timezone.now()
    found = late_cases(cases, kind, now)
    rows = in_late_order(found.for_lists(), now)
    page = keyset_page(rows, LATE_FIRST, request.GET.get("after"), PAGE)
    return {"page": page, "rows": rows_of(page.rows, by, now), "total": found.count()}


@require_safe
@street_staff
def street(request: HttpRequest) -> HttpResponse:
    """The table of the 34; a figure opens its list. `?kind=late&c=<slug>`."""
    by = me(request)
    kind = request.GET.get("kind", "")
    committee = Committee.objects.filter(slug=request.GET.get("c", "")).first()
    context: dict[str, object] = {"kinds": KINDS, "here": reverse("street-response")}
    if kind in KINDS:
        cases = Case.objects.visible_to(by)
        if committee is not None:
            cases = cases.filter(committee=committee)
        context |= _listed(request, cases, kind)
        context |= {"heading": KINDS[kind], "committee": committee}
        return render(request, "casework/response/street_list.html", context)
    context["table"] = street_table(by, timezone.now())
    return render(request, "casework/response/street.html", context)
