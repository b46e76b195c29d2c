"""没办完的事: what one shift leaves to the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.desk.forms import PointForm
from casework.desk.handover import leave_point, reopen_point, settle_point, take_point
from casework.duty.fields import refusal_in
from casework.duty.models import HandoverPoint
from casework.duty.policies import (
    may_take_point,
)
from casework.duty.views import get_or_post
from casework.knocks.shown import open_knocks
from committees.people.access import at_work, home_committee, me
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

MOST_SHOWN = 20


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
        "knocks": open_knocks(user, home_committee(request)),
        "points": [
            (point, bool(may_take_point(user, point))) for point in rows.filter(settled_at=None)
        ],
        "settled": rows.filter(settled_at__isnull=False).order_by("-settled_at")[:MOST_SHOWN],
        "today": timezone.localdate(),
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "casework/desk/handover.html", context, status=status)


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
