"""投票站: places, boxes with their papers and people, the list and route of a mobile box."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, sent
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.access import PREPARING, find_round, prepares
from elections.ballots.finding import find_voters
from elections.ballots.forms import ListingForm, StationForm
from elections.ballots.models import MobileListing, Station
from elections.ballots.panels import stations_of, tabs_for
from elections.ballots.policies import may_prepare
from elections.ballots.polling import close_polling, open_polling
from elections.ballots.states import Reason, StationKind
from elections.ballots.stations import (
    list_for_box,
    remove_station,
    save_station,
    take_off_list,
)
from elections.electorate.models import Voter
from elections.timetable.models import Round
from elections.timetable.states import Stage
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@prepares
@require_safe
def stations(request: HttpRequest, key: str) -> HttpResponse:
    """Where one votes, with which papers, and how many went out."""
    return _stations_page(request, find_round(request, key, PREPARING))


def _stations_page(request: HttpRequest, round_: Round, problem: str = "") -> HttpResponse:
    election = round_.election
    rows = stations_of(round_)
    leads = me(request).reach.has(Role.ELECTION_HEAD, election.committee_id)
    context = {
        "election": election,
        "round": round_,
        "tabs": tabs_for(me(request), election, "stations"),
        "stations": rows,
        "papers": sum(one.papers for one in rows),
        "least": election.rule_set.mobile_tellers,
        "may_change": bool(may_prepare(me(request), election)),
        "may_open": leads and election.stage == Stage.CANDIDATES and bool(rows),
        "may_close": leads and election.stage == Stage.POLLING,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "elections/ballots/stations.html", context, status=status)


@get_or_post
@prepares
@once
def station_new(request: HttpRequest, key: str) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    return _station_form(request, round_, None)


@get_or_post
@prepares
@once
def station_edit(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    return _station_form(request, round_, _station(request, round_, pk))


def _station(request: HttpRequest, round_: Round, pk: int) -> Station:
    rows = Station.objects.visible_to(me(request)).filter(round=round_)
    found: Station = get_object_or_404(rows, pk=pk)
    found.round = round_
    return found


def _station_form(request: HttpRequest, round_: Round, station: Station | None) -> HttpResponseBase:
    form = StationForm(sent(request), round_=round_, station=station)
    if form.is_valid():
        try:
            saved = save_station(
                station or Station(round=round_),
                by=me(request),
                values=form.values,
                tellers=form.tellers_chosen,
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{saved.name}存好了。")
            return see_other(reverse("stations", args=[round_.election.key]))
    context = {"election": round_.election, "round": round_, "form": form, "station": station}
    status = 422 if form.is_bound else 200
    return render(request, "elections/ballots/station.html", context, status=status)


@require_POST
@prepares
@once
def station_remove(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    station = _station(request, round_, pk)
    try:
        remove_station(station, by=me(request))
    except Refused as refused:
        return _stations_page(request, round_, refused.reason)
    messages.success(request, f"{station.name}去掉了。")
    return see_other(reverse("stations", args=[round_.election.key]))


@get_or_post
@prepares
@once
def box_list(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """To whom the box is carried, why, and in which order. Printed it is the route."""
    round_ = find_round(request, key, PREPARING)
    station = _station(request, round_, pk)
    if request.method != "POST":
        return _box_page(request, round_, station)
    form = ListingForm(request.POST)
    voter = _voter(request, round_, request.POST.get("voter", ""))
    if not form.is_valid():
        return _box_page(request, round_, station, "请选原因。")
    order = station.listings.count() + 1
    reason = form.cleaned_data["reason"]
    try:
        list_for_box(station, voter, by=me(request), reason=reason, order=order)
    except Refused as refused:
        return _box_page(request, round_, station, refused.reason)
    messages.success(request, f"{voter.name}加进{station.name}的名单了。")
    return see_other(reverse("station-list", args=[round_.election.key, station.pk]))


def _voter(request: HttpRequest, round_: Round, pk: str) -> Voter:
    rows = Voter.objects.visible_to(me(request)).filter(election=round_.election)
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    found: Voter = get_object_or_404(rows, pk=number)
    return found


def _box_page(
    request: HttpRequest, round_: Round, station: Station, problem: str = ""
) -> HttpResponse:
    query = str(request.GET.get("q", ""))[:40]
    rows = MobileListing.objects.visible_to(me(request)).filter(station=station)
    context: dict[str, Any] = {
        "election": round_.election,
        "round": round_,
        "station": station,
        "rows": rows.select_related("voter"),
        "is_mobile": station.kind == StationKind.MOBILE,
        "query": query,
        "hits": find_voters(me(request), round_.election, query),
        "reasons": Reason.choices,
        "may_change": bool(may_prepare(me(request), round_.election)),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "elections/ballots/box.html", context, status=status)


@require_POST
@prepares
@once
def box_unlist(request: HttpRequest, key: str, pk: int, listing: int) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    station = _station(request, round_, pk)
    rows = MobileListing.objects.visible_to(me(request)).filter(station=station)
    row: MobileListing = get_object_or_404(rows.select_related("voter"), pk=listing)
    try:
        take_off_list(row, by=me(request))
    except Refused as refused:
        return _box_page(request, round_, station, refused.reason)
    messages.success(request, f"{row.voter.name}从名单上去掉了。")
    return see_other(reverse("station-list", args=[round_.election.key, station.pk]))


@require_POST
@prepares
@once
def polling_open(request: HttpRequest, key: str) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    try:
        open_polling(round_, by=me(request), at=timezone.now())
    except Refused as refused:
        return _stations_page(request, round_, refused.reason)
    messages.success(request, "开始投票了，可以发票。")
    return see_other(reverse("stations", args=[round_.election.key]))


@require_POST
@prepares
@once
def polling_close(request: HttpRequest, key: str) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    try:
        close_polling(round_, by=me(request), at=timezone.now())
    except Refused as refused:
        return _stations_page(request, round_, refused.reason)
    messages.success(request, "投票结束了，可以当众开箱。")
    return see_other(reverse("stations", args=[round_.election.key]))
