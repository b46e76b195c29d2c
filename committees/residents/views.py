"""Households: found by door or name, opened, kept by the committee's own people."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.journal.models import AuditEntry
from committees.people.access import at_work, at_work_or_street, home_committee, me
from committees.people.models import User
from committees.residents.actions import (
    add_resident,
    edit_resident,
    move_out,
    reveal_phone,
    stay,
    welcome_household,
)
from committees.residents.forms import (
    FindHouseholdForm,
    HouseholdForm,
    MoveOutForm,
    NewResidentForm,
    ResidentForm,
)
from committees.residents.models import Household, Resident
from committees.residents.panels import HOUSEHOLD
from committees.residents.querysets import HOUSE_ORDER
from committees.residents.rules import name_for
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import page_or_fragment, see_other
from jiedao.common.masks import mask_phone
from jiedao.common.pages import keyset_page

SHOWN = "shown_resident"
"""Session key: the one person whose number the next page shows."""
MOST_SHOWN = 100
"""Numbers one person may have shown in an hour (RELIABILITY A6)."""
MOST_HITS = 8


@at_work_or_street
@require_safe
def household_list(request: HttpRequest) -> HttpResponse:
    """In house order. The street reads names masked and finds by door only."""
    user = me(request)
    committees = list(Committee.objects.visible_to(user).in_street_order())
    committee = _chosen(request, committees)
    own = user.reach.works_in(committee.pk)
    form = FindHouseholdForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    rows = Household.objects.visible_to(user).filter(committee=committee)
    rows = rows.living_here(timezone.localdate()).with_people()
    rows = rows.matching(query) if own else rows.at_door(query)
    page = keyset_page(rows, HOUSE_ORDER, request.GET.get("after"))
    context = {
        "committee": committee,
        "committees": committees,
        "own": own,
        "form": form,
        "query": query,
        "page": page,
        "households": [seen_by(user, row) for row in page.rows],
    }
    return render(request, "committees/residents/list.html", context)


def _chosen(request: HttpRequest, committees: list[Committee]) -> Committee:
    """The committee of `?c=`, or the first the reader may see."""
    slug = request.GET.get("c")
    if slug:
        chosen: Committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
        return chosen
    return committees[0]


def seen_by(user: User, household: Household) -> dict[str, Any]:
    """A household as this reader may see it: names by role, numbers masked."""
    people = [
        {
            "pk": person.pk,
            "name": name_for(user.reach, household.committee_id, person.name),
            "phone": mask_phone(person.phone),
            "is_head": person.is_head,
        }
        for person in household.residents.all()
    ]
    return {"pk": household.pk, "door": household.dwelling, "people": people, "row": household}


@at_work
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The few best hits in the own committee, for the log's form; a page without script."""
    user, committee = me(request), home_committee(request)
    form = FindHouseholdForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "query": query, "hits": find_households(user, committee, query)}
    return page_or_fragment(request, "committees/residents/find.html", "hits", context)


def find_households(user: User, committee: Committee, query: str) -> list[dict[str, Any]]:
    """Up to MOST_HITS households of the committee that match, in house order."""
    if not query:
        return []
    rows = Household.objects.visible_to(user).filter(committee=committee)
    found = rows.living_here(timezone.localdate()).matching(query).in_house_order().with_people()
    return [seen_by(user, row) for row in found[:MOST_HITS]]


def _household(request: HttpRequest, pk: int) -> Household:
    found = Household.objects.visible_to(me(request)).with_people().select_related("committee")
    household: Household = get_object_or_404(found, pk=pk)
    return household


@at_work_or_street
@require_safe
def household_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Dwelling and people. A number just asked for stands on this one showing of the page."""
    user, household = me(request), _household(request, pk)
    seen = seen_by(user, household)
    shown = request.session.pop(SHOWN, None)
    if user.reach.works_in(household.committee_id):
        for person, row in zip(seen["people"], household.residents.all(), strict=True):
            if row.pk == shown:
                person.update(phone=row.phone, shown=True)
    context = {
        "household": household,
        "seen": seen,
        "own": user.reach.works_in(household.committee_id),
        "gone": not household.lives_here(timezone.localdate()),
        "parts": HOUSEHOLD.parts(household, user, timezone.now()),
    }
    return render(request, "committees/residents/household.html", context)


@get_or_post
@at_work
@once
def household_new(request: HttpRequest) -> HttpResponseBase:
    committee = home_committee(request)
    posted = request.POST if request.method == "POST" else None
    initial = {"door": request.GET.get("door", "")[:30]}
    form = HouseholdForm(posted, committee=committee, initial=initial)
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
    return render(
        request, "committees/residents/household_form.html", {"form": form}, status=status
    )


def _form_page(
    request: HttpRequest, form: Any, heading: str, committee: Committee, **context: Any
) -> HttpResponse:
    shown = {"form": form, "heading": heading, "committee": committee, **context}
    status = 422 if form.is_bound else 200
    return render(request, "committees/residents/form.html", shown, status=status)


@get_or_post
@at_work
@once
def resident_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    household = _household(request, pk)
    form = NewResidentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        add_resident(household, by=me(request), name=values["name"], phone=values["phone"] or "")
        messages.success(request, f"{values['name']}登记好了。")
        return see_other(reverse("household", args=[pk]))
    return _form_page(request, form, "添一个人", household.committee, household=household)


@get_or_post
@at_work
@once
def resident_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = Resident.objects.visible_to(me(request)).select_related(
        "household__dwelling", "committee"
    )
    resident = get_object_or_404(found, pk=pk)
    form = ResidentForm(request.POST if request.method == "POST" else None, resident=resident)
    if form.is_valid():
        try:
            edit_resident(resident, by=me(request), **form.values())
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current)
        messages.success(request, "改好了。")
        return see_other(reverse("household", args=[resident.household_id]))
    household = resident.household
    return _form_page(request, form, "修改", resident.committee, household=household)


def _both_texts(request: HttpRequest, form: ResidentForm, current: Resident) -> HttpResponse:
    typed = form.cleaned_data
    again = {**typed, "version": current.version}
    context = {
        "form": ResidentForm(resident=current, initial=again),
        "heading": "请看两边",
        "committee": current.committee,
        "household": current.household,
        "who": "同事",
        "theirs": [("姓名", current.name), ("电话", mask_phone(current.phone))],
        "mine": [("姓名", typed["name"]), ("电话", typed["phone"] or "没有换")],
    }
    return render(request, "committees/residents/form.html", context, status=409)


@at_work
@require_POST
@once
def phone(request: HttpRequest, pk: int) -> HttpResponseBase:
    """显示: one journal row, and the number on the next page. 429 above the quota."""
    user = me(request)
    found = Resident.objects.visible_to(user).select_related("committee")
    resident = get_object_or_404(found, pk=pk)
    since = timezone.now() - timedelta(hours=1)
    asked = AuditEntry.objects.filter(by=user, at__gt=since, act="residents.reveal")
    if asked.count() >= MOST_SHOWN:
        return HttpResponse(status=429)
    reveal_phone(resident, by=user)
    request.session[SHOWN] = resident.pk
    return see_other(reverse("household", args=[resident.household_id]))


@get_or_post
@at_work
@once
def household_leave(request: HttpRequest, pk: int) -> HttpResponseBase:
    household = _household(request, pk)
    form = MoveOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            move_out(household, by=me(request), until=form.cleaned_data["until"])
        except Refused as refused:
            form.add_error("until", refused.reason)
        else:
            undo = reverse("household-stay", args=[pk])
            messages.success(request, "记好了。以前的记录都还在。", extra_tags=f"undo:{undo}")
            return see_other(reverse("household", args=[pk]))
    return _form_page(request, form, "这一户搬走了", household.committee, household=household)


@at_work
@require_POST
@once
def household_stay(request: HttpRequest, pk: int) -> HttpResponseBase:
    stay(_household(request, pk), by=me(request))
    messages.success(request, "撤销了，这一户还住在这里。")
    return see_other(reverse("household", args=[pk]))
