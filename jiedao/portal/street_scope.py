"""From the address of a street page to the committees and the period it is about."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from committees.people.access import me
from committees.territory.models import Committee
from jiedao.portal.forms_street import QUERY_MOST, FilterForm
from jiedao.portal.periods import Period
from jiedao.portal.scope import Scope, committees_of


@dataclass(frozen=True)
class Asked:
    """The scope, and the filter form that shows it."""

    scope: Scope
    form: FilterForm
    total: int
    """Committees on the street, whatever the filters say."""


def asked_for(request: HttpRequest, *, months_only: bool = False) -> Asked:
    """`period`, `zone`, `q` and `c` of the query string. An unknown `c` is a missing page."""
    now = timezone.now()
    today = timezone.localdate(now)
    period = Period.read(request.GET.get("period", ""), today)
    if months_only and not period.is_month:
        period = Period.month_of(today, today)
    everybody = list(committees_of(me(request)))
    zones = dict.fromkeys(one.zone for one in everybody if one.zone)
    query = {
        "zone": request.GET.get("zone", "") if request.GET.get("zone") in zones else "",
        "q": request.GET.get("q", "").strip()[:QUERY_MOST],
    }
    chosen = _one(everybody, request.GET.get("c", "")) or _matching(everybody, **query)
    initial = {**query, "period": period.key}
    form = FilterForm(initial=initial, zones=zones, today=today)
    return Asked(Scope(me(request), chosen, period, now, query), form, len(everybody))


def scope_of_one(request: HttpRequest, slug: str) -> Scope:
    """One committee, this month. 404 for an unknown one."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = _one(list(committees_of(me(request)).filter(slug=slug)), slug)
    return Scope(me(request), found, Period.month_of(today, today), now)


def _one(everybody: list[Any], slug: str) -> list[Any]:
    if not slug:
        return []
    found = [one for one in everybody if one.slug == slug]
    if not found:
        raise Http404
    return found


def _matching(everybody: list[Any], zone: str, q: str) -> list[Any]:
    chosen = [one for one in everybody if not zone or one.zone == zone]
    if not q:
        return chosen
    matching = set(Committee.objects.matching(q).values_list("pk", flat=True))
    return [one for one in chosen if one.pk in matching]
