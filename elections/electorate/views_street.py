"""两边都有: who stands on two of the 34 rolls, for the street; no name, no number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.people.access import street_staff
from elections.electorate.doubles import doubles_of_the_street


@street_staff
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    context = {"doubles": doubles_of_the_street()}
    return render(request, "elections/electorate/doubles.html", context)
