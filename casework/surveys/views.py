"""Rounds: the list, one of them, laid out anew or changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.cases.forms import refusal_in
from casework.surveys.actions import begin_round, edit_round
from casework.surveys.coverage import coverage_of
from casework.surveys.forms import RoundForm
from casework.surveys.models import SurveyRound
from casework.surveys.policies import may_plan
from casework.surveys.rules import Coverage, stage_of
from casework.surveys.states import Stage
from casework.surveys.walked import parts_of
from committees.journal.actions import last_hand
from committees.people.access import at_work, elected, home_committee, me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.territory.models import Building, Committee
from jiedao.common.dates import cn_day
from jiedao.common.errors import Conflict
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

STAGE_COLOURS = {Stage.AHEAD: "grey", Stage.RUNNING: "blue", Stage.OVER: "green"}
ROUNDS_A_PAGE = 20


@at_work
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Newest first, each with how far it has come."""
    today, committee = timezone.localdate(), home_committee(request)
    rows = SurveyRound.objects.visible_to(me(request)).filter(committee=committee)
    page = keyset_page(rows, ("-starts_on", "-id"), request.GET.get("after"), size=ROUNDS_A_PAGE)
    covered = coverage_of(page.rows, today)
    context = {
        "page": page,
        "rounds": [
            (row, *stage_words(row), Coverage.total(covered[row.pk].values())) for row in page.rows
        ],
        "may_plan": bool(may_plan(me(request), committee)),
    }
    return render(request, "casework/surveys/rounds.html", context)


def stage_words(round_: SurveyRound) -> tuple[str, str]:
    """(word, colour) of where the round is today."""
    stage = stage_of(round_.starts_on, round_.ends_on, timezone.localdate())
    return stage.label, STAGE_COLOURS[stage]


def find_round(request: HttpRequest, pk: int) -> SurveyRound:
    rows = SurveyRound.objects.visible_to(me(request)).select_related("committee")
    found: SurveyRound = get_object_or_404(rows, pk=pk)
    return found


@at_work
@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who goes where, and how far every building has come."""
    round_, user = find_round(request, pk), me(request)
    covered = coverage_of([round_], timezone.localdate())[pk]
    parts = [(part, covered.get(part.building_id, Coverage())) for part in parts_of(round_)]
    word, colour = stage_words(round_)
    context = {
        "round": round_,
        "word": word,
        "colour": colour,
        "mine": [pair for pair in parts if pair[0].member_id == user.pk],
        "parts": parts,
        "total": Coverage.total(one for _, one in parts),
        "may_plan": bool(may_plan(user, round_.committee)),
    }
    return render(request, "casework/surveys/round.html", context)


@get_or_post
@elected
@once
def new(request: HttpRequest) -> HttpResponseBase:
    committee = home_committee(request)
    form = RoundForm(sent(request), committee=committee, buildings=_buildings(committee))
    if form.is_valid():
        with refusal_in(form):
            made = begin_round(committee, by=me(request), words=form.words, plan=form.plan)
            messages.success(request, f"“{made.title}”排好了，共 {len(form.plan)} 栋楼。")
            return see_other(reverse("survey", args=[made.pk]))
    return _form_page(request, form)


@get_or_post
@elected
@once
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    round_ = find_round(request, pk)
    form = _form_of(request, round_)
    if form.is_valid():
        with refusal_in(form):
            try:
                edit_round(
                    round_,
                    by=me(request),
                    version=form.cleaned_data["version"] or 0,
                    words=form.words,
                    plan=form.plan,
                )
            except Conflict as conflict:
                return _both_texts(request, form, conflict.current)
            messages.success(request, "改好了。")
            return see_other(reverse("survey", args=[pk]))
    return _form_page(request, form, round=round_)


def _form_of(request: HttpRequest, round_: SurveyRound) -> RoundForm:
    committee = round_.committee
    return RoundForm(
        sent(request), committee=committee, buildings=_buildings(committee), round_=round_
    )


def _buildings(committee: Committee) -> list[Building]:
    rows = Building.objects.filter(estate__committee=committee).select_related("estate")
    return list(rows.order_by("estate__order", "estate_id", "order", "pk"))


def _form_page(request: HttpRequest, form: RoundForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 422 if form.is_bound else 200)
    return render(request, "casework/surveys/form.html", {"form": form, **more}, status=status)


def _both_texts(request: HttpRequest, form: RoundForm, current: SurveyRound) -> HttpResponse:
    """Both texts side by side; saving again means: mine on top of theirs."""
    said, today = form.words, timezone.localdate()
    form.data = {**request.POST.dict(), "version": current.version}
    pairs = [
        [
            ("这一轮叫什么", one.title),
            ("从哪天", cn_day(one.starts_on, today)),
            ("到哪天", cn_day(one.ends_on, today)),
            ("主要问什么", one.ask),
        ]
        for one in (current, said)
    ]
    more = {"round": current, "who": last_hand(current), "theirs": pairs[0], "mine": pairs[1]}
    return _form_page(request, form, status=409, **more)
