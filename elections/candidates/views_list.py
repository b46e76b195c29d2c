"""The order of names, the formal list, the specimen of the ballot, and the public page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from committees.files.actions import serve_file
from committees.people.access import me
from committees.submissions.once import once
from committees.terms.states import Post
from elections.candidates.forms import ListForm, OrderForm
from elections.candidates.listing import settle_list, settle_order
from elections.candidates.models import BallotOrder, Candidate, OnBallot
from elections.candidates.rules import ORDER_WORDS
from elections.candidates.states import CandidateState
from elections.candidates.views import READERS
from elections.rulesets.states import Order
from elections.timetable.access import (
    WRITERS,
    find_election,
    last_round,
    writers,
    writers_or_street,
)
from elections.timetable.models import Contest, Election, Round
from elections.timetable.policies import may_work_on
from elections.timetable.states import ElectionKind, RoundKind, Stage
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.keys import tidy_key

LISTED_FROM = frozenset(
    {
        Stage.CANDIDATES,
        Stage.POLLING,
        Stage.COUNTING,
        Stage.FINISHED,
        Stage.PUBLISHED,
        Stage.HANDED_OVER,
        Stage.ARCHIVED,
    }
)


@dataclass(frozen=True)
class Section:
    """One post of the ballot with its names in printed order."""

    contest: Contest
    lines: list[OnBallot]

    @property
    def blanks(self) -> range:
        """Empty lines for 另选他人: as many as seats."""
        return range(self.contest.seats)


def sections_of(round_: Round) -> list[Section]:
    """Two queries."""
    contests = list(Contest.objects.filter(round=round_).order_by("pk"))
    lines = list(
        OnBallot.objects.filter(contest__in=contests, written_in=False)
        .select_related("candidate__photo")
        .order_by("contest", "order")
    )
    return [Section(one, [line for line in lines if line.contest_id == one.pk]) for one in contests]


@require_GET
@writers_or_street
def ballot(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key, READERS)
    return render(request, "elections/candidates/ballot.html", _ballot(request, election))


def _ballot(request: HttpRequest, election: Election, **forms: Any) -> dict[str, Any]:
    order = BallotOrder.objects.filter(election=election).first()
    candidates = _ready(election)
    round_ = last_round(election)
    default = order.by if order else election.rule_set.candidate_order
    sections = sections_of(round_)
    contests = [one.contest for one in sections]
    open_now = election.stage == Stage.NOMINATION
    return {
        "election": election,
        "order": order,
        "rule": ORDER_WORDS[order.by] if order else "",
        "form": forms.get("order") or OrderForm(candidates=candidates, initial={"by": default}),
        "list_form": forms.get("list") or ListForm(contests=contests),
        "candidates": candidates,
        "sections": sections,
        "drawn": any(one.lines for one in sections),
        "reasons": any(one.exception for one in contests),
        "may_settle": open_now and bool(may_work_on(me(request), election)),
        "lot": Order.LOT,
    }


def _ready(election: Election) -> list[Candidate]:
    rows = Candidate.objects.filter(election=election).ready().select_related("voter")
    ranks = list(Post)
    return sorted(rows.order_by("pk"), key=lambda row: ranks.index(Post(row.post)))


@require_POST
@writers
@once
def ballot_order(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key, WRITERS)
    form = OrderForm(request.POST, candidates=_ready(election))
    if form.is_valid():
        on = timezone.localdate()
        by_what = form.cleaned_data["by"]
        try:
            settle_order(election, by_what, form.figures, by=me(request), on=on)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "顺序定好了。下一步：定正式候选人名单。")
            return see_other(reverse("election-ballot", args=[election.key]))
    context = _ballot(request, election, order=form)
    return render(request, "elections/candidates/ballot.html", context, status=422)


@require_POST
@writers
@once
def ballot_list(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key, WRITERS)
    contests = list(Contest.objects.filter(round=last_round(election)).order_by("pk"))
    form = ListForm(request.POST, contests=contests)
    if form.is_valid():
        on = timezone.localdate()
        try:
            settle_list(election, form.exceptions, by=me(request), on=on)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "正式候选人名单定好了，可以起草第 9 号公告。")
            return see_other(reverse("election-ballot", args=[election.key]))
    context = _ballot(request, election, list=form)
    return render(request, "elections/candidates/ballot.html", context, status=422)


@require_GET
@writers_or_street
def ballot_sample(request: HttpRequest, key: str) -> HttpResponse:
    """The specimen for the board and for the printer: marked 样票, as every voter will see it."""
    election = find_election(request, key, READERS)
    round_ = last_round(election)
    context = {
        "election": election,
        "round": round_,
        "sections": sections_of(round_),
        "recall": round_.kind == RoundKind.RECALL,
        "write_ins": election.rule_set.write_ins,
    }
    return render(request, "elections/candidates/sample.html", context)


# The public page


def public_election(key: str) -> Election:
    """A real election that has been announced. 404 for everything else."""
    rows = Election.objects.announced().select_related("committee", "rule_set")
    found: Election = get_object_or_404(rows, key=tidy_key(key))
    return found


@require_safe
def candidates_page(request: HttpRequest, key: str) -> HttpResponse:
    """Equal room for everybody, the rule of the order printed under them (S6, R37)."""
    election = public_election(key)
    if election.kind == ElectionKind.RECALL:
        raise Http404
    shown = election.stage in LISTED_FROM
    order = BallotOrder.objects.filter(election=election).first()
    step = election.steps.filter(code="candidates").first()
    context = {
        "election": election,
        "shown": shown,
        "sections": sections_of(last_round(election)) if shown else [],
        "rule": ORDER_WORDS[order.by] if order else "",
        "due_on": step.due_on if step else None,
    }
    return render(request, "elections/candidates/public.html", context)


@require_safe
def photo(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """Public with the formal list, and only for those who are on it."""
    election = public_election(key)
    rows = Candidate.objects.filter(election=election, state=CandidateState.FORMAL)
    candidate = get_object_or_404(rows.select_related("photo"), pk=pk, photo__isnull=False)
    if election.stage not in LISTED_FROM or candidate.photo is None:
        raise Http404
    return serve_file(candidate.photo)


@require_safe
@writers_or_street
def own_photo(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """The same before it is public, for whoever works on the list."""
    election = find_election(request, key, READERS)
    rows = Candidate.objects.filter(election=election, photo__isnull=False)
    candidate = get_object_or_404(rows.select_related("photo"), pk=pk)
    if candidate.photo is None:
        raise Http404
    return serve_file(candidate.photo)
