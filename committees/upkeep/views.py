"""Change requests: asked for, looked at, made or not."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.care.views import own_resident
from committees.journal.actions import last_hand
from committees.people.access import at_work, home_committee, me, sent
from committees.submissions.once import once
from committees.territory.access import get_or_post
from committees.upkeep.forms import ApproveForm, ChangeForm, DeclineForm
from committees.upkeep.models import ChangeRequest
from committees.upkeep.policies import may_decide
from committees.upkeep.requests import approve, changes_of, decline, propose, take_back
from committees.upkeep.states import Origin, RequestState
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

PAGE = 30


@at_work
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Waiting ones first, then what was decided."""
    user, committee = me(request), home_committee(request)
    rows = ChangeRequest.objects.visible_to(user).filter(committee=committee).with_people()
    decided = rows.exclude(state=RequestState.WAITING)
    context = {
        "waiting": [_seen(row) for row in rows.waiting().order_by("proposed_at", "pk")],
        "page": keyset_page(decided, ("-proposed_at", "-id"), request.GET.get("after"), PAGE),
        "leads": bool(may_decide(user, committee.pk)),
    }
    return render(request, "committees/upkeep/changes.html", context)


def _seen(row: ChangeRequest) -> dict[str, Any]:
    return {"row": row, "words": "、".join(change.word for change in changes_of(row))}


@get_or_post
@at_work
@once
def change_new(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = own_resident(request, pk)
    form = ChangeForm(sent(request), resident=person)
    if form.is_valid():
        values = form.cleaned_data
        try:
            asked = propose(
                person,
                form.wanted(),
                by=me(request),
                why=values["why"],
                origin=Origin(values["origin"]),
                asked_by=values["asked_by"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "提好了，等主任看。")
            return see_other(reverse("change", args=[asked.pk]))
    context = {"person": person, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "committees/upkeep/change_new.html", context, status=status)


def _found(request: HttpRequest, pk: int) -> ChangeRequest:
    rows = ChangeRequest.objects.visible_to(me(request)).with_people()
    found: ChangeRequest = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: HttpRequest, row: ChangeRequest, *, form: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    listed = changes_of(row)
    waiting = row.state == RequestState.WAITING
    context = {
        "change": row,
        "person": row.resident,
        "changes": listed,
        "stale": waiting and any(one.stale for one in listed),
        "waiting": waiting,
        "decides": waiting and bool(may_decide(me(request), row.committee_id)),
        "mine": waiting and row.proposed_by_id == me(request).pk,
        "form": form or DeclineForm(),
        **more,
    }
    return render(request, "committees/upkeep/change.html", context, status=status)


@at_work
@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What stood there, what stands there now, what it should be."""
    return _page(request, _found(request, pk))


@at_work
@require_POST
@once
def change_approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _found(request, pk)
    form = ApproveForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        approve(row, by=me(request), version=version, at=timezone.now())
    except Refused as refused:
        return _page(request, _found(request, pk), status=422, problem=refused.reason)
    except Conflict as conflict:
        who = last_hand(conflict.current)
        problem = f"{who}刚才也改了这个人的资料。下面是现在的，请再看一遍。"
        return _page(request, _found(request, pk), status=409, problem=problem)
    messages.success(request, "改好了。")
    return see_other(reverse("change", args=[pk]))


@at_work
@require_POST
@once
def change_decline(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _found(request, pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            decline(row, by=me(request), answer=form.cleaned_data["answer"], at=timezone.now())
        except Refused as refused:
            return _page(request, row, form=form, status=422, problem=refused.reason)
        messages.success(request, "记好了，没有改。")
        return see_other(reverse("change", args=[pk]))
    return _page(request, row, form=form, status=422)


@at_work
@require_POST
@once
def change_withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _found(request, pk)
    try:
        take_back(row, by=me(request), at=timezone.now())
    except Refused as refused:
        return _page(request, row, status=422, problem=refused.reason)
    messages.success(request, "收回了。")
    return see_other(reverse("changes"))
