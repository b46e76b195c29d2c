"""The estate, and one building of it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.map.actions import mark_vacant
from casework.map.building import Cell, building_map
from casework.map.estate import estate_map
from casework.map.states import Show
from committees.care.models import LabelKind
from committees.people.access import at_work, at_work_or_street, me
from committees.people.models import User
from committees.residents.models import Dwelling
from committees.submissions.once import once
from committees.territory.models import Building, Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@at_work_or_street
@require_safe
def estates(request: HttpRequest) -> HttpResponse:
    """The buildings in real order. The street reads numbers and no reasons (UX C.2)."""
    user = me(request)
    committees = list(Committee.objects.visible_to(user).in_street_order())
    committee = _chosen(request, committees, user)
    own = user.reach.works_in(committee.pk)
    show = request.GET.get("show", "")[:24]
    if not own and show != Show.LATE:
        show = Show.CARE
    shown = estate_map(committee, on=timezone.localdate(), show=show)
    kinds = shown.kinds if own else []
    context = {
        "committee": committee,
        "committees": committees if len(committees) > 1 else [],
        "own": own,
        "map": shown,
        "show": show,
        "chips": chips(request.GET, show, kinds, letters=False),
        "chosen": kind_of(show, kinds),
        "as_list": request.GET.get("view") == "list",
        "today": timezone.localdate(),
        "has_ground": bool(settings.MAP_TILES),
    }
    return render(request, "casework/map/estates.html", context)


def kind_of(show: str, kinds: Sequence[tuple[LabelKind, int]]) -> LabelKind | None:
    """The one kind that the filter asks for."""
    return next((kind for kind, _ in kinds if kind.key == show), None)


def _chosen(request: HttpRequest, committees: list[Committee], user: User) -> Committee:
    """The committee of `?c=`, or the first the reader may see."""
    slug = request.GET.get("c")
    if slug:
        found: Committee = get_object_or_404(Committee.objects.visible_to(user), slug=slug)
        return found
    return committees[0]


def chips(
    query: QueryDict, show: str, kinds: Sequence[tuple[LabelKind, int]], *, letters: bool
) -> list[dict[str, Any]]:
    """The filter: neutral first, then the kinds that occur here, then who waits longest."""
    choices: list[tuple[str, str, LabelKind | None]] = [(Show.CARE, Show.CARE.label, None)]
    if letters and kinds:
        choices.append((Show.LETTERS, Show.LETTERS.label, None))
    choices += [(kind.key, kind.name, kind) for kind, _ in kinds]
    choices.append((Show.LATE, Show.LATE.label, None))
    kept = query.copy()
    found = []
    for value, label, kind in choices:
        kept.pop("show", None)
        if value:
            kept["show"] = value
        found.append(
            {
                "label": label,
                "kind": kind,
                "href": f"?{kept.urlencode()}",
                "on": value == show,
            }
        )
    return found


@at_work
@require_safe
def building(request: HttpRequest, pk: int) -> HttpResponse:
    """Floors and rooms; the flat of `?flat=` with what can be done about it."""
    return building_page(request, find_building(request, pk))


def find_building(request: HttpRequest, pk: int) -> Building:
    rows = Building.objects.visible_to(me(request)).select_related("estate__committee")
    found: Building = get_object_or_404(rows, pk=pk)
    return found


def building_page(
    request: HttpRequest,
    building: Building,
    *,
    problem: str = "",
    room: str = "",
    status: int = 200,
) -> HttpResponse:
    show = request.GET.get("show", "")[:24]
    shown = building_map(building, on=timezone.localdate(), show=show)
    chosen: Cell | None = shown.at(room or request.GET.get("flat", ""))
    context = {
        "building": building,
        "map": shown,
        "show": show,
        "chips": chips(request.GET, show, shown.kinds, letters=True),
        "chosen": kind_of(show, shown.kinds),
        "as_list": request.GET.get("view") == "list",
        "cell": chosen,
        "problem": problem,
        "has_ground": bool(settings.MAP_TILES),
        "today": timezone.localdate(),
    }
    return render(request, "casework/map/building.html", context, status=status)


@at_work
@require_POST
@once
def vacant(request: HttpRequest, pk: int) -> HttpResponseBase:
    """空房, or lived in again."""
    rows = Dwelling.objects.visible_to(me(request)).select_related("building__estate__committee")
    flat: Dwelling = get_object_or_404(rows, pk=pk)
    empty = request.POST.get("vacant") == "1"
    try:
        mark_vacant(flat, vacant=empty, by=me(request), on=timezone.localdate())
    except Refused as refused:
        return building_page(
            request, flat.building, problem=refused.reason, room=flat.room, status=422
        )
    messages.success(request, f"{flat.words}{'标成空房了' if empty else '不是空房了'}。")
    place = reverse("map-building", args=[flat.building_id])
    return see_other(f"{place}?flat={flat.room}#panel")
