"""What residents read of an election; and the own elections of whoever works on one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.notices.models import Notice
from committees.people.models import User
from committees.territory.models import Committee
from elections.candidates.views_list import LISTED_FROM, public_election
from elections.desk.stepper import open_now, steps_of
from elections.desk.table import rows_of
from elections.electorate.views_public import OPEN_IN
from elections.results.models import Result
from elections.timetable.announcements import BY_NUMBER
from elections.timetable.announcing import days_of
from elections.timetable.models import Announcement, Election
from elections.timetable.states import OVER, ElectionKind, StepCode
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

PAGE = 20


@require_safe
def elections(request: HttpRequest) -> HttpResponse:
    """Residents: those announced, running ones first. People of a committee: their own. The street:
    all of them side by side."""
    person = request.user if isinstance(request.user, User) else None
    if person is not None and person.reach.whole_street:
        return see_other(reverse("street-elections"))
    if person is not None and person.reach.in_elections:
        return _own(request, person)
    running = Election.objects.announced().under_way().select_related("committee")
    over = Election.objects.announced().filter(stage__in=OVER).select_related("committee")
    page = keyset_page(over, ("-polling_on", "-id"), request.GET.get("after"), PAGE)
    context = {"running": running.order_by("committee__order", "pk"), "page": page}
    return render(request, "elections/desk/list.html", context)


def _own(request: HttpRequest, person: User) -> HttpResponse:
    today = timezone.localdate()
    mine = Election.objects.visible_to(person).select_related("committee")
    running = list(mine.under_way().order_by("rehearsal", "-pk"))
    here = Committee.objects.filter(pk__in=person.reach.in_elections).in_street_order()
    rows = rows_of(here, mine.filter(pk__in=[one.pk for one in running], rehearsal=False), today)
    over = mine.filter(stage__in=OVER)
    page = keyset_page(over, ("-polling_on", "-id"), request.GET.get("after"), PAGE)
    context = {
        "rows": [row for row in rows if row.election],
        "rehearsals": [one for one in running if one.rehearsal],
        "page": page,
    }
    return render(request, "elections/desk/own.html", context)


@require_safe
def election(request: HttpRequest, key: str) -> HttpResponse:
    """查自己, where it stands, what is open now, every notice. Six queries."""
    found = public_election(key)
    days = days_of(found)
    context: dict[str, Any] = {
        "election": found,
        "stepper": steps_of(found.stage, found.kind, days),
        "open_now": open_now(found.stage, days),
        "notices": _notices(found),
        "roll_open": found.stage in OPEN_IN,
        "names_out": found.stage in LISTED_FROM and found.kind != ElectionKind.RECALL,
        "results_out": Result.objects.filter(
            round__election=found, published_at__isnull=False
        ).exists(),
        "polling_on": days.get(StepCode.POLLING, found.polling_on),
    }
    return render(request, "elections/desk/public.html", context)


def _notices(found: Election) -> list[tuple[str, str, Notice]]:
    """(number, what it is, the notice) of every one that is out, in the order of the numbers."""
    out = Notice.objects.public(timezone.now())
    rows = Announcement.objects.filter(election=found, notice__in=out).select_related("notice")
    place = {number: at for at, number in enumerate(BY_NUMBER)}
    ordered = sorted(rows, key=lambda row: (place[row.number], row.pk))
    return [(row.number, BY_NUMBER[row.number].label, row.notice) for row in ordered]
