"""Households: found by door or name, opened; what is written of a person is corrected.

Coming, moving and leaving are pages of `tenure`.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.journal.actions import last_hand
from committees.people.access import at_work, at_work_or_street, home_committee, me
from committees.people.models import User
from committees.residents.actions import edit_resident
from committees.residents.forms import FindHouseholdForm, HouseholdFilterForm, ResidentForm
from committees.residents.models import Household, Resident
from committees.residents.panels import HOUSEHOLD
from committees.residents.querysets import HOUSE_ORDER, HouseholdQuerySet, ResidentQuerySet
from committees.residents.rules import Disagrees, Facts
from committees.residents.shown import Home, Person, day_words, home_for
from committees.residents.states import IdKind, Kinship, Sex
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import page_or_fragment, see_other
from jiedao.common.masks import mask_id, mask_phone
from jiedao.common.pages import keyset_page

SHOWN = "shown_resident"
"""Session key: the one person, and which of her numbers, that the next page shows."""
MOST_HITS = 8


def revealed_of(asked: Any, pk: int) -> str:
    """Which number of this person the page was asked for."""
    return str(asked[1]) if isinstance(asked, list) and asked[0] == pk else ""


@at_work_or_street
@require_safe
def household_list(request: HttpRequest) -> HttpResponse:
    """In house order. The street reads names masked and finds by door only."""
    user = me(request)
    committees = list(Committee.objects.visible_to(user).in_street_order())
    committee = _chosen(request, committees)
    own = user.reach.works_in(committee.pk)
    form = HouseholdFilterForm(request.GET, committees=committees, own=own)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    today = timezone.localdate()
    rows = Household.objects.visible_to(user).filter(committee=committee)
    rows = rows.living_here(today).with_people()
    rows = rows.matching(query, within=[committee.pk]) if own else rows.at_door(query)
    page = keyset_page(rows, HOUSE_ORDER, request.GET.get("after"))
    context = {
        "committee": committee,
        "own": own,
        "form": form,
        "query": query,
        "page": page,
        "households": [home_for(user, row, today, query if own else "") for row in page.rows],
    }
    return render(request, "committees/residents/list.html", context)


def _chosen(request: HttpRequest, committees: list[Committee]) -> Committee:
    """The committee of `?c=`, or the first the reader may see."""
    slug = request.GET.get("c")
    if slug:
        chosen: Committee = get_object_or_404(Committee.objects.visible_to(me(request)), slug=slug)
        return chosen
    return committees[0]


@at_work
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The few best hits in the own committee, for the log's form; a page without script."""
    user, committee = me(request), home_committee(request)
    form = FindHouseholdForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "query": query, "hits": find_households(user, committee, query)}
    return page_or_fragment(request, "committees/residents/find.html", "hits", context)


def find_households(user: User, committee: Committee, query: str) -> list[Home]:
    """Up to MOST_HITS households of the committee that match, the nearest first, then in house
    order."""
    if not query:
        return []
    today = timezone.localdate()
    rows = Household.objects.visible_to(user).filter(committee=committee).living_here(today)
    found = rows.matching(query, within=[committee.pk]).best_first(query).with_people()
    found = found.order_by("nearness", *HOUSE_ORDER)
    return [home_for(user, row, today, query) for row in found[:MOST_HITS]]


def the_household(request: HttpRequest, pk: int) -> Household:
    """As this reader may see it, with its people; 404 otherwise."""
    household: Household = get_object_or_404(_households(request), pk=pk)
    return household


def _households(request: HttpRequest) -> HouseholdQuerySet:
    found = Household.objects.visible_to(me(request)).with_people()
    return found.select_related("committee", "dwelling__group__leader")


@at_work_or_street
@require_safe
def household_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Dwelling and people. A number just asked for stands on this one showing of the page."""
    user, today = me(request), timezone.localdate()
    found = HOUSEHOLD.with_what_it_asks(_households(request))
    household: Household = get_object_or_404(found, pk=pk)
    asked = request.session.pop(SHOWN, None)
    people = [
        Person(row, user, today, revealed_of(asked, row.pk)) for row in household.residents.all()
    ]
    context = {
        "household": household,
        "people": people,
        "group": household.dwelling.group,
        "own": user.reach.works_in(household.committee_id),
        "gone": not household.lives_here(today),
        "parts": HOUSEHOLD.parts(household, user, timezone.now()),
    }
    return render(request, "committees/residents/household.html", context)


def form_page(
    request: HttpRequest, form: Any, heading: str, household: Household | None, **context: Any
) -> HttpResponse:
    """One form of the register; `back` is where 「不记了」 leads, the household by default."""
    shown = {"form": form, "heading": heading, "household": household, **context}
    status = 422 if form.is_bound else 200
    return render(request, "committees/residents/form.html", shown, status=status)


def add_refusal(form: Any, refused: Refused, field: str | None) -> None:
    """Show a refusal at the field it speaks of, or at `field`."""
    named = refused.field if isinstance(refused, Disagrees) else field
    form.add_error(named if named in form.fields else None, refused.reason)


@get_or_post
@at_work
@once
def resident_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    resident = the_resident(request, pk)
    back = reverse("resident", args=[pk])
    form = ResidentForm(request.POST if request.method == "POST" else None, resident=resident)
    if form.is_valid():
        values = form.cleaned_data
        try:
            edit_resident(
                resident,
                by=me(request),
                version=values["version"],
                facts=form.facts,
                is_head=values["is_head"],
            )
        except Refused as refused:
            add_refusal(form, refused, "is_head")
        except Conflict as conflict:
            return _both_texts(request, form, conflict.current, back)
        else:
            messages.success(request, "改好了。")
            return see_other(back)
    return form_page(request, form, "修改", resident.household, person=resident, back=back)


def the_resident(request: HttpRequest, pk: int) -> Resident:
    """Somebody of the own work, with door and household; 404 otherwise."""
    resident: Resident = get_object_or_404(residents_of(request), pk=pk)
    return resident


def residents_of(request: HttpRequest) -> ResidentQuerySet:
    found = Resident.objects.visible_to(me(request)).filter(merged_into__isnull=True)
    return found.select_related("household__dwelling__building__estate", "committee")


def _both_texts(
    request: HttpRequest, form: ResidentForm, current: Resident, back: str
) -> HttpResponse:
    typed = form.facts
    again = {**form.cleaned_data, "id_number": "", "version": current.version}
    context = {
        "form": ResidentForm(resident=current, initial=again),
        "heading": "请看两边",
        "household": current.household,
        "person": current,
        "back": back,
        "who": last_hand(current),
        "theirs": _both_sides(Facts(**{name: getattr(current, name) for name in vars(typed)})),
        "mine": _both_sides(typed),
    }
    return render(request, "committees/residents/form.html", context, status=409)


def _both_sides(facts: Facts) -> list[tuple[str, str]]:
    return [
        ("姓名", facts.name),
        ("电话", mask_phone(facts.phone)),
        ("与户主关系", Kinship(facts.kinship).label if facts.kinship else ""),
        ("证件", IdKind(facts.id_kind).label),
        ("证件号", mask_id(facts.id_number)),
        ("出生日期", day_words(facts.born_on) if facts.born_on else ""),
        ("性别", Sex(facts.sex).label if facts.sex else ""),
    ]
