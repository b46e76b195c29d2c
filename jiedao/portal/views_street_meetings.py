"""居民代表会议 of a year: who held which, and when."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from committees.journal.actions import record
from committees.people.access import me, street_staff
from jiedao.common.http import attachment
from jiedao.common.sheets import XLSX_TYPE, workbook
from jiedao.portal.street_scope import asked_for
from jiedao.portal.street_sheets import meeting_sheet
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.querysets import times_a_year
from meetings.kinds.states import KindKey


@require_GET
@street_staff
def street_meetings(request: HttpRequest) -> HttpResponse:
    """The representatives' meetings of a year: who held which, and when."""
    year, a_year, lines = _meeting_lines(request)
    today = timezone.localdate()
    context = {
        "year": year,
        "a_year": a_year,
        "years": (today.year, today.year - 1),
        "lines": lines,
        "short_only": bool(request.GET.get("short")),
        "short": sum(line["missing"] > 0 for line in lines),
        "days_left": (date(year, 12, 31) - today).days,
        "now": timezone.now(),
    }
    return render(request, "portal/street/meetings.html", context)


@require_GET
@street_staff
def street_meetings_export(request: HttpRequest) -> HttpResponse:
    year, a_year, lines = _meeting_lines(request)
    title = f"{year}年居民代表会议"
    head, rows = meeting_sheet(lines, a_year)
    record("street.export", me(request), by=me(request), label=title)
    return attachment(workbook(title, head, rows), f"{title}.xlsx", XLSX_TYPE)


def _meeting_lines(request: HttpRequest) -> tuple[int, int, list[dict[str, Any]]]:
    """(year, how many the rules ask for, a line for each committee in the street's order)."""
    typed = request.GET.get("year", "")
    year = int(typed) if re.fullmatch("20[0-9]{2}", typed) else timezone.localdate().year
    scope = asked_for(request).scope
    meetings = Meeting.objects.visible_to(me(request)).filter(
        committee__in=scope.ids, kind=KindKey.REPRESENTATIVES, starts_at__year=year
    )
    held: dict[int, list[Meeting]] = defaultdict(list)
    planned: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in meetings.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk"):
        (planned if meeting.is_ahead else held)[meeting.committee_id].append(meeting)
    a_year = times_a_year(KindKey.REPRESENTATIVES, min(date(year, 12, 31), timezone.localdate()))
    lines = [
        {
            "committee": committee,
            "held": held[committee.pk],
            "planned": planned[committee.pk],
            "missing": max(a_year - len(held[committee.pk]), 0),
        }
        for committee in scope.committees
    ]
    if request.GET.get("short"):
        lines = [line for line in lines if line["missing"]]
    for line in lines:
        line["dots"] = "●" * (a_year - line["missing"]) + "○" * line["missing"]
    return year, a_year, lines
