"""申诉: taken down at the desk, decided in time; what changed since, as a paper for the board."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from elections.electorate.access import election_of, keeps_roll, kept_election, reads_roll
from elections.electorate.forms import DecideForm, ObjectForm
from elections.electorate.hand import Person
from elections.electorate.models import Objection, Voter
from elections.electorate.objecting import Remedy, Words, decide_objection, file_objection
from elections.electorate.policies import may_keep_roll
from elections.electorate.shown import change_list, standing_of
from elections.electorate.states import Asks, Decision
from elections.timetable.models import Election
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page


@reads_roll
@require_safe
def objections(request: HttpRequest, key: str) -> HttpResponse:
    """The open ones first, each with its last day."""
    election = election_of(request, key)
    rows = Objection.objects.visible_to(me(request)).filter(election=election)
    page = keyset_page(rows, ("decision", "due_on", "id"), request.GET.get("after"))
    context = {
        "election": election,
        "page": page,
        "today": timezone.localdate(),
        "standing": standing_of(election),
        "keeps": bool(may_keep_roll(me(request), election)),
    }
    return render(request, "elections/electorate/objections.html", context)


@get_or_post
@keeps_roll
@once
def objection_new(request: HttpRequest, key: str) -> HttpResponseBase:
    """`?voter=`: about that line."""
    election = kept_election(request, key)
    voter = _asked_about(request, election)
    first = {"filed_on": timezone.localdate()}
    form = ObjectForm(sent(request), initial=first, voter=voter)
    if form.is_valid():
        told = form.cleaned_data
        said = Words(
            told["asks"],
            told.get("about", ""),
            told["words"],
            told["filed_by"],
            told["filed_on"],
            voter,
        )
        try:
            objection = file_objection(election, said, by=me(request), today=timezone.localdate())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            due = objection.due_on
            messages.success(request, f"记下了，最晚 {due.month}月{due.day}日答复。")
            return see_other(reverse("objections", args=[election.key]))
    status = 422 if form.is_bound else 200
    context = {
        "election": election,
        "form": form,
        "voter": voter,
        "standing": standing_of(election),
    }
    return render(request, "elections/electorate/objection_new.html", context, status=status)


def _asked_about(request: HttpRequest, election: Election) -> Voter | None:
    """The line of `?voter=`; one that is not on this roll is a missing page."""
    asked = request.GET.get("voter", "")
    if not asked:
        return None
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    rows = Voter.objects.visible_to(me(request)).filter(election=election)
    found: Voter = get_object_or_404(rows, pk=number)
    return found


@get_or_post
@reads_roll
@once
def objection(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """Everybody of the committee reads it; who keeps the roll decides it here."""
    election = election_of(request, key)
    rows = Objection.objects.visible_to(me(request)).filter(election=election)
    found: Objection = get_object_or_404(
        rows.select_related("voter", "decided_by", "election"), pk=pk
    )
    may_keep = may_keep_roll(me(request), election)
    if request.method == "POST":
        election = kept_election(request, key)
    form = _decide_form(request, election, found)
    if form is not None and form.is_valid():
        try:
            _decide(request, found, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, "决定记下了，名单已经照着改好。" if _stands(form) else "决定记下了。"
            )
            return see_other(reverse("objection", args=[election.key, pk]))
    context = {
        "election": election,
        "objection": found,
        "form": form,
        "keeps": bool(may_keep),
        "today": timezone.localdate(),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "elections/electorate/objection.html", context, status=status)


def _stands(form: DecideForm) -> bool:
    return bool(form.cleaned_data["decision"] == Decision.UPHELD)


def _decide_form(
    request: HttpRequest, election: Election, objection: Objection
) -> DecideForm | None:
    """None once it is decided: a second decision is refused by the act."""
    if objection.decision and request.method != "POST":
        return None
    first: dict[str, object] = {"name": objection.about}
    if (voter := objection.voter) is not None:
        first = {
            "name": voter.name,
            "group": voter.group,
            "door": voter.door,
            "born_on": voter.born_on,
        }
    return DecideForm(sent(request), initial=first, election=election, objection=objection)


def _decide(request: HttpRequest, objection: Objection, form: DecideForm) -> None:
    told = form.cleaned_data
    corrects = objection.asks == Asks.CORRECT or objection.voter_id is None
    person = form.person() if corrects and "name" in form.fields else Person("")
    decide_objection(
        objection,
        told["decision"],
        told["reason"],
        Remedy(told.get("ground", ""), person),
        by=me(request),
        at=timezone.now(),
        on=timezone.localdate(),
    )


@reads_roll
@require_safe
def roll_changes(request: HttpRequest, key: str) -> HttpResponse:
    """名单变动公告: group and name of everybody who was added, struck or corrected since."""
    election = election_of(request, key)
    context = {
        "election": election,
        "changes": change_list(election),
        "standing": standing_of(election),
        "today": timezone.localdate(),
    }
    return render(request, "elections/electorate/changes.html", context)
