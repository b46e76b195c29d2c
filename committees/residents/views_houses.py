"""Estates and their buildings, kept by the street."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from committees.people.access import me
from committees.residents.actions import lay_out, remove_building
from committees.residents.forms import LayOutForm
from committees.submissions.once import once
from committees.territory.access import get_or_post, keeps_directory
from committees.territory.models import Building, Estate
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@keeps_directory
@once
def estate_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The buildings of an estate, and the form that lays out more of them."""
    estates = Estate.objects.visible_to(me(request)).select_related("committee")
    estate = get_object_or_404(estates, pk=pk)
    form = LayOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            houses, flats = lay_out(
                estate,
                values["numbers"],
                floors=values["floors"],
                per_floor=values["per_floor"],
                by=me(request),
            )
        except Refused as refused:
            form.add_error("numbers", refused.reason)
        else:
            messages.success(request, f"添好了 {houses} 栋楼，{flats} 套。")
            return see_other(reverse("settings-estate", args=[pk]))
    return _estate_page(request, estate, form)


def _estate_page(request: HttpRequest, estate: Estate, form: LayOutForm) -> HttpResponse:
    context = {
        "estate": estate,
        "committee": estate.committee,
        "form": form,
        "buildings": estate.buildings.annotate(flats=Count("dwellings")).order_by("order", "pk"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/residents/estate.html", context, status=status)


@get_or_post
@keeps_directory
@once
def building_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An own page that says what goes, and asks once."""
    found = Building.objects.visible_to(me(request)).select_related("estate__committee")
    building = get_object_or_404(found, pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            remove_building(building, by=me(request))
        except Refused as refused:
            refusal = refused.reason
        else:
            messages.success(request, f"{building}删掉了。")
            return see_other(reverse("settings-estate", args=[building.estate_id]))
    context = {
        "building": building,
        "estate": building.estate,
        "committee": building.estate.committee,
        "flats": building.dwellings.count(),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "committees/residents/building_remove.html", context, status=status)
