"""Days on which somebody cannot take duty."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.duty.models import Leave, Shift
from casework.duty.policies import (
    may_cancel_leave,
    may_speak_for_others,
    may_work,
)
from casework.duty.states import RotaState
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused

MAX_LEAVE_DAYS = 366


def ask_leave(
    committee: Committee,
    person: User,
    *,
    by: User,
    since: date,
    until: date,
    at: datetime,
    reason: str = "",
) -> Leave:
    """Days on which the person is not put on the rota; her places in drafts become free.

    Published shifts stay hers until they are swapped: the page names them. For somebody else it
    takes an elected colleague. Refused: ends before it starts, is all over, longer than a year.
    """
    with transaction.atomic():
        may_work(by, committee.pk).require()
        if by.pk != person.pk:
            may_speak_for_others(by, committee.pk).require()
        if until < since:
            raise Refused("结束日期不能早于开始日期。")
        if until < timezone.localtime(at).date():
            raise Refused("这几天已经过去了，不用请假。")
        if (until - since).days >= MAX_LEAVE_DAYS:
            raise Refused("请假最长一年，更久请主任把她移出值班名单。")
        leave = Leave.objects.create(
            committee=committee, person=person, since=since, until=until, reason=reason
        )
        Shift.objects.filter(
            committee=committee, person=person, rota__state=RotaState.DRAFT
        ).between(since, until).update(person=None)
        record("duty.leave", leave, by=by, committee=committee)
    return leave


def cancel_leave(leave: Leave, *, by: User, on: date) -> None:
    """The person is there after all. Refused once it is over."""
    with transaction.atomic():
        leave = (
            Leave.objects.select_for_update(of=("self",))
            .select_related("committee")
            .get(pk=leave.pk)
        )
        may_cancel_leave(by, leave).require()
        if leave.until < on:
            raise Refused("这次请假已经过去了。")
        record("duty.leave-cancel", leave, by=by, committee=leave.committee, before=digest(leave))
        leave.delete()
