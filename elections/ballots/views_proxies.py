"""委托投票: who votes for whom, from the papers, with the rule in every refusal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees.people.access import me
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.access import PREPARING, find_round, prepares
from elections.ballots.finding import find_voters
from elections.ballots.forms import ProxyForm
from elections.ballots.models import Proxy
from elections.ballots.panels import tabs_for
from elections.ballots.policies import may_prepare
from elections.ballots.proxies import Authorisation, last_day, register_proxy, withdraw_proxy
from elections.electorate.models import Voter
from elections.timetable.models import Round
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@get_or_post
@prepares
@once
def proxies(request: HttpRequest, key: str) -> HttpResponseBase:
    """Find the one, find the other, type the number of the paper."""
    round_ = find_round(request, key, PREPARING)
    if request.method != "POST":
        return _page(request, round_, ProxyForm())
    form = ProxyForm(request.POST)
    giver, holder = _chosen(request, round_, "giver"), _chosen(request, round_, "holder")
    if giver is None or holder is None:
        form.add_error(None, "请先找到委托人和受委托人。")
    elif form.is_valid():
        known = form.cleaned_data
        said = Authorisation(giver, holder, known["paper"], known["near_kin"])
        try:
            register_proxy(round_, said, by=me(request), on=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{giver.name}委托{holder.name}，登记好了。")
            return see_other(reverse("proxies", args=[round_.election.key]))
    return _page(request, round_, form)


def _chosen(request: HttpRequest, round_: Round, name: str) -> Voter | None:
    """The voter of `?giver=` or `?holder=`, of this roll only."""
    pk = str(request.POST.get(name) or request.GET.get(name) or "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    rows = Voter.objects.visible_to(me(request)).filter(election=round_.election)
    found: Voter | None = rows.filter(pk=int(pk)).first()
    return found


def _page(request: HttpRequest, round_: Round, form: ProxyForm) -> HttpResponse:
    election = round_.election
    giver, holder = _chosen(request, round_, "giver"), _chosen(request, round_, "holder")
    query = str(request.GET.get("q", ""))[:40]
    rows = Proxy.objects.visible_to(me(request)).filter(round=round_)
    context = {
        "election": election,
        "round": round_,
        "tabs": tabs_for(me(request), election, "proxies"),
        "form": form,
        "giver": giver,
        "holder": holder,
        "query": query,
        "hits": find_voters(me(request), election, query),
        "rows": rows.select_related("giver", "holder").order_by("pk"),
        "until": last_day(round_, election.rule_set),
        "limit": election.rule_set.proxy_limit,
        "kin_only": election.rule_set.proxy_kin_only,
        "may_change": bool(may_prepare(me(request), election)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "elections/ballots/proxies.html", context, status=status)


@require_POST
@prepares
@once
def proxy_withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    round_ = find_round(request, key, PREPARING)
    rows = Proxy.objects.visible_to(me(request)).filter(round=round_)
    row: Proxy = get_object_or_404(rows.select_related("giver"), pk=pk)
    try:
        withdraw_proxy(row, by=me(request), on=timezone.localdate())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, f"{row.giver.name}的委托撤回了。")
    return see_other(reverse("proxies", args=[round_.election.key]))
