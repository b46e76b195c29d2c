"""Papers of a published result: report, certificates, seals, complaints, the archive."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.people.access import me, posted_as, sent
from committees.reach.states import ELECTION_ROLES, WHOLE_STREET_ROLES, WORKING_ROLES
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.ballots.access import PREPARING, prepares
from elections.ballots.models import Issued, Proxy
from elections.ballots.states import Way
from elections.results.archive import archive_of
from elections.results.challenging import answer_challenge, file_challenge, keep_sealing
from elections.results.forms import AnswerForm, ChallengeForm, SealingForm
from elections.results.models import Challenge, MandateOrigin, Result, Sealing
from elections.results.panels import Published, published_of
from elections.timetable.access import find_election, last_round
from elections.timetable.models import Election
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.keys import tidy_key

reads = posted_as(*WORKING_ROLES, *ELECTION_ROLES, *WHOLE_STREET_ROLES)


def _published(request: HttpRequest, key: str) -> tuple[Election, list[Published]]:
    """An election the person sees that has a published result; 404 before."""
    rows = Election.objects.visible_to(me(request)).select_related("committee", "rule_set")
    election: Election = get_object_or_404(rows, key=tidy_key(key))
    results = Result.objects.visible_to(me(request)).filter(round__election=election)
    if not results.filter(published_at__isnull=False).exists():
        raise Http404
    return election, published_of(election)


@reads
@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    """选举结果报告单: every figure of DOMAIN §2.5, to be signed on paper and filed."""
    election, rounds = _published(request, key)
    rows = [(one, _cast(one)) for one in reversed(rounds)]
    seals = Sealing.objects.visible_to(me(request)).filter(round__election=election)
    context = {"election": election, "rounds": rows, "seals": seals}
    return render(request, "elections/results/report.html", context)


def _cast(one: Published) -> dict[str, int]:
    """Ballots by the way they were taken; figures only."""
    issued = Issued.objects.filter(round=one.result.round)
    return {
        "proxy": issued.filter(way=Way.PROXY).count(),
        "mobile": issued.filter(way=Way.MOBILE).count(),
        "registered": Proxy.objects.filter(round=one.result.round).in_force().count(),
    }


@reads
@require_safe
def certificates(request: HttpRequest, key: str) -> HttpResponse:
    """当选证书, one page each."""
    election, _ = _published(request, key)
    rows = MandateOrigin.objects.visible_to(me(request)).filter(result__round__election=election)
    rows = rows.select_related("mandate__person").order_by("certificate")
    context = {"election": election, "rows": rows, "years": election.rule_set.term_years}
    return render(request, "elections/results/certificates.html", context)


@reads
@require_safe
def archive(request: HttpRequest, key: str) -> HttpResponse:
    election, _ = _published(request, key)
    name = f"{election.committee.short_name}第{election.term_number}届选举归档.zip"
    return attachment(archive_of(election), name, "application/zip")


@get_or_post
@prepares
@once
def seals(request: HttpRequest, key: str) -> HttpResponseBase:
    """封存记录."""
    election = find_election(request, key, PREPARING)
    round_ = last_round(election)
    form = SealingForm(sent(request), initial={"what": "选票和计票单", "sealed_on": "今天"})
    if form.is_valid():
        sealing = form.save(commit=False)
        sealing.round = round_
        try:
            keep_sealing(sealing, by=me(request))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "封存记好了。")
            return see_other(reverse("seals", args=[election.key]))
    rows = Sealing.objects.visible_to(me(request)).filter(round__election=election)
    context = {"election": election, "round": round_, "form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return render(request, "elections/results/seals.html", context, status=status)


@get_or_post
@prepares
@once
def challenges(request: HttpRequest, key: str) -> HttpResponseBase:
    """质疑和举报 with the last day of the answer."""
    election = find_election(request, key, PREPARING)
    form = ChallengeForm(sent(request), initial={"filed_on": "今天"})
    if form.is_valid():
        known = form.cleaned_data
        try:
            file_challenge(
                election,
                by=me(request),
                filed_by=known["filed_by"],
                words=known["words"],
                on=known["filed_on"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记下了，答复的期限开始算。")
            return see_other(reverse("challenges", args=[election.key]))
    return _challenges_page(request, election, form)


def _challenges_page(
    request: HttpRequest, election: Election, form: ChallengeForm, problem: str = ""
) -> HttpResponse:
    rows = Challenge.objects.visible_to(me(request)).filter(election=election)
    context = {
        "election": election,
        "form": form,
        "rows": rows,
        "answers": AnswerForm(),
        "days": election.rule_set.complaint_days,
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "elections/results/challenges.html", context, status=status)


@require_POST
@prepares
@once
def challenge_answer(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    election = find_election(request, key, PREPARING)
    rows = Challenge.objects.visible_to(me(request)).filter(election=election)
    row: Challenge = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("请选成立还是不成立，写上理由。")
        known, today = form.cleaned_data, timezone.localdate()
        answer_challenge(row, by=me(request), on=today, **known)
    except Refused as refused:
        return _challenges_page(request, election, ChallengeForm(), refused.reason)
    messages.success(request, "答复记好了。")
    return see_other(reverse("challenges", args=[election.key]))
