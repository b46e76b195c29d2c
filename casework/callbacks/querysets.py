"""Reading 回访: results, and what still has to be asked."""

from datetime import datetime
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone

from casework.callbacks.states import Round
from casework.cases.models import Case
from casework.cases.querysets import CaseQuerySet
from casework.cases.states import OPEN_STATES, CaseState
from committees.reach.querysets import in_reach


class CallbackQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "CallbackQuerySet":
        return in_reach(self, user)  # type: ignore[return-value]

    def waiting(self) -> "CallbackQuerySet":
        return self.filter(done_at__isnull=True)

    def done_between(self, since: datetime, until: datetime) -> "CallbackQuerySet":
        """`until` does not count. The one answer of a case and month that counts."""
        return self.filter(counts=True, done_at__gte=since, done_at__lt=until)


def cases_to_call(user: Any) -> CaseQuerySet:
    """要回访 for this person: somebody asked to close, or the draw fell on it; never one's own,
    and no private case that this person may not read."""
    own = Case.objects.kept().filter(committee__in=user.reach.committee_ids).exclude(owner=user)
    return own.legible_to(user, timezone.now()).filter(to_call_of(user))


def with_day_to_ask(cases: CaseQuerySet) -> CaseQuerySet:
    """`ask_by`: until when a closed case is asked about again; None before closing."""
    again = Q(callbacks__round=Round.RECHECK, callbacks__done_at__isnull=True)
    found: CaseQuerySet = cases.annotate(ask_by=Min("callbacks__wanted_on", filter=again))
    return found


def to_call_of(user: Any) -> Q:
    before_closing = Q(state__in=OPEN_STATES, closing_by__isnull=False)
    before_closing &= ~Q(state=CaseState.FOLLOWED_UP) & ~Q(closing_by=user)
    again = Q(
        state=CaseState.CLOSED,
        callbacks__round=Round.RECHECK,
        callbacks__done_at__isnull=True,
        callbacks__of_closing=F("closed_at"),
    )
    return before_closing | (again & ~Q(closed_by=user))
