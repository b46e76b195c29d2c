"""Lists: people by kind for the committee, labels to look at again, figures for the street."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.care.figures import care_figures, people_cared_for
from committees.care.models import CareLabel, EmergencyContact, LabelKind
from committees.care.states import Care
from committees.people.access import at_work, home_committee, me, street_staff
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.pages import keyset_page

PAGE = 50
HOUSE = "resident__household__dwelling"
ORDER = (
    f"{HOUSE}__building__order",
    f"{HOUSE}__building_id",
    f"{HOUSE}__floor",
    f"{HOUSE}__room",
    "id",
)
MOST_ON_PAPER = 2_000


@at_work
@require_safe
def care_list(request: HttpRequest) -> HttpResponse:
    """One kind at a time, in house order; without a kind the counts of all."""
    user, committee = me(request), home_committee(request)
    kinds = list(LabelKind.objects.visible_to(user).in_use())
    counted = care_figures([committee]).get(committee.pk, {})
    key = request.GET.get("kind", "")
    chosen = get_object_or_404(LabelKind.objects.visible_to(user), key=key) if key else None
    context: dict[str, Any] = {
        "committee": committee,
        "chosen": chosen,
        "people": sum(counted.values()),
        "groups": [
            (care.label, [(kind, counted.get(kind.pk, 0)) for kind in kinds if kind.care == care])
            for care in Care
        ],
    }
    if chosen:
        own = CareLabel.objects.visible_to(user).filter(committee=committee, kind=chosen)
        size = None if "print" in request.GET else PAGE
        page = keyset_page(
            own.of_present().with_people(), ORDER, request.GET.get("after"), size or MOST_ON_PAPER
        )
        context |= {"page": page, "rows": _with_contacts(page.rows, user), "whole": size is None}
    return render(request, "committees/care/list.html", context)


def _with_contacts(
    labels: list[CareLabel], user: User
) -> list[tuple[CareLabel, list[EmergencyContact]]]:
    people = [label.resident_id for label in labels]
    found: dict[int, list[EmergencyContact]] = {pk: [] for pk in people}
    for contact in EmergencyContact.objects.visible_to(user).filter(resident__in=people):
        found[contact.resident_id].append(contact)
    return [(label, found[label.resident_id]) for label in labels]


@at_work
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """核对: labels whose day has come, the oldest day first."""
    user, committee, today = me(request), home_committee(request), timezone.localdate()
    own = CareLabel.objects.visible_to(user).filter(committee=committee)
    rows = own.to_review(today).with_people()
    page = keyset_page(rows, ("review_on", "id"), request.GET.get("after"), PAGE)
    following = None
    if not page.rows:
        following = own.of_present().order_by("review_on", "pk").first()
    context = {"committee": committee, "page": page, "following": following, "today": today}
    return render(request, "committees/care/review.html", context)


@street_staff
@require_safe
def street_care(request: HttpRequest) -> HttpResponse:
    """How many people of each kind in each committee: figures, never names or reasons."""
    user = me(request)
    care = request.GET.get("care", "")
    chosen = Care(care) if care in Care.values else Care.ELDER
    committees = list(Committee.objects.visible_to(user).in_street_order())
    kinds = [
        kind
        for kind in LabelKind.objects.visible_to(user).order_by("order", "pk")
        if kind.care == chosen.value
    ]
    figures, people = care_figures(committees), people_cared_for(committees)
    rows = [
        (
            committee,
            people.get(committee.pk, 0),
            [figures.get(committee.pk, {}).get(kind.pk, 0) for kind in kinds],
        )
        for committee in committees
    ]
    context = {
        "kinds": kinds,
        "chosen": chosen,
        "rows": rows,
        "total": sum(row[1] for row in rows),
        "sums": [sum(row[2][place] for row in rows) for place in range(len(kinds))],
        "tabs": [
            {
                "label": one.label,
                "href": f"{reverse('street-care')}?care={one.value}",
                "current": one == chosen,
            }
            for one in Care
        ],
    }
    return render(request, "committees/care/street.html", context)
