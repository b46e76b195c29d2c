"""紧急联系人 of one person, and the sealed sheet of a building."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.care.consents import Said, still_given
from committees.care.contacts import add_contact, edit_contact, remove_contact, ring_earlier
from committees.care.forms import ContactForm
from committees.care.models import CareLabel, EmergencyContact
from committees.care.shown import Cared
from committees.care.states import Purpose
from committees.care.views import care_of, own_resident
from committees.journal.actions import last_hand, record
from committees.people.access import at_work, home_committee, me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Building
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


@get_or_post
@at_work
@once
def contact_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = own_resident(request, pk)
    at = timezone.now()
    today = timezone.localdate(at)
    must_ask = still_given(person, Purpose.CONTACT, today) is None
    form = ContactForm(sent(request), must_ask=must_ask)
    if form.is_valid():
        said = Said(f"{person.name}本人", today) if must_ask else None
        try:
            add_contact(person, form.cleaned_data, by=me(request), at=at, said=said)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "紧急联系人记好了。")
            return see_other(care_of(pk))
    return _page(request, form, person=person, heading="添一位紧急联系人")


def _page(
    request: HttpRequest, form: ContactForm, *, status: int = 0, **context: Any
) -> HttpResponse:
    shown = {"form": form, **context}
    code = status or (422 if form.is_bound else 200)
    return render(request, "committees/care/contact.html", shown, status=code)


def _contact(request: HttpRequest, pk: int) -> EmergencyContact:
    rows = EmergencyContact.objects.visible_to(me(request)).select_related(
        "resident__household__dwelling", "committee"
    )
    found: EmergencyContact = get_object_or_404(rows, pk=pk)
    return found


@get_or_post
@at_work
@once
def contact_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    contact = _contact(request, pk)
    form = ContactForm(sent(request), contact=contact)
    shown: dict[str, Any] = {"person": contact.resident, "contact": contact}
    if form.is_valid():
        values = form.cleaned_data
        try:
            edit_contact(contact, values, by=me(request), version=values["version"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            current = conflict.current
            typed = request.POST.copy()
            typed["version"] = str(current.version)
            shown |= {
                "who": last_hand(current),
                "theirs": _words(vars(current)),
                "mine": _words(values),
            }
            again = ContactForm(typed, contact=current)
            return _page(request, again, status=409, heading="请看两边", **shown)
        else:
            messages.success(request, "改好了。")
            return see_other(care_of(contact.resident_id))
    return _page(request, form, heading="改紧急联系人", **shown)


def _words(values: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("姓名", values["name"]),
        ("什么人", values["kinship"]),
        ("电话", values["phone"]),
        ("有钥匙", "有" if values["has_key"] else "没有"),
    ]


@at_work
@require_POST
@once
def contact_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    contact = _contact(request, pk)
    ring_earlier(contact, by=me(request))
    messages.success(request, f"{contact.name}往前排了一位。")
    return see_other(care_of(contact.resident_id))


@get_or_post
@at_work
@once
def contact_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An own page that asks once: the number is not kept."""
    contact = _contact(request, pk)
    if request.method == "POST":
        remove_contact(contact, by=me(request))
        messages.success(request, f"{contact.name}去掉了。")
        return see_other(care_of(contact.resident_id))
    context = {"contact": contact, "person": contact.resident}
    return render(request, "committees/care/contact_remove.html", context)


# The sealed sheet


@at_work
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Buildings with the number of people on their sheet."""
    committee = home_committee(request)
    here = "dwellings__households__residents"
    present = Q(**{f"{here}__departed_on": None, f"{here}__merged_into": None})
    listed = Q(**{f"{here}__labels__isnull": False, f"{here}__labels__until": None})
    listed |= Q(**{f"{here}__contacts__isnull": False})
    rows = Building.objects.visible_to(me(request)).filter(estate__committee=committee)
    people = Count(here, filter=present & listed, distinct=True)
    context = {
        "committee": committee,
        "buildings": rows.select_related("estate").annotate(people=people).order_by("order", "pk"),
    }
    return render(request, "committees/care/sheets.html", context)


@at_work
@require_safe
def sheet(request: HttpRequest, building: int) -> HttpResponse:
    """封存表: whom to ring at which door, on paper, when nothing else works (S32, R2).

    Everybody of the building with a label in force or an emergency contact. Opening it is recorded,
    for all the numbers stand there in full.
    """
    user = me(request)
    rows = Building.objects.visible_to(user).filter(estate__committee__in=user.reach.committee_ids)
    house = get_object_or_404(rows.select_related("estate__committee"), pk=building)
    committee = house.estate.committee
    record("care.sheet", house, by=user, committee=committee, label=str(house))
    context = {
        "building": house,
        "committee": committee,
        "people": _people_of(house, request),
        "today": timezone.localdate(),
    }
    return render(request, "committees/care/sheet.html", context)


def _people_of(house: Building, request: HttpRequest) -> list[Cared]:
    """In the order of floors and rooms. Two queries."""
    user, at_home = me(request), {"resident__household__dwelling__building": house}
    found: dict[int, Cared] = {}
    labels = CareLabel.objects.visible_to(user).of_present().filter(**at_home).with_people()
    for label in labels:
        found.setdefault(label.resident_id, Cared(label.resident)).labels.append(label)
    contacts = EmergencyContact.objects.visible_to(user).filter(
        **at_home, resident__departed_on=None, resident__merged_into=None
    )
    for contact in contacts.select_related("resident__household__dwelling"):
        found.setdefault(contact.resident_id, Cared(contact.resident)).contacts.append(contact)
    return sorted(found.values(), key=_by_room)


def _by_room(row: Cared) -> tuple[int, str, int]:
    dwelling = row.person.household.dwelling
    return dwelling.floor, dwelling.room, row.person.pk
