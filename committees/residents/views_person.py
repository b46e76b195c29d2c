"""The page of a person: what is written of her, and her numbers one at a time."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.journal.actions import record
from committees.people.access import at_work, elected, home_committee, me
from committees.residents.actions import TooManyShown, reveal
from committees.residents.forms import FindHouseholdForm
from committees.residents.models import Resident
from committees.residents.panels import PRINTOUT, RESIDENT
from committees.residents.printout import looks_at, printed_facts
from committees.residents.shown import Person
from committees.residents.states import Shown
from committees.residents.views import SHOWN, residents_of, revealed_of, the_resident
from committees.submissions.once import once
from jiedao.common.documents import PDF_TYPE, pdf_available, render_pdf
from jiedao.common.error_pages import error_page
from jiedao.common.http import attachment, local_url, see_other
from jiedao.common.pages import keyset_page

ENOUGH = "今天显示的号码够多了"


@at_work
@require_safe
def resident_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, the dated ones and what other slices know. A number just asked for stands on this one
    showing."""
    user, now = me(request), timezone.now()
    found = RESIDENT.with_what_it_asks(residents_of(request))
    resident: Resident = get_object_or_404(found, pk=pk)
    asked = request.session.pop(SHOWN, None)
    person = Person(resident, user, timezone.localdate(now), revealed_of(asked, pk))
    context = {
        "person": person,
        "resident": resident,
        "household": resident.household,
        "parts": RESIDENT.parts(resident, user, now),
    }
    return render(request, "committees/residents/person.html", context)


@at_work
@require_POST
@once
def phone(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _show(request, pk, Shown.PHONE)


@elected
@require_POST
@once
def id_number(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _show(request, pk, Shown.ID_NUMBER)


def _show(request: HttpRequest, pk: int, what: Shown) -> HttpResponseBase:
    """显示: one journal row, and the number on the page it was asked from. 429 above the quota."""
    resident = the_resident(request, pk)
    try:
        reveal(resident, what, by=me(request), on=timezone.localdate())
    except TooManyShown as refused:
        return error_page(429, request, said=ENOUGH, why=refused.reason)
    request.session[SHOWN] = [resident.pk, what]
    back = reverse("resident", args=[pk])
    return see_other(local_url(request.POST.get("from", ""), fallback=back))


@at_work
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Who left, the last first: to look something up, or because she is back."""
    user, committee = me(request), home_committee(request)
    form = FindHouseholdForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    rows = Resident.objects.visible_to(user).filter(committee=committee).gone()
    rows = (rows.matching(query) if query else rows).select_related("household__dwelling")
    page = keyset_page(rows, ("-departed_on", "-id"), request.GET.get("after"))
    today = timezone.localdate()
    people: list[Any] = [Person(row, user, today) for row in page.rows]
    context = {"form": form, "query": query, "page": page, "people": people}
    return render(request, "committees/residents/gone.html", context)


@at_work
@require_safe
def print_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet for the resident herself; one row in the journal."""
    context = _paper(request, pk)
    return render(request, "committees/residents/print.html", {**context, "pdf": pdf_available()})


@at_work
@require_safe
def print_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as PDF; where the machine makes none, the page says which command adds it."""
    if not pdf_available().ok:
        return see_other(reverse("resident-print", args=[pk]))
    context = _paper(request, pk)
    content = render_pdf("committees/residents/print_pdf.html", context, request)
    return attachment(content, f"{context['person'].name}的资料.pdf", PDF_TYPE)


def _paper(request: HttpRequest, pk: int) -> dict[str, Any]:
    user, now = me(request), timezone.now()
    resident = get_object_or_404(PRINTOUT.with_what_it_asks(residents_of(request)), pk=pk)
    person = Person(resident, user, timezone.localdate(now))
    record("residents.print", resident, by=user, committee=resident.committee)
    return {
        "person": person,
        "committee": resident.committee,
        "today": timezone.localdate(now),
        "facts": printed_facts(person),
        "parts": PRINTOUT.parts(resident, user, now),
        "looks": looks_at(resident),
    }
