"""上门告知: the doors of an urgent notice, on the phone and on paper (R3)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from committees.care.doors import asks_for_knocks, round_of, tell_door, untell_door
from committees.notices.access import visible_notice
from committees.notices.models import Notice
from committees.people.access import at_work, me
from committees.residents.models import Household
from committees.submissions.once import once
from jiedao.common.http import see_other


def _notice(request: HttpRequest, pk: int) -> Notice:
    """One that has to be carried to doors; the street and foreign ones get the 404."""
    found = visible_notice(request, pk)
    if not asks_for_knocks(found, me(request)):
        raise Http404
    return found


def _chosen(request: HttpRequest) -> list[int]:
    """`?b=`: buildings somebody ticked; anything that is no number is left out."""
    return [int(pk) for pk in request.GET.getlist("b")[:200] if pk.isdecimal() and len(pk) < 10]


@at_work
@require_safe
def doors(request: HttpRequest, pk: int) -> HttpResponse:
    found = _notice(request, pk)
    chosen = _chosen(request)
    context = {
        "notice": found,
        "round": round_of(found, me(request), chosen),
        "asked": f"?{urlencode({'b': chosen}, doseq=True)}" if chosen else "",
    }
    return render(request, "committees/care/doors.html", context)


def _household(request: HttpRequest, pk: int) -> Household:
    rows = Household.objects.visible_to(me(request)).select_related("dwelling", "committee")
    found: Household = get_object_or_404(rows, pk=pk)
    return found


def _back(request: HttpRequest, pk: int, household: Household) -> HttpResponseBase:
    chosen = _chosen(request)
    query = f"?{urlencode({'b': chosen}, doseq=True)}" if chosen else ""
    return see_other(f"{reverse('notice-doors', args=[pk])}{query}#door-{household.pk}")


@at_work
@require_POST
@once
def told(request: HttpRequest, pk: int, household: int) -> HttpResponseBase:
    found, home = _notice(request, pk), _household(request, household)
    tell_door(found, home, by=me(request), at=timezone.now())
    undo = reverse("notice-door-untold", args=[pk, household])
    messages.success(request, f"{home.dwelling.words}已告知。", extra_tags=f"undo:{undo}")
    return _back(request, pk, home)


@at_work
@require_POST
@once
def untold(request: HttpRequest, pk: int, household: int) -> HttpResponseBase:
    found, home = _notice(request, pk), _household(request, household)
    untell_door(found, home, by=me(request))
    messages.success(request, f"{home.dwelling.words}还没有告知。")
    return _back(request, pk, home)
