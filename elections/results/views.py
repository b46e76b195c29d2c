"""结果: what is missing, finish, sign, publish; then office, the next round, corrections."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, sent
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.panels import tabs_for
from elections.counting.access import supervises
from elections.counting.querysets import SUPERVISING
from elections.results.building import obstacles
from elections.results.correcting import (
    agree_to_correction,
    drop_correction,
    propose_correction,
)
from elections.results.finishing import SIGNS, finish_count, publish, send_back, sign
from elections.results.forms import CorrectionForm, NextRoundForm, WhyForm
from elections.results.holding import in_force
from elections.results.models import Correction, MandateOrigin, Result
from elections.results.next_rounds import latest_day, open_next_round, still_open
from elections.results.panels import shown
from elections.results.states import Signer
from elections.results.taking_office import (
    account_of,
    elected_of,
    take_office,
    warnings_of,
)
from elections.timetable.access import find_election, last_round
from elections.timetable.models import Election, Round
from elections.timetable.states import Stage
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


def _election(request: HttpRequest, key: str) -> Election:
    return find_election(request, key, SUPERVISING)


def _result(request: HttpRequest, round_: Round) -> Result | None:
    rows = Result.objects.visible_to(me(request)).filter(round=round_)
    found: Result | None = rows.select_related("finished_by").first()
    if found is not None:
        found.round = round_
    return found


@supervises
@require_safe
def result(request: HttpRequest, key: str) -> HttpResponse:
    """The one page from the last sheet to the officers in office."""
    election = _election(request, key)
    return _page(request, election)


def _page(request: HttpRequest, election: Election, problem: str = "") -> HttpResponse:
    round_ = last_round(election)
    found = _result(request, round_)
    context: dict[str, Any] = {
        "election": election,
        "round": round_,
        "tabs": tabs_for(me(request), election, "result"),
        "result": found,
        "leads": me(request).reach.has(Role.ELECTION_HEAD, election.committee_id),
        "problem": problem,
    }
    if found is None:
        context["obstacles"] = obstacles(round_) if election.stage == Stage.COUNTING else None
    else:
        context |= _signed(request, election, found)
    status = 422 if problem else 200
    return render(request, "elections/results/result.html", context, status=status)


def _signed(request: HttpRequest, election: Election, found: Result) -> dict[str, Any]:
    signings = {one.as_whom: one for one in found.signings.select_related("by")}
    mine = [
        who for role, who in SIGNS.items() if me(request).reach.has(role, election.committee_id)
    ]
    signed_by = {one.by_id for one in signings.values()}
    context: dict[str, Any] = {
        "shown": shown(*in_force(found)),
        "signers": [(who.label, signings.get(who)) for who in Signer],
        "may_sign": me(request).pk not in signed_by and any(one not in signings for one in mine),
        "both": len(signings) == len(Signer),
        "why_form": WhyForm(),
    }
    if found.published_at is None:
        return context
    waiting = found.corrections.filter(agreed_by__isnull=True).select_related("made_by").first()
    return context | _after(election, found) | {"waiting": waiting}


def _after(election: Election, found: Result) -> dict[str, Any]:
    """What a published result still leads to."""
    people = elected_of(election)
    seated = MandateOrigin.objects.filter(result__round__election=election).count()
    open_ = still_open(election)
    at_rest = election.stage == Stage.PUBLISHED
    return {
        "open": open_ if at_rest else [],
        "until": latest_day(found),
        "next_form": NextRoundForm(initial={"polling_on": _usual_day(found)}),
        "people": [(one, account_of(one, election.committee)) for one in people],
        "unseated": len(people) - seated if not election.rehearsal else 0,
        "warnings": warnings_of(election) if people else [],
    }


def _usual_day(found: Result) -> str:
    day = min(latest_day(found), timezone.localdate() + timedelta(days=7))
    return f"{day.year}年{day.month}月{day.day}日"


def _to_page(election: Election) -> HttpResponseBase:
    return see_other(reverse("result", args=[election.key]))


def _found(request: HttpRequest, election: Election) -> Result:
    found = _result(request, last_round(election))
    if found is None:
        raise Http404
    return found


def _carried_out(
    request: HttpRequest, key: str, act: Callable[[Election], str]
) -> HttpResponseBase:
    """Do it and say so, or show the page with the reason why not."""
    election = _election(request, key)
    try:
        said = act(election)
    except Refused as refused:
        return _page(request, election, refused.reason)
    messages.success(request, said)
    return _to_page(election)


@require_POST
@supervises
@once
def result_finish(request: HttpRequest, key: str) -> HttpResponseBase:
    def act(election: Election) -> str:
        finish_count(last_round(election), by=me(request), at=timezone.now())
        return "计票完成。请总监票人和选举委员会主任看过以后签字。"

    return _carried_out(request, key, act)


@require_POST
@supervises
@once
def result_sign(request: HttpRequest, key: str) -> HttpResponseBase:
    def act(election: Election) -> str:
        sign(_found(request, election), by=me(request), at=timezone.now())
        return "签好了。"

    return _carried_out(request, key, act)


@require_POST
@supervises
@once
def result_back(request: HttpRequest, key: str) -> HttpResponseBase:
    def act(election: Election) -> str:
        why = request.POST.get("why", "")[:120]
        send_back(_found(request, election), by=me(request), why=why, at=timezone.now())
        return "退回计票了。"

    return _carried_out(request, key, act)


@require_POST
@supervises
@once
def result_publish(request: HttpRequest, key: str) -> HttpResponseBase:
    def act(election: Election) -> str:
        publish(_found(request, election), by=me(request), at=timezone.now())
        return "结果公布了，居民现在就能看到。"

    return _carried_out(request, key, act)


@require_POST
@supervises
@once
def result_office(request: HttpRequest, key: str) -> HttpResponseBase:
    """就任: mandates and postings from the day of publication."""

    def act(election: Election) -> str:
        made = take_office(_found(request, election), by=me(request))
        return f"{len(made)} 人就任，证书可以打印了。" if made else "记下了。"

    return _carried_out(request, key, act)


@require_POST
@supervises
@once
def result_next(request: HttpRequest, key: str) -> HttpResponseBase:
    """另行选举, 再次投票 or 重新选举 on the day that is typed."""
    election = _election(request, key)
    form = NextRoundForm(request.POST)
    if not form.is_valid():
        return _page(request, election, "请写哪天投票，例如 12月27日。")
    day, today = form.cleaned_data["polling_on"], timezone.localdate()
    found = _found(request, election)
    try:
        made = open_next_round(found, by=me(request), polling_on=day, on=today)
    except Refused as refused:
        return _page(request, election, refused.reason)
    messages.success(request, f"{made.get_kind_display()}定在{day.month}月{day.day}日。")
    return see_other(reverse("stations", args=[election.key]))


# Beside a published result


@get_or_post
@supervises
@once
def correction(request: HttpRequest, key: str) -> HttpResponseBase:
    """All figures again; both texts stay on the public page."""
    election = _election(request, key)
    found = _found(request, election)
    if found.published_at is None:
        raise Http404
    form = CorrectionForm(sent(request), sheet=in_force(found)[0])
    if form.is_valid():
        why, now = form.cleaned_data["why"], timezone.now()
        try:
            propose_correction(found, form.right, by=me(request), why=why, at=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "更正写好了，等另一个人确认。")
            return _to_page(election)
    context = {"election": election, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "elections/results/correction.html", context, status=status)


@require_POST
@supervises
@once
def correction_step(request: HttpRequest, key: str, pk: int, step: str) -> HttpResponseBase:
    """The other person agrees, or it goes."""
    election = _election(request, key)
    rows = Correction.objects.visible_to(me(request)).filter(result__round__election=election)
    row: Correction = get_object_or_404(rows, pk=pk)
    try:
        if step == "agree":
            agree_to_correction(row, by=me(request), at=timezone.now())
        else:
            drop_correction(row, by=me(request))
    except Refused as refused:
        return _page(request, election, refused.reason)
    messages.success(request, "更正公布了。" if step == "agree" else "这份更正拿掉了。")
    return _to_page(election)
