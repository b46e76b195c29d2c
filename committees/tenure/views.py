"""Coming, moving within the committee, leaving; the committee's own people write it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees.people.access import at_work, home_committee, me, sent
from committees.residents.models import Resident
from committees.residents.rules import Heir, next_head
from committees.residents.views import add_refusal, form_page, the_household, the_resident
from committees.submissions.once import once
from committees.tenure.actions import (
    add_resident,
    depart,
    move,
    move_out,
    stay,
    undo_departure,
    welcome_household,
)
from committees.tenure.forms import (
    DepartForm,
    HouseholdForm,
    MoveForm,
    MoveOutForm,
    NewResidentForm,
)
from committees.territory.access import get_or_post
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def household_new(request: HttpRequest) -> HttpResponseBase:
    committee = home_committee(request)
    initial = {"door": request.GET.get("door", "")[:30]}
    form = HouseholdForm(sent(request), committee=committee, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            household = welcome_household(
                values["building"],
                values["door"],
                form.people(),
                by=me(request),
                since=values["since"],
                another=values["another"],
                on=timezone.localdate(),
            )
        except Refused as refused:
            form.add_error("door", refused.reason)
        else:
            messages.success(request, f"{household.dwelling.words}登记好了。")
            return see_other(reverse("household", args=[household.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "committees/tenure/household_form.html", {"form": form}, status=status)


@get_or_post
@at_work
@once
def resident_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    household = the_household(request, pk)
    form = NewResidentForm(sent(request))
    if form.is_valid():
        since = form.cleaned_data["since"]
        try:
            added = add_resident(household, by=me(request), facts=form.facts, since=since)
        except Refused as refused:
            add_refusal(form, refused, None)
        else:
            messages.success(request, f"{added.name}登记好了。")
            return see_other(reverse("household", args=[pk]))
    return form_page(request, form, "添一个人", household)


def _others(resident: Resident) -> Any:
    """Who lives with her now."""
    living = Resident.objects.present().filter(household=resident.household_id)
    return living.exclude(pk=resident.pk).order_by("-is_head", "pk")


@get_or_post
@at_work
@once
def resident_move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To another door of the committee, alone or together; also whoever left and is back."""
    resident = the_resident(request, pk)
    beside = _others(resident) if resident.is_here else Resident.objects.none()
    form = MoveForm(sent(request), committee=resident.committee, beside=beside)
    if form.is_valid():
        values = form.cleaned_data
        try:
            new = move(
                [resident, *values.get("together", ())],
                values["building"],
                values["door"],
                by=me(request),
                since=values["since"],
                join=values["join"],
                on=timezone.localdate(),
            )
        except Refused as refused:
            form.add_error("since" if "日期" in refused.reason else "door", refused.reason)
        else:
            messages.success(request, f"记好了，现在住在{new.dwelling.words}。以前的住处也留着。")
            return see_other(reverse("resident", args=[pk]))
    heading = "搬家" if resident.is_here else "又住回来了"
    return _about(request, form, heading, resident)


@get_or_post
@at_work
@once
def resident_depart(request: HttpRequest, pk: int) -> HttpResponseBase:
    resident = the_resident(request, pk)
    others = _others(resident)
    known = [Heir(one.pk, one.kinship, one.born_on) for one in others] if resident.is_head else []
    form = DepartForm(sent(request), others=others, heir=next_head(known))
    if form.is_valid():
        values = form.cleaned_data
        try:
            depart(
                resident,
                by=me(request),
                how=values["how"],
                last_day=values["last_day"],
                heir=values.get("heir"),
                on=timezone.localdate(),
            )
        except Refused as refused:
            form.add_error("last_day", refused.reason)
        else:
            undo = reverse("resident-return", args=[pk])
            messages.success(request, "记好了。以前的记录都还在。", extra_tags=f"undo:{undo}")
            return see_other(reverse("household", args=[resident.household_id]))
    return _about(request, form, "离开了", resident)


@at_work
@require_POST
@once
def resident_return(request: HttpRequest, pk: int) -> HttpResponseBase:
    """撤销 of a departure, the same day."""
    resident = the_resident(request, pk)
    try:
        undo_departure(resident, by=me(request), on=timezone.localdate())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "撤销了，还住在这里。")
    return see_other(reverse("resident", args=[pk]))


def _about(request: HttpRequest, form: Any, heading: str, resident: Resident) -> HttpResponseBase:
    back = reverse("resident", args=[resident.pk])
    home = resident.household
    return form_page(request, form, heading, home, person=resident, back=back)


@get_or_post
@at_work
@once
def household_leave(request: HttpRequest, pk: int) -> HttpResponseBase:
    household = the_household(request, pk)
    form = MoveOutForm(sent(request))
    if form.is_valid():
        try:
            today: date = timezone.localdate()
            move_out(household, by=me(request), until=form.cleaned_data["until"], on=today)
        except Refused as refused:
            form.add_error("until", refused.reason)
        else:
            undo = reverse("household-stay", args=[pk])
            messages.success(request, "记好了。以前的记录都还在。", extra_tags=f"undo:{undo}")
            return see_other(reverse("household", args=[pk]))
    return form_page(request, form, "这一户搬走了", household)


@at_work
@require_POST
@once
def household_stay(request: HttpRequest, pk: int) -> HttpResponseBase:
    stay(the_household(request, pk), by=me(request))
    messages.success(request, "撤销了，这一户还住在这里。")
    return see_other(reverse("household", args=[pk]))
