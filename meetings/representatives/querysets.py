"""Reading the rosters."""

from datetime import date

from django.db.models import Q

from committees.territory.querysets import OfCommitteeQuerySet
from meetings.representatives.states import Board


class DemandQuerySet(OfCommitteeQuerySet):
    def open(self) -> "DemandQuerySet":
        """Asked for by enough, and no meeting called yet."""
        return self.filter(answered_by__isnull=True)


class SeatQuerySet(OfCommitteeQuerySet):
    def on(self, day: date) -> "SeatQuerySet":
        """In force on that day; `until` is the last day and counts."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def representatives(self) -> "SeatQuerySet":
        return self.filter(board=Board.REPRESENTATIVE)

    def supervisors(self) -> "SeatQuerySet":
        return self.filter(board=Board.SUPERVISOR)
