"""The building on paper: without needs for everybody's use, with needs only for a reason (R33)."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.forms import refusal_in
from casework.map.actions import note_printing
from casework.map.building import building_map
from casework.map.forms import PrintReasonForm
from casework.map.states import Show
from casework.map.views import find_building
from committees.people.access import at_work, me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Building
from jiedao.common.http import see_other

ASKED = "map_print"
"""Session key: building and moment of the last reason given."""
READY_FOR = timedelta(minutes=15)
"""After a reason the sheet can be opened and printed again for so long."""


@at_work
@require_safe
def plain(request: HttpRequest, pk: int) -> HttpResponse:
    """Rooms and empty flats, nothing about anybody."""
    return _sheet(request, find_building(request, pk), needs=False)


@get_or_post
@at_work
@once
def with_needs(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Asks why and writes it down; then for a quarter of an hour the sheet, with a watermark."""
    building = find_building(request, pk)
    form = PrintReasonForm(sent(request))
    if form.is_valid():
        with refusal_in(form):
            note_printing(building, reason=form.cleaned_data["reason"], by=me(request))
            request.session[ASKED] = [building.pk, timezone.now().isoformat()]
            return see_other(reverse("map-print-needs", args=[pk]))
    if request.method != "POST" and _asked_lately(request, building):
        return _sheet(request, building, needs=True)
    context = {"building": building, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "casework/map/print_reason.html", context, status=status)


def _asked_lately(request: HttpRequest, building: Building) -> bool:
    asked: Any = request.session.get(ASKED)
    if not asked or asked[0] != building.pk:
        return False
    return timezone.now() - datetime.fromisoformat(asked[1]) < READY_FOR


def _sheet(request: HttpRequest, building: Building, *, needs: bool) -> HttpResponse:
    show = Show.LETTERS if needs else Show.CARE
    context = {
        "building": building,
        "map": building_map(building, on=timezone.localdate(), show=show),
        "needs": needs,
        "name": me(request).name,
        "today": timezone.localdate(),
    }
    return render(request, "casework/map/sheet.html", context)
