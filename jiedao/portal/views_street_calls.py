"""Whom the street phones: the list of the morning, one committee, what was agreed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from committees.contact.actions import note_contact
from committees.contact.forms import ContactForm
from committees.contact.models import Contact
from committees.indicators.states import IndicatorKey
from committees.people.access import me, posted_as, street_staff
from committees.people.models import Posting
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from jiedao.portal.drill import Wanted, listing
from jiedao.portal.heat import Row
from jiedao.portal.indicators import Figures
from jiedao.portal.scope import Scope
from jiedao.portal.street_scope import asked_for, scope_of_one
from jiedao.portal.year_strip import year_strip

clerk = posted_as(Role.CLERK)
RECORDS_SHOWN, CALLS_SHOWN = 5, 10


# 今天早上先给谁打电话


@require_GET
@street_staff
def street_today(request: HttpRequest) -> HttpResponse:
    """Those in need with the reason and the phone, and calls that were promised (R17)."""
    scope = asked_for(request, months_only=True).scope
    rows = Figures(scope).rows
    needy = [row for row in rows if row.level]
    last = Contact.objects.visible_to(me(request)).in_bulk(
        [row.committee.contact_id for row in rows if row.committee.contact_id]
    )
    directors = _directors(scope.ids)

    def line(row: Row) -> dict[str, Any]:
        return {
            "row": row,
            "contact": last.get(row.committee.contact_id),
            "director": directors.get(row.committee.pk, ""),
        }

    context = {
        "now": scope.now,
        "lines": [line(row) for row in needy],
        "promised": [line(row) for row in rows if _is_promised(last, row, scope.today)],
        "rest": [row for row in rows if not row.level],
    }
    return render(request, "portal/street/today.html", context)


def _is_promised(last: dict[int, Contact], row: Row, today: date) -> bool:
    contact = last.get(row.committee.contact_id)
    return bool(contact and contact.next_on and contact.next_on <= today)


# One committee


@require_GET
@street_staff
def street_committee(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything for a call: the phone, what to ask about, what was agreed last time."""
    return _committee_page(request, scope_of_one(request, slug), ContactForm())


@require_POST
@clerk
@once
def street_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """「已联系」, written down after the call."""
    scope = scope_of_one(request, slug)
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            note_contact(scope.committees[0], by=me(request), at=scope.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error("next_on", refused.reason)
        else:
            messages.success(request, f"记好了：{scope.committees[0].short_name}已联系。")
            return see_other(reverse("street-committee", args=[slug]))
    return _committee_page(request, scope, form, status=422)


def _committee_page(
    request: HttpRequest, scope: Scope, form: ContactForm, status: int = 200
) -> HttpResponse:
    committee = scope.committees[0]
    row = Figures(scope).rows[0]
    records = [(cell, listing(cell.key, scope, _behind(cell.key))) for cell in row.flagged]
    calls = Contact.objects.visible_to(me(request)).filter(committee=committee)
    context = {
        "committee": committee,
        "row": row,
        "records": records,
        "strip": year_strip(scope),
        "page": keyset_page(
            calls.select_related("by"), ("-at", "-id"), request.GET.get("after"), CALLS_SHOWN
        ),
        "form": form,
        "may_write": me(request).reach.is_clerk,
        "director": _directors([committee.pk]).get(committee.pk, ""),
        "today": scope.today,
    }
    return render(request, "portal/street/committee.html", context, status=status)


def _behind(key: str) -> Wanted:
    """The first records of the reason: for a share, those that are missing."""
    return Wanted(part="missing" if key == IndicatorKey.MANNED else "", size=RECORDS_SHOWN)


def _directors(committees: list[int]) -> dict[int, str]:
    """{committee: name of the director}. One query."""
    held = Posting.objects.on(timezone.localdate()).filter(
        role=Role.DIRECTOR, committee__in=committees
    )
    return dict(held.order_by("-pk").values_list("committee_id", "user__name"))
