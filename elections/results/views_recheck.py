"""抽查: the dice, the batches they name, and that they were the same."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.panels import tabs_for
from elections.counting.access import supervises
from elections.counting.querysets import SUPERVISING
from elections.results.forms import DiceForm, RecheckForm
from elections.results.models import Recheck, Result
from elections.results.recheck import THROWS, enough
from elections.results.rechecking import close_recheck, draw_recheck, sizes_of
from elections.timetable.access import find_election, last_round
from elections.timetable.models import Election
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


def _result(request: HttpRequest, key: str) -> tuple[Election, Result]:
    """A finished round, for whoever supervises its count. 404 before."""
    election = find_election(request, key, SUPERVISING)
    round_ = last_round(election)
    found: Result | None = Result.objects.visible_to(me(request)).filter(round=round_).first()
    if found is None:
        raise Http404
    found.round = round_
    return election, found


@get_or_post
@supervises
@once
def recheck(request: HttpRequest, key: str) -> HttpResponseBase:
    election, result = _result(request, key)
    form = DiceForm(sent(request))
    if form.is_valid():
        dice, now = form.cleaned_data["dice"], timezone.now()
        try:
            row = draw_recheck(result, dice, by=me(request), at=now)
        except Refused as refused:
            form.add_error("dice", refused.reason)
        else:
            numbers = "、".join(map(str, row.batches))
            messages.success(request, f"抽中第 {numbers} 批。请当众打开，对着计票单看一遍。")
            return see_other(reverse("recheck", args=[election.key]))
    return _page(request, election, result, form)


def _page(request: HttpRequest, election: Election, result: Result, form: DiceForm) -> HttpResponse:
    sizes = dict(sizes_of(result.round))
    rows = Recheck.objects.visible_to(me(request)).select_related("drawn_by", "agreed_by")
    row = rows.filter(result=result).first()
    context = {
        "election": election,
        "tabs": tabs_for(me(request), election, "result"),
        "result": result,
        "row": row,
        "drawn": [(number, sizes.get(number, 0)) for number in row.batches] if row else [],
        "form": form,
        "closing": RecheckForm(),
        "least": enough(sum(sizes.values())),
        "throws": THROWS,
        "total": len(sizes),
    }
    status = 422 if form.is_bound else 200
    return render(request, "elections/results/recheck.html", context, status=status)


@require_POST
@supervises
@once
def recheck_close(request: HttpRequest, key: str) -> HttpResponseBase:
    """「都一致」."""
    election, result = _result(request, key)
    row = Recheck.objects.visible_to(me(request)).filter(result=result).first()
    note = request.POST.get("note", "")[:200]
    try:
        if row is None:
            raise Refused("还没有抽，先照骰子抽。")
        close_recheck(row, note=note, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "抽查记好了，和结果一起公布。")
    return see_other(reverse("recheck", args=[election.key]))
