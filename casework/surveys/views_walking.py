"""At the doors: a building of the round, one household, the sheet of paper and typing it in."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.forms import refusal_in
from casework.surveys.actions import note_visit
from casework.surveys.forms import PaperForm, VisitForm
from casework.surveys.models import SurveyPart, SurveyVisit
from casework.surveys.rules import stage_of
from casework.surveys.states import ICONS, Outcome, Stage
from casework.surveys.views import find_round, stage_words
from casework.surveys.walked import Stop, walk_of
from committees.people.access import at_work, me, sent
from committees.residents.models import Household
from committees.submissions.once import once
from committees.territory.access import get_or_post
from jiedao.common.documents import qr_svg
from jiedao.common.http import see_other
from jiedao.common.outbox import written_on

OUTCOMES = [(one, ICONS[one]) for one in Outcome]


def find_part(request: HttpRequest, pk: int, building: int) -> SurveyPart:
    """A building of a round in which this person works."""
    rows = SurveyPart.objects.visible_to(me(request))
    rows = rows.select_related("round__committee", "building__estate", "member")
    found: SurveyPart = get_object_or_404(rows, round=pk, building=building)
    return found


@at_work
@require_safe
def building(request: HttpRequest, pk: int, building: int) -> HttpResponse:
    """Every household with its own small form: the page an own device takes along."""
    part = find_part(request, pk, building)
    today = timezone.localdate()
    walk = walk_of(part.round, part.building, today)
    stage = stage_of(part.round.starts_on, part.round.ends_on, today)
    word, colour = stage_words(part.round)
    context = {
        "round": part.round,
        "part": part,
        "walk": walk,
        "cover": walk.coverage,
        "outcomes": OUTCOMES,
        "running": stage == Stage.RUNNING,
        "word": word,
        "colour": colour,
    }
    return render(request, "casework/surveys/building.html", context)


@get_or_post
@at_work
@once
def visit(request: HttpRequest, pk: int, household: int) -> HttpResponseBase:
    """One household: the page behind a small form, and where a refused one comes back to."""
    round_ = find_round(request, pk)
    rows = Household.objects.visible_to(me(request)).with_people()
    home: Household = get_object_or_404(
        rows, pk=household, dwelling__building__survey_parts__round=round_
    )
    form = VisitForm(sent(request))
    if form.is_valid():
        with refusal_in(form):
            now = timezone.now()
            said = form.said(written_on(request) or timezone.localdate(now))
            made = note_visit(round_, home, by=me(request), said=said, at=now)
            _say_so(request, home, made)
            place = reverse("survey-building", args=[pk, home.dwelling.building_id])
            return see_other(f"{place}#home-{home.pk}")
    context = {"round": round_, "stop": Stop(home), "form": form, "outcomes": OUTCOMES}
    status = 422 if form.is_bound else 200
    return render(request, "casework/surveys/visit.html", context, status=status)


def _say_so(request: HttpRequest, home: Household, made: SurveyVisit) -> None:
    done = "记好了，需要办的点“变成事项”" if made.needs else "记好了"
    messages.success(
        request,
        f"{home.dwelling.room} 室{done}。",
        extra_tags=f"undo:{reverse('log-undo', args=[made.entry_id])}",
    )


@at_work
@require_safe
def paper(request: HttpRequest, pk: int, building: int) -> HttpResponse:
    """For those without a phone: large type, boxes to tick, and a code for typing it in later."""
    part = find_part(request, pk, building)
    typing_place = reverse("survey-typing", args=[pk, building])
    context = {
        "round": part.round,
        "part": part,
        "walk": walk_of(part.round, part.building, timezone.localdate()),
        "outcomes": OUTCOMES,
        "qr": qr_svg(request.build_absolute_uri(typing_place), title="扫一扫，把这张纸记进平台"),
    }
    return render(request, "casework/surveys/paper.html", context)


@get_or_post
@at_work
@once
def typing(request: HttpRequest, pk: int, building: int) -> HttpResponseBase:
    """The sheet came back: all its ticks in one form, all or nothing."""
    part = find_part(request, pk, building)
    walk = walk_of(part.round, part.building, timezone.localdate())
    homes = [stop.household for stop in walk.stops]
    form = PaperForm(
        sent(request), round_=part.round, households=homes, initial=_usual_answers(request, part)
    )
    if form.is_valid():
        with refusal_in(form):
            with transaction.atomic():
                for home, said in form.visits:
                    note_visit(part.round, home, by=me(request), said=said, at=timezone.now())
            messages.success(request, f"{part.building}记好了 {len(form.visits)} 户。")
            return see_other(reverse("survey-building", args=[pk, building]))
    context = {"round": part.round, "part": part, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "casework/surveys/typing.html", context, status=status)


def _usual_answers(request: HttpRequest, part: SurveyPart) -> dict[str, Any]:
    went = part.member or me(request)
    on = min(timezone.localdate(), part.round.ends_on)
    return {"on": on, "who": "" if went == me(request) else went.name}
