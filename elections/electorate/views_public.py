"""查自己: a resident asks whether she is on the roll. No more of it is on the web (R35)."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from committees.feedback.limits import within_limit
from committees.territory.access import get_or_post
from elections.electorate.clock import last_objection_day, planned_on
from elections.electorate.forms import CheckForm
from elections.electorate.models import Voter
from elections.electorate.opened import BEFORE_PUBLICATION, WRITTEN_IN
from elections.timetable.models import Election
from elections.timetable.states import Stage
from jiedao.common.crypto import blind_index, keyed_digest
from jiedao.common.keys import normal_key

TRIES, TRIES_OF_ONE_ADDRESS = 5, 20
"""In SPAN from one browser; and from one address, where neighbours share it, whatever they say."""
SPAN = timedelta(minutes=10)
OPEN_IN = (WRITTEN_IN | {Stage.POLLING}) - BEFORE_PUBLICATION


@get_or_post
def voters(request: HttpRequest, key: str) -> HttpResponse:
    """Public, from publication to the end of polling day; no search engine keeps it.

    Whatever is wrong with a question, the answer is the same sentence after the same work: one
    index computed, one look at the roll.
    """
    rows = Election.objects.public().select_related("committee", "rule_set")
    election = rows.filter(key=normal_key(key) or "").first()
    if election is None:
        raise Http404
    today = timezone.localdate()
    form, answer, status = CheckForm(), "", 200
    is_open = election.stage in OPEN_IN and today <= election.polling_on
    if request.method == "POST" and is_open:
        form = CheckForm(request.POST)
        answer, status = _answer(request, election, form)
    context = _context(election, today)
    context |= {"election": election, "form": form, "answer": answer, "is_open": is_open}
    response = render(request, "elections/electorate/voters.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


def _context(election: Election, today: date) -> dict[str, object]:
    published = election.stage not in BEFORE_PUBLICATION
    until = last_objection_day(election) if published else None
    return {
        "committee": election.committee,
        "published": published,
        "planned": planned_on(election),
        "until": until,
        "objections_open": until is not None and today <= until,
    }


def _answer(request: HttpRequest, election: Election, form: CheckForm) -> tuple[str, int]:
    """("yes" | "no" | "later" | "", status)."""
    if not form.is_valid():
        return "", 422
    if not _may_try(request, election):
        return "later", 429
    return ("yes" if is_listed(election, **form.cleaned_data) else "no"), 200


def is_listed(election: Election, name: str, tail: str) -> bool:
    """Is there a listed voter of this name whose number ends so? One query, found or not."""
    index = blind_index("phone-tail", tail)
    listed = Voter.objects.on_roll().filter(election=election, phone_tail=index)
    return name in list(listed.values_list("name", flat=True))


def _may_try(request: HttpRequest, election: Election) -> bool:
    """Counted before it is answered, right or wrong, so that many at once count as many."""
    browser = keyed_digest(str(request.META.get("CSRF_COOKIE", "")))[:16]
    of_browser = within_limit(f"voters:{browser}", request, most=TRIES, span=SPAN)
    of_address = within_limit("voters", request, most=TRIES_OF_ONE_ADDRESS, span=SPAN)
    return of_browser and of_address
