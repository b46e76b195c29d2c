"""The cases behind each rate: every number and its list start from the same rows."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from casework.callbacks.models import Callback
from casework.callbacks.querysets import CallbackQuerySet
from casework.callbacks.rules import CONTENT
from casework.cases.models import Case, CaseEvent
from casework.cases.querysets import CaseQuerySet
from casework.cases.states import CaseState, EventKind
from casework.clocks.states import Clock
from casework.rates.rules import Span
from casework.response.models import CaseClock

SOLVED = Q(solved=True, case__state=CaseState.CLOSED)
"""Closed, and said to be solved when somebody asked."""
HAPPY = Q(grade__gte=CONTENT)
"""满意 and better, of those reached."""
IN_TIME = Q(responded=True)
NO_STEP = (EventKind.OPENED, EventKind.DEADLINE, EventKind.REFERRED, EventKind.ANSWERED)
"""Lines that are no word to the resident: asking another body is none either."""


def with_response(cases: CaseQuerySet) -> CaseQuerySet:
    """`responded`: was the resident spoken to before the clock of the first contact ran out?

    Cases from before the clocks have none: there the first step within the case's time counts.
    """
    contact = CaseClock.objects.filter(case=OuterRef("pk"), clock=Clock.CONTACT)
    in_time = contact.filter(met_at__lte=F("due_at"))
    first = CaseEvent.objects.filter(case=OuterRef("pk"), at__date__lte=OuterRef("due_on"))
    steps = first.exclude(kind__in=NO_STEP)
    found: CaseQuerySet = cases.annotate(clocked=Exists(contact)).annotate(
        responded=Q(clocked=True) & Q(Exists(in_time)) | Q(clocked=False) & Q(Exists(steps))
    )
    return found


def to_answer(user: Any, span: Span, at: datetime) -> CaseQuerySet:
    """Brought in these months, and answered, or their time is over."""
    rows = Case.objects.visible_to(user).kept()
    rows = rows.filter(opened_at__gte=span.since_at, opened_at__lt=span.until_at)
    run_out = CaseClock.objects.filter(case=OuterRef("pk"), clock=Clock.CONTACT, due_at__lt=at)
    over = Q(clocked=True) & Q(Exists(run_out)) | Q(
        clocked=False, due_on__lt=timezone.localdate(at)
    )
    return with_response(rows).filter(IN_TIME | over)


def answers(user: Any, span: Span) -> CallbackQuerySet:
    """Reached in these months; of a case's answers of one month the last one."""
    rows = Callback.objects.visible_to(user).done_between(span.since_at, span.until_at)
    kept = rows.filter(case__removed_at__isnull=True)
    return kept.filter(case__in=Case.objects.visible_to(user))


def unreached(user: Any, span: Span) -> CallbackQuerySet:
    """Nobody answered three times: in no rate, told beside them."""
    rows = Callback.objects.visible_to(user).filter(reached=False, done_at__isnull=False)
    kept = rows.filter(case__removed_at__isnull=True)
    return kept.filter(done_at__gte=span.since_at, done_at__lt=span.until_at)


COMMITTEE = F("committee_id")
