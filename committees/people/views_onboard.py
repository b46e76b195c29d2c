"""A whole committee comes in on one page, and every right in force is read through (R19)."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from committees.people import actions
from committees.people.access import me, sent
from committees.people.actions import Newcomer
from committees.people.forms_onboard import OnboardForm
from committees.people.models import Posting
from committees.people.slips import add_slips
from committees.people.views import FROM_TODAY, administers, get_or_post
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@administers
@require_GET
def rights_review(request: HttpRequest) -> HttpResponse:
    """Every right in force, by place, to be read through and signed once a year (R19)."""
    today = timezone.localdate()
    rows = (
        Posting.objects.visible_to(me(request))
        .on(today)
        .select_related("user", "committee", "body")
        .order_by("committee__order", "committee_id", "role", "since", "pk")
    )
    context = {"postings": rows, "today": today, "long_ago": today - timedelta(days=365)}
    return render(request, "committees/people/review.html", context)


@administers
@require_GET
def onboard_choose(request: HttpRequest) -> HttpResponse:
    """The committees in the street's order, those without a director first to be seen."""
    today = timezone.localdate()
    held = Posting.objects.on(today).exclude(committee=None)
    leaders = set(held.filter(role=Role.DIRECTOR).values_list("committee_id", flat=True))
    counts: dict[int, int] = {}
    for committee_id in held.values_list("committee_id", flat=True):
        counts[committee_id] = counts.get(committee_id, 0) + 1
    rows = [
        {"committee": row, "led": row.pk in leaders, "people": counts.get(row.pk, 0)}
        for row in Committee.objects.visible_to(me(request)).in_street_order()
    ]
    return render(request, "committees/people/onboard_choose.html", {"rows": rows})


@administers
@get_or_post
@once
def onboard(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole committee on one page: director, members, contact persons (R19)."""
    user, at = me(request), timezone.now()
    committee = get_object_or_404(Committee.objects.visible_to(user), slug=slug)
    form = OnboardForm(sent(request), committee=committee, initial=FROM_TODAY)
    if form.is_bound and form.is_valid():
        try:
            done = actions.onboard(
                committee,
                _newcomers(form, committee),
                by=user,
                since=form.cleaned_data["since"],
                at=at,
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{committee}接进来了，新加 {len(done)} 个岗位。")
            add_slips(request, [(one.person, one.code) for one in done], at)
            return see_other(reverse("slips"))
    held = (
        Posting.objects.visible_to(user)
        .filter(committee=committee)
        .on(timezone.localdate())
        .select_related("user")
    )
    context = {"committee": committee, "form": form, "held": held}
    status = 422 if form.errors else 200
    return render(request, "committees/people/onboard.html", context, status=status)


def _newcomers(form: OnboardForm, committee: Committee) -> list[Newcomer]:
    return [
        Newcomer(
            name=name,
            phone=phone,
            role=role,
            committee=committee,
            body_name=body,
        )
        for role, name, phone, body in form.people()
    ]
