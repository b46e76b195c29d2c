"""The public directory: every committee of the street, found by what people call it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.territory.forms import FindForm
from committees.territory.models import Committee
from committees.territory.sounds import sounding_like


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """In the street's order. Nothing found: names of the same sound, and the whole list."""
    form = FindForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    everyone = Committee.objects.in_street_order().prefetch_related("estates")
    found = list(everyone.matching(query))
    missed = not found and query
    shown = list(everyone) if missed else found
    near = set(sounding_like(query, [row.short_name for row in shown])) if missed else set()
    context = {
        "form": form,
        "query": query,
        "committees": shown,
        "missed": missed,
        "near": [row for row in shown if row.short_name in near],
    }
    return render(request, "committees/territory/directory.html", context)


@require_safe
def contact_sheet(request: HttpRequest) -> HttpResponse:
    """All committees with address, phone and hours, for one sheet of A4."""
    committees = Committee.objects.in_street_order()
    return render(request, "committees/territory/contact_sheet.html", {"committees": committees})
