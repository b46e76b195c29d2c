"""发票: the desk. A name, two big buttons; made for a phone and for a network that goes away."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees.people.access import me, sent
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.access import ISSUING, find_round, issues
from elections.ballots.finding import find_voters
from elections.ballots.forms import AccountForm, DoubleForm
from elections.ballots.issuing import (
    AlreadyIssued,
    issue_ballot,
    note_double,
    settle_double,
    take_back,
)
from elections.ballots.models import DoubleIssue, Issued, Station
from elections.ballots.panels import doubles_of, figures_of, found_at, own_stations, tabs_for
from elections.ballots.policies import is_polling
from elections.ballots.polling import account_for_papers
from elections.ballots.states import DoubleOutcome, Way
from elections.electorate.models import Voter
from elections.timetable.models import Round
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.outbox import LATER, from_outbox

LONGEST_AGE_S = 24 * 3600


@get_or_post
@issues
@once
def issue(request: HttpRequest, key: str) -> HttpResponseBase:
    """Search, then 本人领票 or 代领. `?at=` is the station, `?q=` the search."""
    round_ = find_round(request, key, ISSUING)
    stations = own_stations(round_)
    station = _station_of(request, stations)
    if request.method != "POST":
        return _desk(request, round_, stations, station)
    if station is None:
        raise Http404
    voter = _voter(request, round_)
    at = handed_out_at(request, timezone.now())
    way = Way.PROXY if request.POST.get("way") == Way.PROXY else Way.OWN
    try:
        mark = issue_ballot(voter, by=me(request), station=station, way=way, at=at)
    except AlreadyIssued as refused:
        late = request.headers.get("X-Outbox") == LATER
        if late and note_double(voter, by=me(request), station=station, at=at):
            messages.warning(request, f"{voter.name}：{refused.reason}请看下面“两处领票”。")
            return see_other(_desk_url(round_, station))
        return _desk(request, round_, stations, station, problem=refused.reason, about=voter)
    except Refused as refused:
        return _desk(request, round_, stations, station, problem=refused.reason, about=voter)
    undo = reverse("issue-back", args=[round_.election.key, mark.pk])
    words = "由别人代领了票" if way == Way.PROXY else "领票了"
    messages.success(request, f"{voter.name}{words}。", extra_tags=f"undo:{undo}")
    return see_other(_desk_url(round_, station))


def handed_out_at(request: HttpRequest, now: datetime) -> datetime:
    """When the paper was taken: a mark that waited for the network keeps its own minute."""
    age = request.headers.get("X-Outbox-Age", "")
    if not from_outbox(request) or not (age.isascii() and age.isdigit() and len(age) <= 6):
        return now
    return now - timedelta(seconds=min(int(age), LONGEST_AGE_S))


def _station_of(request: HttpRequest, stations: list[Station]) -> Station | None:
    """The desk one stands at; with a single station there is nothing to choose."""
    asked = str(request.POST.get("at") or request.GET.get("at") or "")
    for one in stations:
        if str(one.pk) == asked:
            return one
    return stations[0] if len(stations) == 1 and not asked else None


def _voter(request: HttpRequest, round_: Round) -> Voter:
    pk = str(request.POST.get("voter", ""))
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    rows = Voter.objects.visible_to(me(request)).filter(election=round_.election)
    found: Voter = get_object_or_404(rows, pk=number)
    return found


def _desk_url(round_: Round, station: Station) -> str:
    return f"{reverse('issue', args=[round_.election.key])}?at={station.pk}"


def _desk(
    request: HttpRequest,
    round_: Round,
    stations: list[Station],
    station: Station | None,
    *,
    problem: str = "",
    about: Voter | None = None,
) -> HttpResponse:
    query = str(request.GET.get("q", ""))[:40]
    voters = [about] if about else find_voters(me(request), round_.election, query)
    now = timezone.now()
    found = found_at(round_, voters) if voters else []
    context = {
        "election": round_.election,
        "round": round_,
        "tabs": tabs_for(me(request), round_.election, "issue"),
        "stations": stations,
        "station": station,
        "figures": figures_of(round_, station),
        "query": query,
        "found": [(one, one.may_take_back(me(request), now)) for one in found],
        "polling": is_polling(round_),
        "doubles": doubles_of(round_),
        "outcomes": DoubleOutcome.choices,
        "leads": me(request).reach.has(Role.ELECTION_HEAD, round_.election.committee_id),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "elections/ballots/issue.html", context, status=status)


@require_POST
@issues
@once
def issue_back(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """撤销 of a mark made beside the right name."""
    round_ = find_round(request, key, ISSUING)
    rows = Issued.objects.visible_to(me(request)).filter(round=round_).select_related("station")
    row: Issued = get_object_or_404(rows, pk=pk)
    station = row.station
    try:
        voter = take_back(row, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, f"{voter.name}的领票记录撤销了，选票请收回来。")
    return see_other(_desk_url(round_, station))


@require_POST
@issues
@once
def double_settle(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """The head says what became of the second paper."""
    round_ = find_round(request, key, ISSUING)
    rows = DoubleIssue.objects.visible_to(me(request)).filter(round=round_)
    row: DoubleIssue = get_object_or_404(rows.select_related("station"), pk=pk)
    form = DoubleForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("请选后来怎样。")
        settle_double(row, by=me(request), outcome=form.cleaned_data["outcome"])
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "记好了。")
    return see_other(_desk_url(round_, row.station))


@get_or_post
@issues
@once
def issue_close(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """收摊清点: spoiled and unused papers of one station, the seal of its box."""
    round_ = find_round(request, key, ISSUING)
    rows = Station.objects.visible_to(me(request)).filter(round=round_)
    station: Station = get_object_or_404(rows, pk=pk)
    initial = {
        name: getattr(station, name) for name in ("spoiled", "unused", "seal", "missing_why")
    }
    form = AccountForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            account_for_papers(station, by=me(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{station.name}清点好了。")
            return see_other(_desk_url(round_, station))
    context = {
        "election": round_.election,
        "station": station,
        "form": form,
        "out": Issued.objects.at(station.pk).count(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "elections/ballots/close.html", context, status=status)
