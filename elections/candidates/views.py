"""Pages of nominations: who is proposed, by how many, what she says, and whether she may stand."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.people.access import me, sent
from committees.reach.states import WHOLE_STREET_ROLES
from committees.submissions.once import once
from elections.candidates.actions import (
    answer,
    nominate,
    present,
    review,
    tie,
    untie,
    withdraw,
)
from elections.candidates.forms import KinForm, NominationForm, PresentForm, ReviewForm
from elections.candidates.models import Backer, Candidate, KinTie
from elections.candidates.policies import may_nominate, may_present, may_review
from elections.candidates.states import CandidateState
from elections.timetable.access import (
    WRITERS,
    find_election,
    writers,
    writers_or_street,
)
from elections.timetable.models import Contest, Election
from elections.timetable.policies import may_work_on
from elections.timetable.states import Stage
from elections.timetable.views import BOTH, page_of_form
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other

READERS = WRITERS | WHOLE_STREET_ROLES
COLOURS = {
    CandidateState.NOMINATED: "amber",
    CandidateState.ACCEPTED: "amber",
    CandidateState.QUALIFIED: "blue",
    CandidateState.FORMAL: "green",
}


@require_GET
@writers_or_street
def nominations(request: HttpRequest, key: str) -> HttpResponse:
    """By post, the newest stage of each name; how many seats and how many names."""
    election = find_election(request, key, READERS)
    rows = Candidate.objects.filter(election=election).annotate(signed=Count("backers"))
    people = list(rows.order_by("pk"))
    for one in people:
        one.colour = COLOURS.get(CandidateState(one.state), "")
    contests = Contest.objects.filter(round__election=election, round__number=1).order_by("pk")
    context = {
        "election": election,
        "posts": [(one, [who for who in people if who.post == one.post]) for one in contests],
        "ties": KinTie.objects.filter(election=election).select_related("one", "other"),
        "backers": election.rule_set.nomination_backers,
        "may_nominate": bool(may_nominate(me(request), election)),
        "may_work": bool(may_work_on(me(request), election)),
        "waiting": election.stage in BEFORE_NOMINATION,
    }
    return render(request, "elections/candidates/nominations.html", context)


BEFORE_NOMINATION = frozenset({Stage.PREPARING, Stage.BODY, Stage.REGISTRATION, Stage.ROLL})


@require_http_methods(BOTH)
@writers
@once
def nomination_new(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key, WRITERS)
    today = timezone.localdate()
    form = NominationForm(sent(request), election=election, initial={"on": today})
    if form.is_valid():
        on = form.cleaned_data["on"]
        try:
            candidate = nominate(election, form.proposal(), by=me(request), on=on)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{candidate.label}的提名记好了，请本人答复。")
            return see_other(_page(candidate))
    context = {"election": election, "backers": election.rule_set.nomination_backers}
    return page_of_form(request, "elections/candidates/new.html", form, context)


@require_GET
@writers_or_street
def candidate_page(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = find_election(request, key, READERS)
    candidate = _candidate(election, pk)
    return render(request, "elections/candidates/one.html", _one(request, candidate, ReviewForm()))


def _one(request: HttpRequest, candidate: Candidate, form: ReviewForm) -> dict[str, Any]:
    person, election = me(request), candidate.election
    backers = Backer.objects.visible_to(person).filter(candidate=candidate)
    works = bool(may_work_on(person, election))
    return {
        "election": election,
        "candidate": candidate,
        "colour": COLOURS.get(CandidateState(candidate.state), ""),
        "signed": candidate.backers.count(),
        "backers": backers.select_related("voter").order_by("voter__pinyin", "pk"),
        "form": form,
        "may_answer": works and candidate.state == CandidateState.NOMINATED,
        "may_review": bool(may_review(person, election))
        and candidate.state == CandidateState.ACCEPTED,
        "may_present": bool(may_present(person, candidate)),
        "may_withdraw": works
        and candidate.state
        in (CandidateState.ACCEPTED, CandidateState.QUALIFIED, CandidateState.FORMAL)
        and election.stage in (Stage.NOMINATION, Stage.CANDIDATES),
    }


@require_POST
@writers
@once
def candidate_answer(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """「本人同意」 or 「本人不同意」, as signed on paper."""
    candidate = _candidate(find_election(request, key, WRITERS), pk)
    accepts = request.POST.get("accepts") == "1"
    try:
        answer(candidate, accepts=accepts, by=me(request), on=timezone.localdate())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "本人的答复记好了。")
    return see_other(_page(candidate))


@require_POST
@writers_or_street
@once
def candidate_review(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = find_election(request, key, READERS)
    candidate = _candidate(election, pk)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            review(candidate, **form.cleaned_data, by=me(request), on=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "审查结果记好了。")
            return see_other(_page(candidate))
    context = _one(request, candidate, form)
    return render(request, "elections/candidates/one.html", context, status=422)


@require_http_methods(BOTH)
@writers
@once
def candidate_withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A page of its own: it cannot be taken back."""
    election = find_election(request, key, WRITERS)
    candidate = _candidate(election, pk)
    if request.method == "POST":
        try:
            withdraw(candidate, by=me(request), on=timezone.localdate())
        except Refused as refused:
            messages.warning(request, refused.reason)
        else:
            messages.success(request, f"{candidate.label}退出了。人数不够的话，要重新提名。")
        return see_other(_page(candidate))
    context = {"election": election, "candidate": candidate}
    return render(request, "elections/candidates/withdraw.html", context)


@require_http_methods(BOTH)
@writers
@once
def candidate_present(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Statement and photo."""
    election = find_election(request, key, WRITERS)
    candidate = _candidate(election, pk)
    typed = {"statement": candidate.statement, "version": candidate.version}
    form = PresentForm(sent(request), request.FILES or None, initial=typed)
    if form.is_valid():
        try:
            present(candidate, **form.cleaned_data, by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Conflict as conflict:
            context = {
                "election": election,
                "candidate": candidate,
                "theirs": conflict.current.statement,
                "form": form,
            }
            return render(request, "elections/candidates/present.html", context, status=409)
        else:
            messages.success(request, "简介和照片放好了。")
            return see_other(_page(candidate))
    context = {"election": election, "candidate": candidate}
    return page_of_form(request, "elections/candidates/present.html", form, context)


@require_http_methods(BOTH)
@writers
@once
def kin_new(request: HttpRequest, key: str) -> HttpResponse:
    election = find_election(request, key, WRITERS)
    form = KinForm(sent(request), election=election)
    if form.is_valid():
        fields = form.cleaned_data
        try:
            tie(fields["one"], fields["other"], kin=fields["kin"], by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "关系记好了。两个人都当选时，按规定只留一个。")
            return see_other(reverse("election-nominations", args=[election.key]))
    return page_of_form(request, "elections/candidates/kin.html", form, {"election": election})


@require_POST
@writers
@once
def kin_remove(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    election = find_election(request, key, WRITERS)
    found = get_object_or_404(KinTie.objects.filter(election=election), pk=pk)
    try:
        untie(found, by=me(request))
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "去掉了。")
    return see_other(reverse("election-nominations", args=[election.key]))


def _candidate(election: Election, pk: int) -> Candidate:
    rows = Candidate.objects.filter(election=election).select_related("voter", "photo")
    candidate: Candidate = get_object_or_404(rows, pk=pk)
    candidate.election = election
    return candidate


def _page(candidate: Candidate) -> str:
    return reverse("election-candidate", args=[candidate.election.key, candidate.pk])
