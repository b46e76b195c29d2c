"""The call list: somebody phones, and ticks how it went."""

from datetime import datetime, timedelta

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reminders.models import Call
from committees.reminders.rules import CALL_AGAIN
from committees.reminders.states import CallOutcome
from jiedao.common.errors import Refused

ALREADY = "这个电话已经有人打通了，不用再打。"


def tick_call(
    call: Call, outcome: CallOutcome, *, by: User, at: datetime, again_at: datetime | None = None
) -> Call:
    """Write down how a call went.

    打通了 takes it off the list; 没人接 offers it again in 30 minutes, 约了再打 at `again_at`.
    Refused when somebody reached the person already, or the appointment lies in the past.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call.pk)
        if call.done_at is not None:
            raise Refused(ALREADY)
        before = digest(call)
        call.outcome, call.tried_at, call.tried_by = outcome, at, by
        call.tries += 1
        if outcome == CallOutcome.REACHED:
            call.done_at = at
        else:
            call.call_at = _next_call(outcome, at, again_at)
        call.save()
        record("call.tick", call, by=by, committee=call.committee, before=before)
    return call


def _next_call(outcome: CallOutcome, at: datetime, again_at: datetime | None) -> datetime:
    if outcome == CallOutcome.NO_ANSWER:
        return at + CALL_AGAIN
    if again_at is None or again_at <= at:
        raise Refused("约的时间要在现在以后。")
    return again_at


def take_back_tick(call: Call, *, by: User, at: datetime) -> Call:
    """撤销 打通了: the call stands on the list again. Refused later than 12 hours after it."""
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call.pk)
        if call.done_at is None or at - call.done_at > timedelta(hours=12):
            raise Refused("这一条现在不能撤销了。")
        before = digest(call)
        call.done_at, call.outcome, call.call_at = None, "", at
        call.save()
        record("call.untick", call, by=by, committee=call.committee, before=before)
    return call
