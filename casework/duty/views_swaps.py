"""换班: ask, answer, decide."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.duty.approvals import approval_of
from casework.duty.fields import refusal_in
from casework.duty.forms import SwapForm
from casework.duty.lines import published_shifts
from casework.duty.models import Swap
from casework.duty.policies import (
    may_answer_swap,
    may_decide_swap,
    may_withdraw_swap,
)
from casework.duty.states import SwapApproval, SwapState
from casework.duty.swaps import (
    WAITS,
    approve_swap,
    ask_swap,
    consent_swap,
    decline_swap,
    refuse_swap,
    withdraw_swap,
)
from casework.duty.views import get_or_post
from committees.people.access import at_work, home_committee, me
from committees.people.models import User
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

MOST_SHOWN = 20
SWAP_WORDS = {
    "decline": "记下了：对方不方便。",
    "withdraw": "换班取消了。",
    "approve": "换好了，值班表已经改过来，两个人都会收到消息。",
    "refuse": "记下了：这次不换。",
}


@require_safe
@at_work
def swaps(request: HttpRequest) -> HttpResponse:
    return _swaps_page(request)


def _swaps_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """What waits for an answer, then what was settled lately; each with what one may do."""
    user, at = me(request), timezone.now()
    approval = approval_of(home_committee(request))
    rows = (
        Swap.objects.visible_to(user)
        .filter(committee=home_committee(request))
        .select_related(
            "shift", "in_return", "giver", "taker", "asked_by", "answered_by", "decided_by"
        )
    )
    waiting = Q(state__in=[SwapState.ASKED, SwapState.AGREED], shift__starts_at__gt=at)
    context = {
        "open": [_with_rights(user, swap, approval) for swap in rows.filter(waiting)],
        "waits_for": WAITS[approval],
        "settled": rows.exclude(waiting)[:MOST_SHOWN],
        "problem": problem,
    }
    return render(request, "casework/duty/swaps.html", context, status=status)


def _with_rights(user: User, swap: Swap, approval: SwapApproval) -> dict[str, Any]:
    asked, agreed = swap.state == SwapState.ASKED, swap.state == SwapState.AGREED
    return {
        "swap": swap,
        "may_answer": asked and bool(may_answer_swap(user, swap)),
        "by_phone": user.pk != swap.taker_id,
        "may_decide": agreed and bool(may_decide_swap(user, swap, approval)),
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
    context = {"form": form, "approval": approval_of(committee)}
    return render(request, "casework/duty/swap_new.html", context, status=status)


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
    messages.success(request, SWAP_WORDS.get(answer) or _after_consent(swap))
    return see_other(reverse("duty-swaps"))


def _after_consent(swap: Swap) -> str:
    """Where nobody has to approve, the consent was the last word."""
    swap.refresh_from_db()
    if swap.state == SwapState.DONE:
        return SWAP_WORDS["approve"]
    return f"记下了：对方愿意，{WAITS[approval_of(swap.committee)]}。"


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
