"""Reading work reports."""

from typing import Any

from django.db.models import QuerySet

from casework.reports.states import ReportState
from committees.reach.querysets import in_reach, reach_of


class WorkReportQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "WorkReportQuerySet":
        """The own committee's; the street reads what was sent, never a draft."""
        rows: WorkReportQuerySet = in_reach(self, user)  # type: ignore[assignment]
        return rows.sent() if reach_of(user).whole_street else rows

    def sent(self) -> "WorkReportQuerySet":
        return self.exclude(state=ReportState.DRAFT)

    def unanswered_by(self, reader: str) -> "WorkReportQuerySet":
        return self.filter(state=ReportState.SENT).exclude(answers__reader=reader)


class ReportAnswerQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "ReportAnswerQuerySet":
        return in_reach(self, user, "report__committee")  # type: ignore[return-value]
