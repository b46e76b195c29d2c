"""值班表 and every single shift: who is when, and who is there."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.duty.actions import (
    check_in,
    check_out,
    claim_shift,
    note_check_in,
    put_person,
    retime_shift,
    take_back_check_in,
    take_over,
)
from casework.duty.boards import (
    Line,
    coverage,
    days_of,
    gaps_ahead,
    grid_span,
    lines_of,
    monday_of,
    open_swaps,
    published_shifts,
    turn_words,
    turns,
    weeks_of,
)
from casework.duty.forms import (
    CheckOutForm,
    LateForm,
    PutForm,
    ReportForm,
    TakeOverForm,
    TimeForm,
    refusal_in,
)
from casework.duty.handover import leave_point, report_day
from casework.duty.models import HandoverPoint, Rota, Shift
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
from casework.duty.rules import CHECK_IN_FROM, last_month, moment_in, month_of, next_month
from casework.duty.states import RotaState
from casework.duty.telling import when_words
from committees.calendar.querysets import work_calendar
from committees.journal.actions import last_hand
from committees.people.access import at_work, home_committee, me, posted_as
from committees.people.models import User
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.dates import cn_time, parse_day
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import local_url, see_other

director = posted_as(Role.DIRECTOR)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ONE_WEEK = 6
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


# The board


@require_safe
@at_work
def board(request: HttpRequest) -> HttpResponse:
    """A month as a grid (desk) and a week as a list (phone); `view` shows one of them alone."""
    user, committee, at = me(request), home_committee(request), timezone.now()
    today, calendar = timezone.localdate(at), work_calendar()
    chosen = day_asked(request, today)
    month, monday = month_of(chosen), monday_of(chosen)
    first, last = grid_span(month)
    rows = published_shifts().visible_to(user).filter(committee=committee).between(first, last)
    lines = lines_of(rows.order_by("starts_at", "seat"), user, at)
    days = days_of(first, last, lines, calendar, today, month=month)
    of_month = [line for line in lines if month_of(line.shift.day) == month]
    swaps = open_swaps(committee, at)
    context = {
        "view": _view_asked(request),
        "month": month,
        "weeks": weeks_of(days),
        "week": [day for day in days if 0 <= (day.on - monday).days <= ONE_WEEK],
        "weekdays": WEEKDAYS,
        "before": last_month(month),
        "after": next_month(month),
        "week_before": date.fromordinal(monday.toordinal() - 7),
        "week_after": date.fromordinal(monday.toordinal() + 7),
        "today": today,
        "rota": Rota.objects.visible_to(user).filter(committee=committee, month=month).first(),
        "figures": coverage(of_month),
        "empty_seats": sum(line.gap for line in of_month),
        "gaps": gaps_ahead([committee], at, calendar)[committee.pk],
        "turns": turn_words(turns(committee, today)),
        "missing_years": calendar.missing(today),
        "swaps": swaps,
        "swapping": {swap.shift_id for swap in swaps},
        "plans": user.reach.leads(committee.pk),
    }
    return render(request, "casework/duty/board.html", context)


def day_asked(request: HttpRequest, today: date, name: str = "from") -> date:
    """The day in the address; today when there is none or it cannot be read."""
    try:
        return parse_day(request.GET.get(name, "")[:30], today)
    except ValueError:
        return today


def _view_asked(request: HttpRequest) -> str:
    view = request.GET.get("view", "")
    return view if view in ("month", "week") else ""


# One shift


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


def _url(shift: Shift) -> str:
    return reverse("duty-shift", args=[shift.pk])


@require_safe
@at_work
def shift_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _shift_page(request, shift_of(request, pk))


def _shift_page(
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
        "published": published,
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
        return _shift_page(request, shift_of(request, pk), problem=refused.reason, status=422)
    messages.success(request, f"记好了，{when_words(shift, timezone.now())}由您值班。")
    return see_other(_url(shift))


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
        return _shift_page(request, shift_of(request, shift.pk), problem=refused.reason, status=422)
    whose = "" if shift.person_id == user.pk else f"{shift.person}，"
    messages.success(
        request,
        f"签到好了。{whose}{when_words(shift, at)}，{cn_time(at)} 到。",
        extra_tags=f"undo:{reverse('duty-check-in-undo', args=[shift.pk])}",
    )
    return see_other(local_url(request.POST.get("next", ""), fallback=_url(shift)))


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
        return _shift_page(request, shift, problem=refused.reason, status=422)
    messages.success(request, "签到已经撤销。")
    return see_other(_url(shift))


@get_or_post
@at_work
@once
def check_out_page(request: HttpRequest) -> HttpResponseBase:
    """交班: what is left for the next shift, how the day was, done."""
    user, at = me(request), timezone.now()
    named = request.POST.get("shift") or request.GET.get("shift", "")
    shift = shift_of(request, _number(named)) if named else _running_shift(user, at)
    if shift is None:
        return render(request, "casework/duty/check_out_none.html")
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
        "points": left.select_related("left_by", "taken_by"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/check_out.html", context, status=status)


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
            return see_other(_url(shift))
    context = {"form": form, "shift": shift, "line": Line(shift, me(request), at)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/take_over.html", context, status=status)


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
            return see_other(_url(shift))
    context = {"form": form, "shift": shift, "line": Line(shift, me(request), at)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/late.html", context, status=status)


# What the director changes


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
    return _url(shift)


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


@get_or_post
@at_work
@once
def report(request: HttpRequest) -> HttpResponseBase:
    """今天平安, one tap; 有情况 with a few words."""
    committee, at = home_committee(request), timezone.now()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            report_day(
                committee,
                timezone.localdate(at),
                by=me(request),
                quiet=form.cleaned_data["quiet"] == "yes",
                text=form.cleaned_data["text"],
                at=at,
            )
            messages.success(request, "记好了，街道能看到。")
            return see_other(local_url(request.POST.get("next", ""), fallback=reverse("duty")))
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/report.html", {"form": form}, status=status)
