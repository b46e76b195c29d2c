"""The street: whose term ends when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import me, street_staff
from committees.territory.models import Committee
from elections.office.terms import terms_of


@street_staff
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Over and nearly over first, then by the last day; those without a day at the end."""
    committees = Committee.objects.visible_to(me(request)).in_street_order()
    rows = terms_of(committees, timezone.localdate())
    known = sorted((one for one in rows if one.ends_on), key=lambda one: (one.ends_on, 0))
    context = {
        "rows": [*known, *(one for one in rows if one.ends_on is None)],
        "over": sum(1 for one in rows if one.alarm == 0),
        "near": sum(1 for one in rows if one.alarm),
    }
    return render(request, "elections/office/terms.html", context)
