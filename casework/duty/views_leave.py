"""请假: the rotation goes around these days."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.duty.fields import colleagues, refusal_in
from casework.duty.forms import LeaveForm
from casework.duty.leave import ask_leave, cancel_leave
from casework.duty.lines import published_shifts
from casework.duty.models import Leave
from casework.duty.policies import (
    may_cancel_leave,
)
from casework.duty.telling import when_words
from casework.duty.views import get_or_post
from committees.people.access import at_work, home_committee, me
from committees.people.models import User
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


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
