"""At the desk: 签到, 补签, 接替, 交班."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.desk.forms import CheckOutForm, LateForm, TakeOverForm
from casework.desk.handover import leave_point
from casework.desk.presence import check_in, check_out, note_check_in, take_back_check_in, take_over
from casework.duty.fields import refusal_in
from casework.duty.lines import Line, published_shifts
from casework.duty.models import HandoverPoint, Shift
from casework.duty.rules import CHECK_IN_FROM, moment_in
from casework.duty.telling import when_words
from casework.duty.views import get_or_post
from casework.duty.views_shift import shift_of, shift_url, show_shift
from casework.holidays.actions import report_day
from casework.knocks.shown import open_knocks
from committees.people.access import at_work, me
from committees.people.models import User
from committees.submissions.once import once
from jiedao.common.dates import cn_time
from jiedao.common.errors import Refused
from jiedao.common.http import local_url, see_other


@require_POST
@at_work
@once
def check_in_now(request: HttpRequest) -> HttpResponseBase:
    """签到, one tap. The shift named in the form; without one, one's own of this hour."""
    user, at = me(request), timezone.now()
    named = request.POST.get("shift", "")
    shift = shift_of(request, _number(named)) if named else _own_shift(user, at)
    if shift is None:
        messages.info(request, "您现在没有要签到的班。")
        return see_other(reverse("duty"))
    try:
        shift = check_in(shift, by=user, at=at)
    except Refused as refused:
        return show_shift(request, shift_of(request, shift.pk), problem=refused.reason, status=422)
    whose = "" if shift.person_id == user.pk else f"{shift.person}，"
    messages.success(
        request,
        f"签到好了。{whose}{when_words(shift, at)}，{cn_time(at)} 到。",
        extra_tags=f"undo:{reverse('duty-check-in-undo', args=[shift.pk])}",
    )
    return see_other(local_url(request.POST.get("next", ""), fallback=shift_url(shift)))


def _number(text: str) -> int:
    """A row's number from a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _own_shift(user: User, at: datetime) -> Shift | None:
    rows = (
        published_shifts()
        .visible_to(user)
        .filter(person=user, starts_at__lte=at + CHECK_IN_FROM, ends_at__gt=at)
    )
    return rows.filter(checked_in_at=None).order_by("starts_at").first()


@require_POST
@at_work
@once
def check_in_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """撤销 of a check-in."""
    shift = shift_of(request, pk)
    try:
        take_back_check_in(shift, by=me(request), at=timezone.now())
    except Refused as refused:
        return show_shift(request, shift, problem=refused.reason, status=422)
    messages.success(request, "签到已经撤销。")
    return see_other(shift_url(shift))


@get_or_post
@at_work
@once
def check_out_page(request: HttpRequest) -> HttpResponseBase:
    """交班: what is left for the next shift, how the day was, done."""
    user, at = me(request), timezone.now()
    named = request.POST.get("shift") or request.GET.get("shift", "")
    shift = shift_of(request, _number(named)) if named else _running_shift(user, at)
    if shift is None:
        return render(request, "casework/desk/check_out_none.html")
    form = CheckOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            _hand_over(shift, form.cleaned_data, by=user, at=at)
            messages.success(request, "交班好了，谢谢您。")
            return see_other(reverse("duty-handover"))
    left = HandoverPoint.objects.visible_to(user).filter(committee=shift.committee, settled_at=None)
    context = {
        "form": form,
        "shift": shift,
        "line": Line(shift, user, at),
        "knocks": open_knocks(user, shift.committee),
        "points": left.select_related("left_by", "taken_by"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/desk/check_out.html", context, status=status)


def _running_shift(user: User, at: datetime) -> Shift | None:
    rows = (
        published_shifts()
        .visible_to(user)
        .filter(person=user, starts_at__lte=at, checked_in_at__isnull=False, checked_out_at=None)
    )
    return rows.order_by("-starts_at").first()


def _hand_over(shift: Shift, data: dict[str, Any], *, by: User, at: datetime) -> None:
    """All of it or nothing."""
    with transaction.atomic():
        check_out(shift, by=by, at=at)
        for text in data["points"]:
            leave_point(shift.committee, text, by=by, at=at, from_shift=shift)
        if data["report"]:
            report_day(
                shift.committee,
                timezone.localdate(at),
                by=by,
                quiet=data["report"] == "quiet",
                text=data["text"],
                at=at,
            )


@get_or_post
@at_work
@once
def take_over_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """接替 a running shift, with the reason."""
    shift, at = shift_of(request, pk), timezone.now()
    form = TakeOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            take_over(shift, by=me(request), why=form.cleaned_data["why"], at=at)
            messages.success(request, "接替好了，这一班现在由您值。")
            return see_other(shift_url(shift))
    context = {"form": form, "shift": shift, "line": Line(shift, me(request), at)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/desk/take_over.html", context, status=status)


@get_or_post
@at_work
@once
def late_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """补签: she was there, and it is written down now."""
    shift, at = shift_of(request, pk), timezone.now()
    form = LateForm(
        request.POST if request.method == "POST" else None,
        initial={"came": timezone.localtime(shift.starts_at).time()},
    )
    if form.is_valid():
        came_at = moment_in(shift, form.cleaned_data["came"])
        with refusal_in(form):
            note_check_in(shift, by=me(request), came_at=came_at, at=at)
            messages.success(request, "补签好了，写明是后来补的。")
            return see_other(shift_url(shift))
    context = {"form": form, "shift": shift, "line": Line(shift, me(request), at)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/desk/late.html", context, status=status)
