"""/street/items/: where an agreement does not move, so that the street can help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import me, street_staff
from jiedao.common.masks import hide_known
from jiedao.common.pages import keyset_page
from meetings.items.forms import StreetFilter
from meetings.resolutions.hiding import residents_named
from meetings.resolutions.models import ActionItem
from meetings.resolutions.panel import ItemRow
from meetings.resolutions.querysets import ActionItemQuerySet
from meetings.resolutions.rules import age_words

PAGE = 50


@require_safe
@street_staff
def street_items(request: HttpRequest) -> HttpResponse:
    """需要联系帮助: open for the third time, in the street's order, with the phone to call."""
    form = StreetFilter(request.GET)
    form.is_valid()
    view = form.cleaned_data.get("view") or ""
    rows = _chosen(ActionItem.objects.visible_to(me(request)), view).for_lists()
    order = ("committee__order", "due_on", "id")
    page = keyset_page(rows, order, request.GET.get("after"), PAGE)
    names = residents_named(
        [item.what for item in page.rows], {item.committee_id for item in page.rows}
    )
    context = {
        "form": form,
        "view": view,
        "page": page,
        "rows": [
            ItemRow(item, hide_known(item.what, names=names), age_words(item.times))
            for item in page.rows
        ],
    }
    return render(request, "meetings/items/street.html", context)


def _chosen(rows: ActionItemQuerySet, view: str) -> ActionItemQuerySet:
    if view == "late":
        return rows.overdue(timezone.localdate())
    return rows.open() if view == "open" else rows.asking_for_help()
