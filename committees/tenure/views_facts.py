"""Pages that write where the hukou is and who owns a flat."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committees.people.access import at_work, me, sent
from committees.residents.models import Resident
from committees.residents.views import form_page, the_household, the_resident
from committees.submissions.once import once
from committees.tenure.facts import add_owner, end_ownership, write_hukou
from committees.tenure.forms import EndForm, HukouForm, OwnerForm, OwnsForm
from committees.tenure.models import Ownership
from committees.territory.access import get_or_post
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def hukou_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    resident = the_resident(request, pk)
    form = HukouForm(sent(request), committee=resident.committee)
    if form.is_valid():
        values = form.cleaned_data
        try:
            write_hukou(
                resident,
                by=me(request),
                place=values["place"],
                dwelling=values.get("dwelling"),
                address=values["address"],
                since=values["since"],
                on=timezone.localdate(),
            )
        except Refused as refused:
            form.add_error("since", refused.reason)
        else:
            return _done(request, resident)
    return _about(request, form, "写户籍", resident)


@get_or_post
@at_work
@once
def owns_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A flat she owns, from her own page."""
    resident = the_resident(request, pk)
    form = OwnsForm(sent(request), committee=resident.committee)
    if form.is_valid():
        values = form.cleaned_data
        today = timezone.localdate()
        try:
            add_owner(values["dwelling"], resident, by=me(request), since=values["since"], on=today)
        except Refused as refused:
            form.add_error("door", refused.reason)
        else:
            return _done(request, resident)
    return _about(request, form, "添一处名下的房屋", resident)


def _done(request: HttpRequest, resident: Resident) -> HttpResponseBase:
    messages.success(request, "记好了。")
    return see_other(reverse("resident", args=[resident.pk]))


def _about(request: HttpRequest, form: Any, heading: str, resident: Resident) -> HttpResponseBase:
    back = reverse("resident", args=[resident.pk])
    home = resident.household
    return form_page(request, form, heading, home, person=resident, back=back)


@get_or_post
@at_work
@once
def owner_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who owns the flat, from the household's page."""
    household = the_household(request, pk)
    form = OwnerForm(sent(request), committee=household.committee)
    if form.is_valid():
        values, today = form.cleaned_data, timezone.localdate()
        try:
            flat = household.dwelling
            add_owner(flat, values["owner"], by=me(request), since=values["since"], on=today)
        except Refused as refused:
            form.add_error("owner", refused.reason)
        else:
            messages.success(request, "记好了。")
            return see_other(reverse("household", args=[pk]))
    return form_page(request, form, "添产权人", household)


@get_or_post
@at_work
@once
def ownership_end(request: HttpRequest, pk: int) -> HttpResponseBase:
    """She sold it, or it was inherited. Leads back to the household at that door."""
    found = Ownership.objects.visible_to(me(request)).select_related("dwelling", "owner")
    ownership = get_object_or_404(found, pk=pk)
    home = ownership.dwelling.households.order_by("-pk").first()
    back = reverse("household", args=[home.pk]) if home else reverse("households")
    form = EndForm(sent(request))
    if form.is_valid():
        try:
            until = form.cleaned_data["until"]
            end_ownership(ownership, by=me(request), until=until, on=timezone.localdate())
        except Refused as refused:
            form.add_error("until", refused.reason)
        else:
            messages.success(request, "记好了。")
            return see_other(back)
    who = ownership.owner.name if ownership.owner else ownership.owner_name
    heading = f"{who}不再是 {ownership.dwelling} 的产权人"
    return form_page(request, form, heading, home, back=back)
