"""The page of one case, and what is done on it with one tap."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases import reading, undoing
from casework.cases.forms_privacy import WhyOpenForm
from casework.cases.models import Case
from casework.cases.offers import offers
from casework.cases.panels import ALARMS, BENEATH, CASE
from casework.cases.rights import may_read
from casework.cases.rules import steps
from casework.cases.shown import shown_to
from casework.cases.timeline import story_of
from casework.cases.topics import may_be_raised, standings_of
from casework.log.households import last_visit_at
from committees.people.access import at_work, at_work_or_street, me
from committees.reminders.deliveries import deliveries_of
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.forms import PortalForm
from jiedao.common.http import see_other
from jiedao.common.panels import knowing_whether

REVEALED = "revealed_case"
WITH_IT = ("opened_by", "closing_by", "closed_by", "offered_by", "entry")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_work_or_street
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands and what happened. Opening a hardship record is written down."""
    found = case_to_show(request, pk)
    if not may_read(me(request), found):
        return closed_door(request, found)
    reading.note_reading(found, by=me(request))
    return case_page(request, found)


def find_case(request: HttpRequest, pk: int) -> Case:
    """A case this person may read; one that is closed to her is as good as missing."""
    found = visible_case(request, pk)
    if not may_read(me(request), found):
        raise Http404
    return found


def visible_case(request: HttpRequest, pk: int) -> Case:
    """A case that stands in her lists; its words may be closed to her."""
    rows = Case.objects.visible_to(me(request)).for_lists()
    found: Case = get_object_or_404(rows.select_related(*WITH_IT), pk=pk)
    return found


def case_to_show(request: HttpRequest, pk: int) -> Case:
    """Such a case with what stands on its page, as far as one query can bring it."""
    rows = Case.objects.visible_to(me(request)).for_lists().select_related(*WITH_IT)
    rows = knowing_whether(rows, "photos", "topics", "readers")
    for board in (ALARMS, CASE, BENEATH):
        rows = board.with_what_it_asks(rows)
    found: Case = get_object_or_404(rows.annotate(last_visit=last_visit_at("household")), pk=pk)
    return found


def case_page(
    request: HttpRequest, case: Case, *, problem: str = "", status: int = 200
) -> HttpResponse:
    by, now = me(request), timezone.now()
    shown = shown_to(by, case, now)
    story = story_of(shown, by=by, at=now, whole="all" in request.GET)
    standings = standings_of(case)
    context = {
        "case": case,
        "standings": standings,
        "may_be_raised": may_be_raised(me(request), case, standings),
        "shown": shown,
        "steps": steps(case.state),
        "lines": story.lines,
        "older": story.older,
        "photos_off": story.photos_off,
        "deliveries": [] if shown.masked else deliveries_of(case),
        "offers": offers(by, case, now),
        "phone": phone_once(request, case),
        "alarms": ALARMS.parts(case, by, now),
        "parts": CASE.parts(case, by, now),
        "beneath": BENEATH.parts(case, by, now),
        "problem": problem,
    }
    return render(request, "casework/cases/case.html", context, status=status)


def closed_door(
    request: HttpRequest, case: Case, form: PortalForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Number, day and owner, and the question why one wants to read it."""
    context = {
        "case": case,
        "shown": shown_to(me(request), case),
        "form": form or WhyOpenForm(),
        "listed_only": case.private,
    }
    return render(request, "casework/cases/closed_door.html", context, status=status)


@require_POST
@at_work
@once
def reveal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """显示: the next page shows the number once, that of the case or of 回访; the journal knows who
    looked."""
    found = find_case(request, pk)
    reading.reveal_phone(found, by=me(request))
    request.session[REVEALED] = found.pk
    asks = request.POST.get("to") == "followup"
    return see_other(reverse("case-followup" if asks else "case", args=[pk]))


def phone_once(request: HttpRequest, case: Case) -> str:
    """The number that was asked for a moment ago; empty otherwise."""
    return case.phone if request.session.pop(REVEALED, None) == case.pk else ""


def tap(
    request: HttpRequest, pk: int, act: Callable[..., object], done: str, *, undo: str = ""
) -> HttpResponse:
    """Carry out at once; a refusal stands above the case."""
    found = find_case(request, pk)
    try:
        act(found, by=me(request), at=timezone.now())
    except Refused as refused:
        shown = case_to_show(request, pk)
        return case_page(request, shown, problem=refused.reason, status=422)
    messages.success(request, done, extra_tags=undo)
    return see_other(reverse("case", args=[pk]))


@require_POST
@at_work
@once
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, undoing.remove_case, "已撤销。30 天内可以在这里恢复。")


@require_POST
@at_work
@once
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    return tap(request, pk, undoing.restore_case, "已恢复。")
