"""冻结名单, by two people; the paper roll for the board, and the text its digest is made of."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.electorate.access import election_of, keeps_roll, kept_election, reads_roll
from elections.electorate.canonical import digest_of
from elections.electorate.forms import ReopenForm
from elections.electorate.freezing import (
    blockers,
    confirm_freeze,
    make_freeze,
    reopen_roll,
    roll_text,
    withdraw_freeze,
)
from elections.electorate.models import Freeze, Voter
from elections.electorate.policies import may_confirm, may_keep_roll
from elections.electorate.shown import paper_of, standing_of
from elections.timetable.models import Election
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other


@get_or_post
@reads_roll
@once
def freeze(request: HttpRequest, key: str) -> HttpResponseBase:
    """What stands in the way, then the first of two people; every version with its digest."""
    election = election_of(request, key)
    refusal = ""
    if request.method == "POST":
        election = kept_election(request, key)
        try:
            make_freeze(election, by=me(request), at=timezone.now(), today=timezone.localdate())
        except Refused as refused:
            refusal = refused.reason
        else:
            messages.success(request, "提出来了。请另一个人登录，核对人数和校验码，再确认。")
            return see_other(reverse("freeze", args=[election.key]))
    return _page(request, election, refusal=refusal)


def _page(
    request: HttpRequest, election: Election, *, refusal: str = "", form: ReopenForm | None = None
) -> HttpResponse:
    versions = list(
        Freeze.objects.visible_to(me(request))
        .filter(election=election)
        .select_related("made_by", "confirmed_by", "reopened_by", "election")
        .order_by("-number")
    )
    standing = next((one for one in versions if one.reopened_at is None), None)
    context: dict[str, Any] = {
        "election": election,
        "versions": versions,
        "current": standing,
        "blockers": [] if standing else _with_addresses(election),
        "listed": Voter.objects.on_roll().filter(election=election).count(),
        "keeps": bool(may_keep_roll(me(request), election)),
        "may_confirm": bool(standing and may_confirm(me(request), standing)),
        "form": form or ReopenForm(),
        "refusal": refusal,
    }
    status = 422 if refusal or form is not None else 200
    return render(request, "elections/electorate/freeze.html", context, status=status)


def _with_addresses(election: Election) -> list[tuple[str, str]]:
    found = blockers(election, timezone.localdate())
    return [(one.words, reverse(one.page, args=[election.key]) + one.query) for one in found]


def _freeze_of(request: HttpRequest, election: Election, pk: int) -> Freeze:
    rows = Freeze.objects.visible_to(me(request)).filter(election=election)
    found: Freeze = get_object_or_404(rows.select_related("election"), pk=pk)
    return found


@keeps_roll
@require_POST
@once
def freeze_confirm(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    found = _freeze_of(request, election, pk)
    try:
        confirm_freeze(found, by=me(request), at=timezone.now(), today=timezone.localdate())
    except Refused as refused:
        return _page(request, election, refusal=refused.reason)
    messages.success(request, f"名单冻结了，登记选民 {found.entitled:,} 人。")
    return see_other(reverse("freeze", args=[election.key]))


@keeps_roll
@require_POST
@once
def freeze_withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    try:
        withdraw_freeze(_freeze_of(request, election, pk), by=me(request))
    except Refused as refused:
        return _page(request, election, refusal=refused.reason)
    messages.success(request, "撤回了，名单可以接着改。")
    return see_other(reverse("freeze", args=[election.key]))


@keeps_roll
@require_POST
@once
def freeze_reopen(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = kept_election(request, key)
    found = _freeze_of(request, election, pk)
    form = ReopenForm(sent(request))
    if form.is_valid():
        why = form.cleaned_data["reopened_why"]
        try:
            reopen_roll(found, why=why, by=me(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "名单重新打开了。改好以后要再冻结一次，校验码会不一样。")
            return see_other(reverse("roll", args=[election.key]))
    return _page(request, election, form=form)


@reads_roll
@require_safe
def roll_paper(request: HttpRequest, key: str) -> HttpResponse:
    """R35: full names by residents' group for the board; no room, no number, no telephone."""
    election = election_of(request, key)
    groups = paper_of(election)
    context = {
        "election": election,
        "groups": groups,
        "total": sum(len(group.people) for group in groups),
        "standing": standing_of(election),
        "digest": digest_of(roll_text(election)),
    }
    return render(request, "elections/electorate/paper.html", context)


@reads_roll
@require_safe
def roll_digest_text(request: HttpRequest, key: str) -> HttpResponse:
    """The canonical roll: the SHA-256 of this file is the digest on the paper."""
    election = election_of(request, key)
    name = f"选民名单_{election.committee.short_name}_{election.polling_on.isoformat()}.txt"
    return attachment(roll_text(election), name, "text/plain; charset=utf-8")
