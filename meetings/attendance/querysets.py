"""Reading who is expected, who answered and who came."""

from typing import Any

from django.db.models import QuerySet

from committees.reach.querysets import in_reach
from meetings.attendance.states import Capacity
from meetings.convening.states import Answer


class AttendeeQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "AttendeeQuerySet":
        return in_reach(self, user, "meeting__committee")  # type: ignore[return-value]

    def counting(self) -> "AttendeeQuerySet":
        """Those from whom the quorum is counted (应到)."""
        return self.filter(capacity=Capacity.ATTENDS)

    def here(self) -> "AttendeeQuerySet":
        """Signed in and not gone (实到)."""
        return self.filter(arrived_at__isnull=False, left_at__isnull=True)

    def silent(self) -> "AttendeeQuerySet":
        """Invited and without an answer."""
        return self.filter(answer=Answer.NONE)
