"""Pages of the rosters: representatives by group, the supervision committee, demands."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.people.access import at_work, elected, home_committee, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from committees.terms.models import Mandate
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.masks import mask_phone
from meetings.representatives.actions import (
    add_seats,
    answer_demand,
    change_seat,
    end_seat,
    note_demand,
)
from meetings.representatives.forms import AddForm, AnswerForm, DemandForm, EndForm, SeatForm
from meetings.representatives.models import Demand, Seat
from meetings.representatives.rules import DEMAND_SHARE, MakeUp, group_rank
from meetings.representatives.states import Board

director = posted_as(Role.DIRECTOR)


def make_up(committee: Committee, day: date) -> MakeUp:
    """Who sits in the representatives' meeting on that day. Two queries."""
    seats = list(Seat.objects.representatives().filter(committee=committee).on(day))
    officers = Mandate.objects.filter(committee=committee).on(day).values("person").distinct()
    return MakeUp(len(seats), officers.count(), sum(seat.is_woman for seat in seats))


@require_GET
@at_work
def roster(request: HttpRequest) -> HttpResponse:
    committee, today = home_committee(request), timezone.localdate()
    seats = list(Seat.objects.on(today).filter(committee=committee).visible_to(me(request)))
    for seat in seats:
        seat.masked = mask_phone(seat.phone) if seat.phone else ""
    members = sorted(
        (seat for seat in seats if seat.board == Board.REPRESENTATIVE),
        key=lambda seat: (*group_rank(seat.group), seat.pk),
    )
    context = {
        "committee": committee,
        "groups": [(group, list(rows)) for group, rows in groupby(members, lambda one: one.group)],
        "supervisors": [seat for seat in seats if seat.board == Board.SUPERVISOR],
        "make_up": make_up(committee, today),
        "demands": Demand.objects.filter(committee=committee).open(),
        "least": DEMAND_SHARE.least(len(members)),
        "keeps": committee.pk in me(request).reach.elected_in,
        "leads": me(request).reach.leads(committee.pk),
    }
    return render(request, "meetings/representatives/roster.html", context)


@require_http_methods(["GET", "POST"])
@elected
@once
def add(request: HttpRequest) -> HttpResponse:
    committee = home_committee(request)
    first = {"board": request.GET.get("board", Board.REPRESENTATIVE), "since": timezone.localdate()}
    form = AddForm(request.POST or None, initial=first)
    if form.is_valid():
        fields = form.cleaned_data
        try:
            made = add_seats(
                committee,
                by=me(request),
                board=fields["board"],
                seats=fields["lines"],
                since=fields["since"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"记上了 {len(made)} 人。")
            return see_other(reverse("representatives"))
    return _form(request, form, "写进名册", "保存", "roster-add")


@require_http_methods(["GET", "POST"])
@elected
@once
def seat_edit(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    first = {"group": seat.group, "office": seat.office, "phone": seat.phone}
    form = SeatForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            change_seat(seat, by=me(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "改好了。")
            return see_other(reverse("representatives"))
    return _form(request, form, f"改{seat.name}", "保存", "roster-seat")


@require_http_methods(["GET", "POST"])
@director
@once
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    form = EndForm(request.POST or None, initial={"until": timezone.localdate()})
    if form.is_valid():
        try:
            end_seat(seat, by=me(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"记好了：{seat.name}不再担任。")
            return see_other(reverse("representatives"))
    return _form(request, form, f"{seat.name}不再担任", "记下", "roster-end")


@require_http_methods(["GET", "POST"])
@elected
@once
def demand_new(request: HttpRequest) -> HttpResponse:
    committee = home_committee(request)
    first = {"asked_on": timezone.localdate()}
    form = DemandForm(request.POST or None, initial=first, committee=committee)
    if form.is_valid():
        fields = form.cleaned_data
        try:
            note_demand(
                committee,
                by=me(request),
                subject=fields["subject"],
                seats=list(fields["seats"]),
                asked_on=fields["asked_on"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了，主任会收到消息。")
            return see_other(reverse("representatives"))
    return _form(request, form, "代表要求开会", "记下", "roster-demand")


@require_http_methods(["GET", "POST"])
@director
@once
def demand_answer(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Demand.objects.visible_to(me(request)).select_related("committee")
    demand = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None, committee=demand.committee)
    if form.is_valid():
        try:
            answer_demand(demand, by=me(request), meeting=form.cleaned_data["meeting"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "记好了。")
            return see_other(reverse("representatives"))
    return _form(request, form, f"已经召集：{demand.subject}", "记下", "roster-answer")


@require_GET
@at_work
def roster_print(request: HttpRequest) -> HttpResponse:
    """The rosters on paper, with a column to sign."""
    committee, today = home_committee(request), timezone.localdate()
    seats = Seat.objects.on(today).filter(committee=committee).visible_to(me(request))
    context = {"committee": committee, "seats": list(seats), "make_up": make_up(committee, today)}
    return render(request, "meetings/representatives/print.html", context)


def _seat(request: HttpRequest, pk: int) -> Seat:
    rows = Seat.objects.visible_to(me(request)).select_related("committee")
    seat: Seat = get_object_or_404(rows, pk=pk)
    return seat


def _form(request: HttpRequest, form: Any, heading: str, button: str, draft: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/representatives/form.html", context, status=status)
