"""All 34, in the street's order: how far each one's round has come. Counts, never ranked."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.surveys.coverage import coverage_of
from casework.surveys.models import SurveyRound
from casework.surveys.rules import Coverage
from casework.surveys.views import stage_words
from committees.people.access import me, street_staff
from committees.territory.models import Committee

LOOKS_BACK = timedelta(days=366)


@street_staff
@require_safe
def street(request: HttpRequest) -> HttpResponse:
    """The newest round of every committee that has begun; an empty line where there is none."""
    user, today = me(request), timezone.localdate()
    committees = list(Committee.objects.visible_to(user).in_street_order())
    begun = SurveyRound.objects.filter(
        committee__in=committees, starts_on__lte=today, ends_on__gte=today - LOOKS_BACK
    )
    newest: dict[int, SurveyRound] = {}
    for row in begun.order_by("starts_on", "pk"):
        newest[row.committee_id] = row
    covered = coverage_of(list(newest.values()), today)
    rows: list[tuple[Committee, SurveyRound | None, str, str, Coverage]] = []
    for committee in committees:
        round_ = newest.get(committee.pk)
        if round_ is None:
            rows.append((committee, None, "", "", Coverage()))
            continue
        word, colour = stage_words(round_)
        total = Coverage.total(covered[round_.pk].values())
        rows.append((committee, round_, word, colour, total))
    context = {"rows": rows, "total": Coverage.total(row[-1] for row in rows), "today": today}
    return render(request, "casework/surveys/street.html", context)
