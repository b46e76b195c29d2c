"""One shift: its page, claiming it, and what the director changes."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.duty.fields import refusal_in
from casework.duty.forms import PutForm, TimeForm
from casework.duty.lines import Line
from casework.duty.models import Shift
from casework.duty.policies import (
    may_ask_swap,
    may_be_changed,
    may_check_in,
    may_check_out,
    may_note_check_in,
    may_plan,
    may_take_back_check_in,
    may_take_over,
)
from casework.duty.shifts import claim_shift, put_person, retime_shift
from casework.duty.states import RotaState
from casework.duty.telling import when_words
from casework.duty.views import director, get_or_post
from casework.knocks.shown import open_knocks
from committees.journal.actions import last_hand
from committees.people.access import at_work, me
from committees.reach.states import Role
from committees.reminders.deliveries import deliveries_of
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


def shift_of(request: HttpRequest, pk: int) -> Shift:
    """A shift of one's committee; those of a draft are the director's alone."""
    user = me(request)
    planned = user.reach.committees_as([Role.DIRECTOR])
    shown = Q(rota__state=RotaState.PUBLISHED) | Q(committee__in=planned)
    rows = Shift.objects.visible_to(user).filter(shown)
    shift: Shift = get_object_or_404(
        rows.select_related(
            "rota", "committee", "person", "lead", "taken_over_from", "checked_in_by"
        ),
        pk=pk,
    )
    return shift


def shift_url(shift: Shift) -> str:
    return reverse("duty-shift", args=[shift.pk])


@require_safe
@at_work
def shift_page(request: HttpRequest, pk: int) -> HttpResponse:
    return show_shift(request, shift_of(request, pk))


def show_shift(
    request: HttpRequest, shift: Shift, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """One shift, and what this person may do with it now."""
    user, at = me(request), timezone.now()
    published = shift.rota.state == RotaState.PUBLISHED
    ahead = bool(may_be_changed(shift, at))
    context = {
        "line": Line(shift, user, at),
        "shift": shift,
        "problem": problem,
        "knocks": open_knocks(user, shift.committee),
        "published": published,
        "deliveries": deliveries_of(shift),
        "swap": shift.swaps.filter(state__in=["asked", "agreed"]).first(),
        "may_claim": published and shift.person_id is None and shift.ends_at > at,
        "may_check_in": bool(may_check_in(user, shift, at)),
        "may_check_out": bool(may_check_out(user, shift)) and shift.check_in_noted_at is None,
        "may_take_back": bool(may_take_back_check_in(user, shift)),
        "may_take_over": bool(may_take_over(user, shift, at)),
        "may_swap": bool(may_ask_swap(user, shift, at)),
        "may_note": shift.ends_at <= at
        and bool(may_note_check_in(user, shift, shift.starts_at, at)),
        "may_change": ahead and bool(may_plan(user, shift.committee_id)),
    }
    return render(request, "casework/duty/shift.html", context, status=status)


@require_POST
@at_work
@once
def claim(request: HttpRequest, pk: int) -> HttpResponseBase:
    """我来值: an empty seat."""
    shift = shift_of(request, pk)
    try:
        claim_shift(shift, by=me(request), at=timezone.now())
    except Refused as refused:
        return show_shift(request, shift_of(request, pk), problem=refused.reason, status=422)
    messages.success(request, f"记好了，{when_words(shift, timezone.now())}由您值班。")
    return see_other(shift_url(shift))


@get_or_post
@director
@once
def put_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """换人: another person on the seat, or nobody."""
    shift, at = shift_of(request, pk), timezone.now()
    form = PutForm(
        request.POST if request.method == "POST" else None,
        committee=shift.committee,
        on=timezone.localdate(at),
        initial={"person": shift.person, "lead": shift.lead, "version": shift.version},
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            with refusal_in(form):
                put_person(
                    shift,
                    by=me(request),
                    person=data["person"],
                    lead=data["lead"],
                    version=data["version"],
                    at=at,
                )
                messages.success(request, f"{when_words(shift, at)}改好了。")
                return see_other(_after_change(shift))
        except Conflict as conflict:
            mine = [("谁值班", data["person"]), ("谁带班", data["lead"])]
            theirs = [("谁值班", conflict.current.person), ("谁带班", conflict.current.lead)]
            return _both(request, "put", form, conflict.current, theirs, mine)
    return _change_page(request, "put", form, shift)


@get_or_post
@director
@once
def time_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """改时间: other hours on the same day."""
    shift, at = shift_of(request, pk), timezone.now()
    now = {
        "starts": timezone.localtime(shift.starts_at).time(),
        "ends": timezone.localtime(shift.ends_at).time(),
    }
    form = TimeForm(
        request.POST if request.method == "POST" else None,
        initial={**now, "version": shift.version},
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            with refusal_in(form):
                retime_shift(shift, by=me(request), at=at, **data)
                messages.success(request, f"{when_words(shift, at)}的时间改好了。")
                return see_other(_after_change(shift))
        except Conflict as conflict:
            mine = [("时间", f"{form['starts'].value()}–{form['ends'].value()}")]
            theirs = [("时间", Line(conflict.current, me(request), at).hours)]
            return _both(request, "time", form, conflict.current, theirs, mine)
    return _change_page(request, "time", form, shift)


def _after_change(shift: Shift) -> str:
    """A draft goes on being planned; a published shift is looked at."""
    if shift.rota.state == RotaState.DRAFT:
        return f"{reverse('duty-plan')}?month={shift.day:%Y-%m-%d}"
    return shift_url(shift)


def _change_page(
    request: HttpRequest, what: str, form: Any, shift: Shift, *, status: int = 0, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "shift": shift,
        "line": Line(shift, me(request), timezone.now()),
        "published": shift.rota.state == RotaState.PUBLISHED,
        **more,
    }
    status = status or (422 if form.is_bound else 200)
    return render(request, f"casework/duty/{what}.html", context, status=status)


def _both(
    request: HttpRequest, what: str, form: Any, current: Shift, theirs: Any, mine: Any
) -> HttpResponse:
    """Somebody saved first: both texts, and the form claims the newest version."""
    form.data = form.data.copy()
    form.data["version"] = str(current.version)
    both = {"who": last_hand(current), "theirs": theirs, "mine": mine}
    return _change_page(request, what, form, shift_of(request, current.pk), status=409, **both)
