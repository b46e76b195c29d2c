"""The street's pages of duty: who is manned, and every shift behind a figure."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.duty.figures import Figures, ended_shifts, shift_figures
from casework.duty.gaps import GAP_DAYS, Gaps, gaps_ahead
from casework.duty.lines import Line, lines_of, published_shifts
from casework.duty.rules import NOT_IN, month_of
from casework.duty.views import day_asked
from committees.calendar.querysets import work_calendar
from committees.people.access import me, street_staff
from committees.territory.models import Committee
from jiedao.common.pages import keyset_page

SHOWN = {"": "全部", "manned": "有人", "unmanned": "没记到人", "empty": "没安排人"}


def committees_of(request: HttpRequest) -> list[Committee]:
    return list(Committee.objects.visible_to(me(request)).in_street_order())


@dataclass(frozen=True)
class Row:
    """One committee on the street's page."""

    committee: Committee
    lines: list[Line]
    gaps: Gaps
    figures: Figures

    @property
    def unmanned(self) -> bool:
        """A shift is running, somebody is on the rota, and nobody checked in; or nobody is."""
        return any(line.running and (line.gap or line.word == NOT_IN) for line in self.lines)

    @property
    def needs(self) -> bool:
        return self.unmanned or bool(self.gaps)


@require_safe
@street_staff
def today(request: HttpRequest) -> HttpResponse:
    """All committees in the street's order, those in need first."""
    committees, at = committees_of(request), timezone.now()
    day = timezone.localdate(at)
    calendar = work_calendar()
    rows = published_shifts().visible_to(me(request)).on(day)
    by_committee: dict[int, list[Line]] = defaultdict(list)
    for line in lines_of(rows, me(request), at):
        by_committee[line.shift.committee_id].append(line)
    gaps = gaps_ahead(committees, at, calendar)
    figures = shift_figures(committees, month_of(day), day, at)
    table = [
        Row(one, by_committee[one.pk], gaps[one.pk], figures.get(one.pk, Figures(0, 0)))
        for one in committees
    ]
    context = {
        "rows": sorted(table, key=lambda row: not row.needs),
        "in_need": sum(row.needs for row in table),
        "unmanned": sum(row.unmanned for row in table),
        "with_gaps": sum(bool(row.gaps) for row in table),
        "day": day,
        "month": month_of(day),
        "gap_days": GAP_DAYS,
        "at": at,
        "missing_years": calendar.missing(day),
    }
    return render(request, "casework/duty/street_today.html", context)


@require_safe
@street_staff
def shifts(request: HttpRequest) -> HttpResponse:
    """Every single shift behind a figure: `c` committee, `from`, `to`, `show`, over by now."""
    at = timezone.now()
    day = timezone.localdate(at)
    first, last = day_asked(request, month_of(day)), day_asked(request, day, "to")
    committees = committees_of(request)
    chosen = [one for one in committees if one.slug == request.GET.get("c")] or committees
    show = request.GET.get("show", "")
    over = _shown(show, chosen, first, last, at)
    page = keyset_page(over, ("-starts_at", "-id"), request.GET.get("after"))
    found = shift_figures(chosen, first, last, at).values()
    context = {
        "page": page,
        "lines": lines_of(page.rows, me(request), at),
        "figures": Figures(sum(one.manned for one in found), sum(one.ended for one in found)),
        "first": first,
        "last": last,
        "chosen": chosen[0] if len(chosen) == 1 else None,
        "show": show if show in SHOWN else "",
        "choices": SHOWN.items(),
    }
    return render(request, "casework/duty/street_shifts.html", context)


def _shown(show: str, committees: list[Committee], first: date, last: date, at: datetime) -> Any:
    rows = ended_shifts(first, last, at).filter(committee__in=committees)
    rows = rows.select_related("rota", "person", "lead", "committee")
    if show == "manned":
        return rows.manned()
    if show == "unmanned":
        return rows.unmanned()
    return rows.filter(person=None) if show == "empty" else rows
