"""Pages of a 民主评议: the count, its result, and the papers before it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.people.access import at_work, me, posted_as
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from meetings.convening.models import Meeting
from meetings.reviews.actions import count_review, in_danger
from meetings.reviews.forms import ReviewForm
from meetings.reviews.models import Review
from meetings.reviews.officers import officers_of
from meetings.reviews.policies import WITH_REVIEW, may_count
from meetings.reviews.rules import ENDS_WORDS, Grade

director = posted_as(Role.DIRECTOR)


@require_GET
@at_work
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The result; grades are published on paper, never searchable on the web (R40)."""
    meeting = _meeting(request, pk)
    found = Review.objects.visible_to(me(request)).filter(meeting=meeting)
    review = found.select_related("counter", "second").first()
    gradings = list(review.gradings.select_related("person")) if review else []
    context = {
        "meeting": meeting,
        "review": review,
        "gradings": gradings,
        "danger": in_danger(meeting, [one.person for one in gradings]),
        "ends_words": ENDS_WORDS,
        "may_count": bool(may_count(me(request), meeting)),
        "grades": Grade.labels,
    }
    return render(request, "meetings/reviews/page.html", context)


@require_http_methods(["GET", "POST"])
@director
@once
def review_count(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    if not me(request).reach.leads(meeting.committee_id):
        raise Http404
    there = Review.objects.filter(meeting=meeting).first()
    form = ReviewForm(
        request.POST or None,
        initial=_first(there),
        meeting=meeting,
        mandates=officers_of(meeting),
        there=there,
    )
    if form.is_valid():
        counters = (form.cleaned_data["counter"], form.cleaned_data["second"])
        try:
            count_review(
                meeting,
                by=me(request),
                papers=form.papers,
                counters=counters,
                marks=form.marks,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "评议结果记好了。")
            return see_other(reverse("review", args=[meeting.pk]))
    context = {"form": form, "meeting": meeting, "grades": Grade.labels}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/reviews/count.html", context, status=status)


def _first(there: Review | None) -> dict[str, Any]:
    if there is None:
        return {"invalid": 0}
    return {
        "issued": there.issued,
        "collected": there.collected,
        "invalid": there.invalid,
        "counter": there.counter_id,
        "second": there.second_id,
    }


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(me(request)).filter(kind__key__in=WITH_REVIEW)
    meeting: Meeting = get_object_or_404(rows.select_related("committee", "kind"), pk=pk)
    return meeting
