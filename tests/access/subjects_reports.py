"""Work reports, for the access matrix."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casework.reports.models import WorkReport
from committees.territory.models import Committee
from tests.cast import Cast


def _report(cast: Cast, committee: Committee, canary: str, state: str = "sent") -> WorkReport:
    director = cast.east_director if committee == cast.east else cast.west_director
    report: WorkReport = WorkReport.objects.create(
        committee=committee,
        first=date(2026, 7, 1) + timedelta(days=WorkReport.objects.count()),
        last=date(2026, 9, 30),
        title=canary,
        text=canary,
        state=state,
        author=director,
        sent_at=timezone.now(),
        sent_by=director,
    )
    return report


def report(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _report(cast, committee, canary).pk}


def report_draft(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _report(cast, committee, canary, "draft").pk}


def report_moved(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _report(cast, committee, canary).pk, "step": "back"}


def measure(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"slug": committee.slug, "measure": "duty_coverage"}


REPORTS: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "report": report,
    "report_draft": report_draft,
    "report_moved": report_moved,
    "measure": measure,
}
