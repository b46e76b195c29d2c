"""Reading filings and who has read what."""

from committees.covenants.states import FilingState
from committees.regulations.querysets import OfVersionQuerySet


class FilingQuerySet(OfVersionQuerySet):
    def open(self) -> "FilingQuerySet":
        """Waiting for the street, the oldest first."""
        return self.filter(state=FilingState.SENT).order_by("sent_at", "pk")


class ReadMarkQuerySet(OfVersionQuerySet):
    pass
