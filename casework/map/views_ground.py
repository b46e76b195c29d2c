"""The buildings on the ground: only where the office named tiles (MAP_TILES)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.forms import refusal_in
from casework.map.actions import place_building
from casework.map.estate import estate_map
from casework.map.forms import PlaceForm
from casework.map.models import BuildingPlace
from casework.map.views import find_building
from committees.people.access import at_work, home_committee, me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from jiedao.common.http import see_other


@at_work
@require_safe
def ground(request: HttpRequest) -> HttpResponse:
    """A list of the buildings with a place; the script makes a map of it. Numbers, no reasons."""
    committee = home_committee(request)
    rows = BuildingPlace.objects.visible_to(me(request))
    places = {one.building_id: one for one in rows.filter(building__estate__committee=committee)}
    tiles = estate_map(committee, on=timezone.localdate()).tiles
    context = {
        "placed": [
            (tile, places[tile.building.pk]) for tile in tiles if tile.building.pk in places
        ],
        "missing": [one.building for one in tiles if one.building.pk not in places],
        "tiles": settings.MAP_TILES,
        "credit": settings.MAP_CREDIT,
    }
    return render(request, "casework/map/ground.html", context)


@get_or_post
@at_work
@once
def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Two numbers for a building."""
    building = find_building(request, pk)
    there = BuildingPlace.objects.filter(building=building).first()
    form = PlaceForm(sent(request), instance=there or BuildingPlace(building=building))
    if form.is_valid():
        with refusal_in(form):
            data = form.cleaned_data
            place_building(building, lat=data["lat"], lng=data["lng"], by=me(request))
            messages.success(request, f"{building}的位置标好了。")
            return see_other(reverse("map-ground"))
    context = {"building": building, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "casework/map/place.html", context, status=status)
