"""The street opens rounds, and sees all of them side by side."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from committees.calendar.querysets import missing_years, work_calendar
from committees.people.access import me, sent, street_staff
from committees.submissions.once import once
from committees.territory.models import Committee
from elections.desk.table import rows_of
from elections.office.models import Handover
from elections.office.reminding import slow_handovers
from elections.rulesets.models import RuleSet
from elections.rulesets.states import Mode
from elections.timetable.actions import Opening, open_election
from elections.timetable.forms import OpeningForm
from elections.timetable.models import Election
from elections.timetable.rules import earliest_polling, past, timetable
from elections.timetable.states import ElectionKind, StepCode
from jiedao.common.errors import Refused
from jiedao.common.http import see_other


@require_GET
@street_staff
def street_elections(request: HttpRequest) -> HttpResponse:
    """Every committee in the street's order: where it stands, what is next, what is late and why;
    and the lists of new directors that are still open after a week. Eight queries, whether there
    is one committee or thirty-four."""
    today = timezone.localdate()
    rehearsal = request.GET.get("rehearsal") == "1"
    elections = Election.objects.visible_to(me(request)).filter(rehearsal=rehearsal)
    committees = Committee.objects.in_street_order()
    rows = rows_of(committees, elections, today)
    context = {
        "rows": rows,
        "rehearsal": rehearsal,
        "running": sum(1 for row in rows if row.election),
        "late": sum(1 for row in rows if row.late),
        "slow": slow_handovers(Handover.objects.visible_to(me(request)), today),
        "today": today,
    }
    return render(request, "elections/desk/street.html", context)


@require_http_methods(["GET", "POST"])
@street_staff
@once
def election_new(request: HttpRequest) -> HttpResponse:
    """One form for all the committees ticked; red dates are shown before anything is opened."""
    today = timezone.localdate()
    form = OpeningForm(sent(request), today=today, initial=_typed(today))
    too_near: list[str] = []
    if form.is_valid():
        opening, committees = form.opening(), list(form.cleaned_data["committees"])
        too_near = _too_near(opening, today)
        if too_near and not form.cleaned_data["anyway"]:
            form.show_anyway()
            form.add_error(None, "有的日期太近，请看下面标红的几步。")
        elif _open_all(request, form, opening, committees):
            words = f"{len(committees)} 个居委会的选举开启了。"
            messages.success(request, words)
            query = "?rehearsal=1" if opening.rehearsal else ""
            return see_other(f"{reverse('street-elections')}{query}")
    context = {
        "form": form,
        "too_near": too_near,
        "missing_years": missing_years(today),
    }
    status = 422 if form.is_bound else 200
    return render(request, "elections/desk/new.html", context, status=status)


def _open_all(
    request: HttpRequest, form: OpeningForm, opening: Opening, committees: Sequence[Committee]
) -> bool:
    """All of them or none; the reason names the committee."""
    try:
        with transaction.atomic():
            for committee in committees:
                open_election(committee, opening, by=me(request), at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


def _typed(today: date) -> dict[str, Any]:
    """What the form begins with: the next term, and the first Sunday that leaves enough time."""
    last = Election.objects.filter(rehearsal=False).aggregate(last=Max("term_number"))["last"]
    rules = RuleSet.objects.filter(code="law_2025").first()
    polling = None
    if rules is not None:
        first = earliest_polling(ElectionKind.TERM, rules.rules(), today, work_calendar())
        polling = date.fromordinal(first.toordinal() + (6 - first.weekday()) % 7)
    return {
        "kind": ElectionKind.TERM,
        "mode": Mode.ALL,
        "term_number": (last or 0) + 1,
        "polling_on": polling,
        "rule_set": rules.pk if rules else None,
    }


def _too_near(opening: Opening, today: date) -> list[str]:
    """Steps that would lie in the past, named."""
    rules = opening.rule_set.rules()
    days = timetable(opening.kind, rules, opening.polling_on, work_calendar())
    if opening.polling_on < today:
        return []
    return [gap.words for gap in past(days, today) if gap.code != StepCode.POLLING]
