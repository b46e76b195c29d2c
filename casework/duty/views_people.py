"""Between colleagues: 换班, 请假, 交班."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.duty.boards import published_shifts
from casework.duty.forms import LeaveForm, PointForm, SwapForm, colleagues, refusal_in
from casework.duty.handover import (
    ask_leave,
    cancel_leave,
    leave_point,
    reopen_point,
    settle_point,
    take_point,
)
from casework.duty.models import HandoverPoint, Leave, Swap
from casework.duty.policies import (
    may_answer_swap,
    may_cancel_leave,
    may_decide_swap,
    may_take_point,
    may_withdraw_swap,
)
from casework.duty.states import SwapState
from casework.duty.swaps import (
    approve_swap,
    ask_swap,
    consent_swap,
    decline_swap,
    refuse_swap,
    withdraw_swap,
)
from casework.duty.telling import when_words
from casework.duty.views import get_or_post
from committees.people.access import at_work, home_committee, me
from committees.people.models import User
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

MOST_SHOWN = 20
SWAP_WORDS = {
    "agree": "记下了：对方愿意，等主任同意。",
    "decline": "记下了：对方不方便。",
    "withdraw": "换班取消了。",
    "approve": "换好了，值班表已经改过来，两个人都会收到消息。",
    "refuse": "记下了：这次不换。",
}


# Swaps


@require_safe
@at_work
def swaps(request: HttpRequest) -> HttpResponse:
    return _swaps_page(request)


def _swaps_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """What waits for an answer, then what was settled lately; each with what one may do."""
    user, at = me(request), timezone.now()
    rows = (
        Swap.objects.visible_to(user)
        .filter(committee=home_committee(request))
        .select_related(
            "shift", "in_return", "giver", "taker", "asked_by", "answered_by", "decided_by"
        )
    )
    waiting = Q(state__in=[SwapState.ASKED, SwapState.AGREED], shift__starts_at__gt=at)
    context = {
        "open": [_with_rights(user, swap) for swap in rows.filter(waiting)],
        "settled": rows.exclude(waiting)[:MOST_SHOWN],
        "problem": problem,
    }
    return render(request, "casework/duty/swaps.html", context, status=status)


def _with_rights(user: User, swap: Swap) -> dict[str, Any]:
    asked, agreed = swap.state == SwapState.ASKED, swap.state == SwapState.AGREED
    return {
        "swap": swap,
        "may_answer": asked and bool(may_answer_swap(user, swap)),
        "by_phone": user.pk != swap.taker_id,
        "may_decide": agreed and bool(may_decide_swap(user, swap)),
        "may_withdraw": bool(may_withdraw_swap(user, swap)),
    }


@get_or_post
@at_work
@once
def swap_new(request: HttpRequest) -> HttpResponseBase:
    """换班: pick the shift, pick the person, send."""
    user, committee, at = me(request), home_committee(request), timezone.now()
    form = _swap_form(request, user, committee)
    if form.is_valid():
        with refusal_in(form):
            swap = ask_swap(by=user, at=at, **form.cleaned_data)
            messages.success(request, f"发给 {swap.taker} 了，等对方答复。")
            return see_other(reverse("duty-swaps"))
    status = 422 if form.is_bound else 200
    return render(request, "casework/duty/swap_new.html", {"form": form}, status=status)


def _swap_form(request: HttpRequest, user: User, committee: Committee) -> SwapForm:
    """The elected may also write down what a colleague said on the phone."""
    at = timezone.now()
    ahead = (
        published_shifts()
        .visible_to(user)
        .filter(committee=committee, starts_at__gt=at, person__isnull=False)
        .order_by("starts_at", "seat")
    )
    own = ahead if committee.pk in user.reach.elected_in else ahead.filter(person=user)
    return SwapForm(
        request.POST if request.method == "POST" else None,
        committee=committee,
        own=own,
        others=ahead,
        at=at,
        on=timezone.localdate(at),
        initial={"shift": request.GET.get("shift", "")},
    )


@require_POST
@at_work
@once
def swap_answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One address for the answers of the other person, the director and whoever asked."""
    swap = get_object_or_404(Swap.objects.visible_to(me(request)), pk=pk)
    answer = request.POST.get("answer", "")
    try:
        _carry_out(swap, answer, request)
    except Refused as refused:
        return _swaps_page(request, problem=refused.reason, status=422)
    messages.success(request, SWAP_WORDS[answer])
    return see_other(reverse("duty-swaps"))


def _carry_out(swap: Swap, answer: str, request: HttpRequest) -> None:
    by, at = me(request), timezone.now()
    if answer == "agree":
        consent_swap(swap, by=by, at=at)
    elif answer == "decline":
        decline_swap(swap, by=by, at=at)
    elif answer == "withdraw":
        withdraw_swap(swap, by=by, at=at)
    elif answer == "approve":
        approve_swap(swap, by=by, at=at)
    elif answer == "refuse":
        refuse_swap(swap, by=by, why=request.POST.get("why", "")[:80], at=at)
    else:
        raise Refused("没看懂您的答复，请再按一次。")


# Leave


@get_or_post
@at_work
@once
def leave(request: HttpRequest) -> HttpResponseBase:
    """请假: the rotation goes around these days."""
    user, committee, at = me(request), home_committee(request), timezone.now()
    form = _leave_form(user, committee, request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        with refusal_in(form):
            ask_leave(committee, by=user, at=at, **data)
            messages.success(request, f"记好了，{data['person']}的请假排班时会避开。")
            return see_other(reverse("duty-leave"))
    return _leave_page(request, form)


def _leave_form(user: User, committee: Committee, data: Any = None) -> LeaveForm:
    elected = committee.pk in user.reach.elected_in
    everybody = colleagues(committee, timezone.localdate())
    return LeaveForm(
        data,
        people=everybody if elected else everybody.filter(pk=user.pk),
        initial={"person": user},
    )


def _leave_page(request: HttpRequest, form: LeaveForm, *, problem: str = "") -> HttpResponse:
    """The form, coming leave, and published shifts that fall into it."""
    user, today = me(request), timezone.localdate()
    rows = Leave.objects.visible_to(user).filter(
        committee=home_committee(request), until__gte=today
    )
    leaves = list(rows.select_related("person").order_by("since", "pk"))
    inside = Q(pk__in=[])
    for one in leaves:
        inside |= Q(person=one.person_id, day__gte=one.since, day__lte=one.until)
    clashes = (
        published_shifts()
        .visible_to(user)
        .filter(inside, committee=home_committee(request), starts_at__gt=timezone.now())
        .order_by("starts_at")
    )
    context = {
        "form": form,
        "leaves": [(one, bool(may_cancel_leave(user, one))) for one in leaves],
        "clashes": [(shift, when_words(shift, timezone.now())) for shift in clashes],
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "casework/duty/leave.html", context, status=status)


@require_POST
@at_work
@once
def leave_cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """销假."""
    user = me(request)
    subject = get_object_or_404(Leave.objects.visible_to(user), pk=pk)
    try:
        cancel_leave(subject, by=user, on=timezone.localdate())
    except Refused as refused:
        form = _leave_form(user, home_committee(request))
        return _leave_page(request, form, problem=refused.reason)
    messages.success(request, "请假取消了。")
    return see_other(reverse("duty-leave"))


# Hand-over


@get_or_post
@at_work
@once
def handover(request: HttpRequest) -> HttpResponseBase:
    """没办完的事: what earlier shifts left, and one line to leave another."""
    form = PointForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            leave_point(
                home_committee(request),
                form.cleaned_data["text"],
                by=me(request),
                at=timezone.now(),
            )
            messages.success(request, "留好了，下一班会看到。")
            return see_other(reverse("duty-handover"))
    return _handover_page(request, form)


def _handover_page(request: HttpRequest, form: PointForm, *, problem: str = "") -> HttpResponse:
    user = me(request)
    rows = (
        HandoverPoint.objects.visible_to(user)
        .filter(committee=home_committee(request))
        .select_related("left_by", "taken_by")
    )
    context = {
        "form": form,
        "points": [
            (point, bool(may_take_point(user, point))) for point in rows.filter(settled_at=None)
        ],
        "settled": rows.filter(settled_at__isnull=False).order_by("-settled_at")[:MOST_SHOWN],
        "today": timezone.localdate(),
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "casework/duty/handover.html", context, status=status)


def _point(request: HttpRequest, pk: int) -> HandoverPoint:
    return get_object_or_404(HandoverPoint.objects.visible_to(me(request)), pk=pk)


def _on_point(
    request: HttpRequest, pk: int, act: Any, words: str, undo: str = ""
) -> HttpResponseBase:
    point = _point(request, pk)
    try:
        act(point, by=me(request), at=timezone.now())
    except Refused as refused:
        return _handover_page(request, PointForm(), problem=refused.reason)
    tag = f"undo:{reverse(undo, args=[pk])}" if undo else ""
    messages.success(request, words, extra_tags=tag)
    return see_other(reverse("duty-handover"))


@require_POST
@at_work
@once
def point_take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """我接下了."""
    return _on_point(request, pk, take_point, "接下了，办完再按“办完了”。")


@require_POST
@at_work
@once
def point_settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """办完了."""
    return _on_point(request, pk, settle_point, "办完了，谢谢您。", "duty-point-reopen")


@require_POST
@at_work
@once
def point_reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """撤销 of 办完了."""
    return _on_point(request, pk, reopen_point, "已经放回没办完的事里。")
